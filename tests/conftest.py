"""Which tests belong to this run, and the file that SQLite's tests write to.

The suite runs once for each database. What one engine alone can show lies in `tests/sqlite/` or
`tests/postgresql/`. What starts programs of its own runs once, with SQLite: `tests/start/`, and
`tests/browser/` where there is a browser. The rest is not collected at all: nothing is ever skipped.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from tests.browser_installed import browser_on_this_machine

HERE = Path(__file__).parent


def _folders_left_out() -> list[Path]:
    on_sqlite = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
    left_out = {"postgresql"} if on_sqlite else {"sqlite", "start", "browser"}
    if browser_on_this_machine() is None:
        left_out.add("browser")
    return [HERE / name for name in left_out]


def _is_left_out(path: Path) -> bool:
    return any(path.is_relative_to(folder) for folder in _folders_left_out())


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the folders of the other engine, and the browser's where there is none."""
    return True if _is_left_out(collection_path) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave them out also when their path was given on the command line."""
    others = [item for item in items if _is_left_out(item.path)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


def pytest_collection_finish() -> None:
    """Look for rubbish less often, and never again among what is there by now: it was a sixth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """A hash that takes no time: the real one takes a third of a second for everybody who is made or signs in."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,  # noqa: ARG001 - pytest-django's own, which comes first
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Test SQLite on a file, as it is used: a database in memory has no write-ahead log and no second connection."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"] = {
            **database.get("TEST", {}),
            "NAME": tmp_path_factory.mktemp("database") / "test.sqlite3",
        }
