# `make run` reads the record, `make test` proves it; `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help python run dev test race check format tools requirements

help:  ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

python:
	@command -v $(PYTHON) > /dev/null || { \
		echo 'There is no $(PYTHON) here: install Python 3.11 or newer, or name one, as in `make run PYTHON=python3.12`.' >&2; exit 1; }

run: python  ## read the record at http://127.0.0.1:8000 (another port: PORT=8123 make run; without the articles: EMPTY=1)
	@$(PYTHON) -m accountability.start run

dev: python  ## the same with a reloading server that shows errors, for developers
	@$(PYTHON) -m accountability.start dev

test: tools  ## run all tests on SQLite and on PostgreSQL (some of them: make test ARGS="-k standing")
	@$(BIN)/python -m tests $(ARGS)

race: tools  ## race 200 replies against 200 silences, on SQLite and on PostgreSQL
	@RACING_PAIRS=200 $(BIN)/python -m tests tests/race

check: tools  ## lint, types, layers, templates, migrations and production settings
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	@DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run
	@ACCOUNTABILITY_ENVIRONMENT=production DATABASE_URL= ALLOWED_HOSTS=record.example.org \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: tools  ## put code and templates into the house's shape
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

tools: python
	@$(PYTHON) -m accountability.start tools

# uv lives in a folder of its own: it pins what the project runs on and is no part of it.
PIN := var/pinning/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" pyproject.toml

requirements: python  ## pin and hash again what pyproject.toml asks for (newer: make requirements ARGS=--upgrade)
	@$(PYTHON) -m venv var/pinning && var/pinning/bin/pip install --quiet uv
	@$(PIN) $(ARGS) --output-file requirements.txt
	@$(PIN) $(ARGS) --constraint requirements.txt --extra dev --output-file requirements-dev.txt
	@$(PIN) $(ARGS) --constraint requirements.txt --extra postgresql --output-file requirements-postgresql.txt
