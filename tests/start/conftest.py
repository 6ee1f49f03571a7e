"""A fresh copy of the project, and ways to start it as a person would."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

NOT_COPIED = shutil.ignore_patterns(".*", "var", "tests", "docs", "__pycache__")
PATIENCE = 60


@dataclass(frozen=True)
class Finished:
    """What a command printed, and its status."""

    status: int
    said: str
    complained: str


@dataclass(frozen=True)
class Started:
    """A server that has printed its lines."""

    process: subprocess.Popen[str]
    port: int
    lines: list[str]

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as response:
            text: str = response.read().decode()
        return text

    def end(self, with_signal: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as a fresh clone has it."""
    return Path(shutil.copytree(settings.BASE_DIR, tmp_path / "clone", ignore=NOT_COPIED))


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment(**more: str) -> dict[str, str]:
    """A person's environment: no settings of Django, of the project, or of pip."""
    ours = ("ACCOUNTABILITY_", "DJANGO_", "PIP_", "PYTEST_", "DATABASE_URL", "PORT", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | more


@pytest.fixture
def command(copy: Path) -> Callable[..., Finished]:
    """Run Python in the copy until it ends."""

    def run(*arguments: str, **more: str) -> Finished:
        done = subprocess.run(
            [sys.executable, *arguments],
            check=False,
            cwd=copy,
            env=environment(**more),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def start(copy: Path, free_port: int) -> Iterator[Callable[..., Started]]:
    """Start the server in the copy and wait for its lines; whatever still runs at the end is ended."""
    processes = []

    def run(**more: str) -> Started:
        process = subprocess.Popen(
            [sys.executable, "-m", "accountability.start.local", "run"],
            cwd=copy,
            env=environment(ACCOUNTABILITY_ENVIRONMENT="local", PORT=str(free_port), **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        processes.append(process)
        assert process.stdout is not None
        lines: list[str] = []
        while not lines or not lines[-1].startswith("Reset:"):
            line = process.stdout.readline()
            assert line, f"The server ended before it was ready, and said: {lines}"
            lines.append(line.rstrip("\n"))
        return Started(process, free_port, lines)

    yield run
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        assert process.stdout is not None
        process.stdout.close()


def processes_in_session(leader: int) -> list[int]:
    """The processes that a server started in its own session and that still run; given a moment to end."""
    running: list[int] = []
    for _ in range(50):
        running = [
            int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _session_of(stat) == leader
        ]
        if not running:
            break
        time.sleep(0.05)
    return running


def _session_of(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[3])
    except OSError:
        return 0
