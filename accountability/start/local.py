"""The record on this machine, run by the project's own Python: prepared, then served on loopback only."""

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


def main(command: str) -> int:
    """Serve what readers get (`run`) or what a developer is changing (`dev`)."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "accountability.settings"
    os.environ["ACCOUNTABILITY_DEBUG"] = "1" if command == "dev" else "0"
    try:
        be_local(os.environ)
        port = port_named_in(os.environ)
        check_that_port_is_free(port)
        django.setup()
        lines = welcome(port, prepare())
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
    sys.exit(main(sys.argv[1]))
