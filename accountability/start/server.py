"""gunicorn, as a person's own machine needs it; a public site starts it with options of its own."""

import os
import signal
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

WORKERS = 2
THREADS = 4


class LocalServer(BaseApplication):
    """The real server on loopback; prints its lines once it answers."""

    def __init__(self, port: int, lines: str) -> None:
        self.port = port
        self.lines = lines
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        self.cfg.set("bind", f"127.0.0.1:{self.port}")
        self.cfg.set("worker_class", "gthread")  # a slow reader holds up a thread, not the site
        self.cfg.set("workers", WORKERS)
        self.cfg.set("threads", THREADS)
        self.cfg.set("preload_app", value=True)  # what is wrong with the site shows before the lines do
        self.cfg.set("graceful_timeout", 5)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("control_socket_disable", value=True)  # nobody steers this server from outside
        self.cfg.set("when_ready", self.announce)

    def load(self) -> Any:  # Django and gunicorn describe WSGI in types that do not meet
        """The site itself."""
        return get_wsgi_application()

    def announce(self, _arbiter: Arbiter) -> None:
        """Print the lines, and from now on end when the terminal closes, where gunicorn would reload."""
        signal.signal(signal.SIGHUP, lambda _number, _frame: os.kill(os.getpid(), signal.SIGTERM))
        print(self.lines, flush=True)
