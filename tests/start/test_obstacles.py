"""Whatever is in the way of a start is told in one sentence, and things stay as they were."""

import ast
import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from accountability.start.obstacles import DISK_FULL, obstacle_in, obstacle_in_pip_output
from tests.start.conftest import Finished

Command = Callable[..., Finished]
AS_MODULE = "runpy.run_module('accountability.start', run_name='__main__', alter_sys=True)"


def made_in(copy: Path) -> list[str]:
    """What a start made in the copy, apart from Python's own caches."""
    clean = {entry.name for entry in settings.BASE_DIR.iterdir()} - {".venv", "var"}
    return sorted(entry.name for entry in copy.iterdir() if entry.name not in clean)


def test_port_in_use(command: Command, copy: Path) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        done = command("-m", "accountability.start", "run", PORT=str(port))
    assert done == Finished(
        1,
        "",
        f"Port {port} is in use: stop the program that uses it, or choose another, "
        "as in `PORT=8123 make run`; nothing was changed.\n",
    )
    assert made_in(copy) == []


@pytest.mark.parametrize("words", ["eight thousand", "0", "65536", "-1"])
def test_port_that_is_none(command: Command, words: str) -> None:
    done = command("-m", "accountability.start", "run", PORT=words)
    assert done == Finished(
        1, "", f"PORT is {words!r}: give a number from 1 to 65535, as in `PORT=8123 make run`.\n"
    )


def test_production_is_not_run_here(command: Command) -> None:
    done = command("-m", "accountability.start", "run", ACCOUNTABILITY_ENVIRONMENT="production")
    assert done == Finished(
        1,
        "",
        "ACCOUNTABILITY_ENVIRONMENT is 'production': this start serves one machine only, so unset it; "
        "a public site starts gunicorn with accountability.wsgi itself.\n",
    )


def test_old_python_can_read_the_first_file() -> None:
    for name in ["__init__.py", "start/__init__.py", "start/__main__.py"]:
        source = (settings.BASE_DIR / "accountability" / name).read_text(encoding="utf-8")
        ast.parse(source, feature_version=(3, 6))


def test_python_too_old(command: Command, copy: Path) -> None:
    done = command("-c", f"import runpy, sys; sys.version_info = (3, 8, 10, 'final', 0); {AS_MODULE}")
    assert done == Finished(
        1,
        "",
        "Python 3.11 or newer is needed and this one is 3.8: install a newer one and name it, "
        "as in `make run PYTHON=python3.12`; nothing was changed.\n",
    )
    assert made_in(copy) == []


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_no_venv_module(command: Command, copy: Path, free_port: int, module: str) -> None:
    program = f"import runpy, sys; sys.argv[1:] = ['run']; sys.modules['{module}'] = None; {AS_MODULE}"
    done = command("-c", program, PORT=str(free_port))
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert done == Finished(
        1,
        "",
        f"Python {version} has no {module} module here: install it (Debian, Ubuntu: apt install "
        f"python{version}-venv) and start again; nothing was changed.\n",
    )
    assert made_in(copy) == []


NO_NETWORK = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:1/simple",
    "PIP_NO_CACHE_DIR": "1",
}
NOT_FETCHED = (
    "The packages in requirements.txt could not be fetched: connect to the network (or check pip's "
    "settings for its package index) and start again; nothing was left half-made.\n"
)


def test_no_network_on_the_first_start(command: Command, copy: Path, free_port: int) -> None:
    done = command("-m", "accountability.start", "run", PORT=str(free_port), **NO_NETWORK)
    assert (done.status, done.complained) == (1, NOT_FETCHED)
    assert made_in(copy) == []


def test_no_network_on_a_later_start_leaves_the_installation(
    command: Command, copy: Path, free_port: int
) -> None:
    subprocess.run([sys.executable, "-m", "venv", copy / ".venv"], check=True)
    stamp = copy / ".venv" / "installed.json"
    stamp.write_text(json.dumps({"requirements.txt": "of an earlier release"}))
    done = command("-m", "accountability.start", "run", PORT=str(free_port), **NO_NETWORK)
    assert (done.status, done.complained) == (1, NOT_FETCHED)
    assert json.loads(stamp.read_text()) == {"requirements.txt": "of an earlier release"}
    assert (copy / ".venv" / "bin" / "python").exists()


def local(command: Command, **more: str) -> Finished:
    return command("-m", "accountability.start.local", "run", ACCOUNTABILITY_ENVIRONMENT="local", **more)


def test_unreachable_database(command: Command, free_port: int) -> None:
    done = local(command, PORT=str(free_port), DATABASE_URL="postgres://jo:secret@127.0.0.1:1/record")
    assert done.status == 1
    assert done.complained.startswith("The database in DATABASE_URL cannot be used (connection to server at")
    assert done.complained.endswith("): start its server or correct the address, and start again.\n")
    assert done.complained.count("\n") == 1
    assert "secret" not in done.complained


def test_database_address_that_cannot_be_read(command: Command, free_port: int) -> None:
    done = local(command, PORT=str(free_port), DATABASE_URL="mysql://jo:secret@127.0.0.1/record")
    assert done == Finished(
        1,
        "",
        "DATABASE_URL cannot be read: give sqlite:///path/to/file.sqlite3 or "
        "postgres://user:password@host:5432/name, with special characters percent-encoded.\n",
    )


def test_file_that_is_no_database_stays_as_it_is(command: Command, tmp_path: Path, free_port: int) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor, " * 200)
    done = local(command, PORT=str(free_port), DATABASE_URL=f"sqlite:///{letter}")
    assert done == Finished(
        1,
        "",
        f"The database file {letter} cannot be used (file is not a database): "
        "check DATABASE_URL, the file and its folder, and start again.\n",
    )
    assert letter.read_text() == "Dear editor, " * 200


def test_fixture_that_does_not_load_leaves_no_database(command: Command, copy: Path, free_port: int) -> None:
    (copy / "fixtures" / "norfolk-mps.json").write_text('[{"model": "questions.nothing", "fields": {}}]')
    done = local(command, PORT=str(free_port))
    assert done.status == 1
    assert done.complained.startswith("The first articles could not be loaded, and nothing was kept: ")
    assert done.complained.count("\n") == 1
    assert list((copy / "var").glob("*.sqlite3*")) == []


def test_full_disk_in_a_file_and_in_pip() -> None:
    assert str(obstacle_in(OSError(errno.ENOSPC, "No space left on device"))) == DISK_FULL
    said = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
    assert str(obstacle_in_pip_output(said, "requirements.txt")) == DISK_FULL


def test_package_with_another_hash() -> None:
    said = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
    assert str(obstacle_in_pip_output(said, "requirements.txt")) == (
        "A package that was fetched is not the one in requirements.txt: do not use it, and check where pip "
        "fetches packages from; nothing was left half-made."
    )
