"""The record on this machine, run by the project's own Python: prepared, then served on loopback only."""

import argparse
import os
import signal
import sys

import django
from django.core.exceptions import ImproperlyConfigured

from accountability.start.machine import be_local, check_that_port_is_free, port_named_in
from accountability.start.obstacles import Obstacle, obstacle_in
from accountability.start.record import prepare
from accountability.start.server import LocalServer
from accountability.start.sign_ins import SignIn


def arguments() -> argparse.ArgumentParser:
    """What this start can be told."""
    parser = argparse.ArgumentParser(
        prog="python -m accountability.start.local",
        description="Prepare the record on this machine and serve it on loopback. Ctrl-C stops it; edits are kept.",
        epilog="PORT=8123 chooses another port, DATABASE_URL another database, EMPTY=1 is the same as --empty.",
    )
    parser.add_argument(
        "command",
        choices=["run", "dev"],
        help="run: the site as readers get it; dev: with errors and reloading",
    )
    parser.add_argument(
        "--empty",
        action="store_true",
        default=os.environ.get("EMPTY", "") not in {"", "0"},
        help="begin a new database without the two articles; one that exists stays as it is",
    )
    return parser


def main(command: str, *, empty: bool = False) -> int:
    """Serve what readers get (`run`) or what a developer is changing (`dev`); a new record may begin *empty*."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "accountability.settings"
    os.environ["ACCOUNTABILITY_DEBUG"] = "1" if command == "dev" else "0"
    try:
        be_local(os.environ)
        port = port_named_in(os.environ)
        check_that_port_is_free(port)
        django.setup()
        lines = welcome(port, prepare(empty=empty))
    except (Obstacle, ImproperlyConfigured) as obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    except OSError as error:
        print(obstacle_in(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    if command == "dev":
        print(lines, flush=True)
        os.execv(sys.executable, [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"])
    LocalServer(port, lines).run()
    return 0


def welcome(port: int, people: list[SignIn]) -> str:
    """The lines with which a start ends."""
    lines = [f"Read:     http://127.0.0.1:{port}/", f"Edit:     http://127.0.0.1:{port}/admin/"]
    lines += [f"Sign in:  {_how(person)}" for person in people]
    if all(person.is_administrator for person in people):
        lines.append(f"Add:      reporters and publishers, at http://127.0.0.1:{port}/admin/auth/user/add/")
    one = people[0].username if len(people) == 1 else "NAME"
    return "\n".join([*lines, f"Reset:    .venv/bin/python manage.py changepassword {one}"])


def _how(person: SignIn) -> str:
    """With which name and password somebody signs in; one that was made just now is told, this once."""
    password = (
        f"{person.new_password} (made now and shown only this once)"
        if person.new_password
        else "the one you have"
    )
    return f"name {person.username}, password {password}"


if __name__ == "__main__":
    given = arguments().parse_args()
    sys.exit(main(given.command, empty=given.empty))
