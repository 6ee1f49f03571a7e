"""The project's own Python, `.venv`, with exactly the packages that a requirements file lists.

A stamp inside it says which lists are installed, and is written last: what was interrupted before has no stamp,
and is finished or made again at the next start.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accountability.start.obstacles import Obstacle, obstacle_in_pip_output

ROOT = Path(__file__).resolve().parent.parent.parent
RUNTIME = "requirements.txt"
SPACE_NEEDED = {  # in megabytes, with some to spare for pip's own copies
    RUNTIME: 200,
    "requirements-dev.txt": 700,
    "requirements-postgresql.txt": 200,
}


class Installation:
    """The `.venv` of one folder."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / "bin" / "python"
        self.stamp = self.folder / "installed.json"

    def bring_up_to_date(self, requirements: str) -> None:
        """Install what *requirements* lists, unless exactly that is there; an obstacle leaves things as they were."""
        with self._alone():
            wanted = self._hash_of(requirements)
            installed = self._installed()
            if installed.get(requirements) == wanted:
                return
            self._check_space(requirements)
            if self._is_whole():
                print(f"Installing {requirements} ...", flush=True)
                self._install(requirements)
            else:
                self._make(requirements)
            # Every list is made on top of the runtime's, with the same versions.
            self._write_stamp({**installed, RUNTIME: self._hash_of(RUNTIME), requirements: wanted})

    def _hash_of(self, requirements: str) -> str:
        return hashlib.sha256((self.root / requirements).read_bytes()).hexdigest()

    def _installed(self) -> dict[str, str]:
        """Which lists are installed, by the hash of each; none if its Python is gone."""
        try:
            installed: dict[str, str] = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return installed if self.python.exists() else {}

    def _is_whole(self) -> bool:
        """Whether there is a Python with pip to install into, made here or by hand."""
        try:
            return (
                subprocess.run([self.python, "-c", "import pip"], check=False, capture_output=True).returncode
                == 0
            )
        except OSError:
            return False

    def _make(self, requirements: str) -> None:
        for module in ("venv", "ensurepip"):
            if importlib.util.find_spec(module) is None:
                version = f"{sys.version_info[0]}.{sys.version_info[1]}"
                raise Obstacle(
                    f"Python {version} has no {module} module here: install it (Debian, Ubuntu: apt install "
                    f"python{version}-venv) and start again; nothing was changed."
                )
        print(f"Making .venv and installing {requirements} (once; a minute at most) ...", flush=True)
        try:
            self._run([sys.executable, "-m", "venv", "--clear", str(self.folder)], requirements)
            self._install(requirements)
        except BaseException:
            # Also when interrupted: half an installation must not be taken for a whole one.
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _install(self, requirements: str) -> None:
        """Let pip install; it fetches everything before it changes anything."""
        options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries=2", "--require-hashes"]
        self._run(
            [str(self.python), "-m", "pip", "install", *options, "-r", str(self.root / requirements)],
            requirements,
        )

    def _run(self, command: list[str], requirements: str) -> None:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise obstacle_in_pip_output(done.stdout, requirements)

    def _check_space(self, requirements: str) -> None:
        free = shutil.disk_usage(self.root).free // 1_000_000
        if free < SPACE_NEEDED[requirements]:
            raise Obstacle(
                f"The disk is nearly full: {SPACE_NEEDED[requirements]} MB are needed to install {requirements} and "
                f"{free} MB are free; free some space and start again; nothing was changed."
            )

    def _write_stamp(self, installed: dict[str, str]) -> None:
        draft = self.stamp.with_suffix(".draft")
        draft.write_text(json.dumps(installed, indent=1), encoding="utf-8")
        draft.replace(self.stamp)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let a second start in the same folder wait until this one has installed."""
        descriptor = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
