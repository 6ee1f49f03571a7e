"""What a start asks of this machine: that it is meant to be local, and a port that is free."""

import errno
import socket
from collections.abc import Mapping, MutableMapping

from accountability.start.obstacles import Obstacle

USUAL_PORT = 8000
HIGHEST_PORT = 65535


def be_local(environ: MutableMapping[str, str]) -> None:
    """Say in the environment that this is one person's machine; refuse where it already says otherwise."""
    environment = environ.setdefault("ACCOUNTABILITY_ENVIRONMENT", "local")
    if environment != "local":
        raise Obstacle(
            f"ACCOUNTABILITY_ENVIRONMENT is {environment!r}: this start serves one machine only, so unset it; "
            "a public site starts gunicorn with accountability.wsgi itself."
        )


def port_named_in(environ: Mapping[str, str]) -> int:
    """The port in `PORT`, by default 8000."""
    words = environ.get("PORT", "").strip() or str(USUAL_PORT)
    if not (words.isascii() and words.isdigit() and 1 <= int(words) <= HIGHEST_PORT):
        raise Obstacle(
            f"PORT is {words!r}: give a number from 1 to {HIGHEST_PORT}, as in `PORT=8123 make run`."
        )
    return int(words)


def check_that_port_is_free(port: int) -> None:
    """Raise an obstacle when the port cannot be had; asked before anything is made or changed."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does: a port that was closed a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Obstacle(_sentence(port, error)) from None


def _sentence(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use: stop the program that uses it, or choose another, "
            "as in `PORT=8123 make run`; nothing was changed."
        )
    return (
        f"Port {port} cannot be used ({error.strerror}): choose another, "
        "as in `PORT=8123 make run`; nothing was changed."
    )
