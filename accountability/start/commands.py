"""The commands behind `make run`, `make dev` and `make tools`; the standard library only, before there is a .venv."""

import os
import signal
import sys
from types import FrameType

from accountability.start.installation import ROOT, Installation
from accountability.start.machine import be_local, check_that_port_is_free, port_named_in
from accountability.start.obstacles import Obstacle, obstacle_in

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Obey one command; on an obstacle print its sentence and return 1."""
    signal.signal(signal.SIGTERM, _end)
    try:
        match arguments:
            case ["run" | "dev" as command]:
                run(command)
            case ["tools", *more]:
                tools(more)
            case _:
                print("Give one of the words run, dev or tools.", file=sys.stderr)
                return 2
    except Obstacle as obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    except OSError as error:
        print(obstacle_in(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def run(command: str) -> None:
    """Install, then let the project's own Python prepare the record and serve it."""
    be_local(os.environ)
    check_that_port_is_free(port_named_in(os.environ))
    installation = Installation()
    installation.bring_up_to_date("requirements.txt")
    os.chdir(ROOT)
    # In place of this process: there is nobody in between whom Ctrl-C could miss.
    os.execv(installation.python, [str(installation.python), "-m", "accountability.start.local", command])


def tools(more: list[str]) -> None:
    """Install what tests and checks need, and the lists named in *more*."""
    installation = Installation()
    for requirements in ["requirements-dev.txt", *more]:
        installation.bring_up_to_date(requirements)


def _end(_number: int, _frame: FrameType | None) -> None:
    # As an exception, so that whatever was half-made is taken away on the way out.
    sys.exit(128 + signal.SIGTERM)
