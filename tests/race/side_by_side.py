"""Two acts at once, each in a thread and on a connection of its own, and a way to say where one of them has got to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models.signals import ModelSignal

# Nobody waits that long unless something is broken: then the test fails instead of hanging.
LONGEST_WAIT = 60


class Gate:
    """Something that one thread waits for and another lets happen."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def open(self) -> None:
        """Let whoever waits go on, now and from now on."""
        self._event.set()

    def wait(self) -> None:
        """Go on when it is open."""
        assert self._event.wait(LONGEST_WAIT), "The other thread never got so far."


def side_by_side(*acts: Callable[[], object]) -> list[Any]:
    """Run *acts* at once; of each what it returned, or the `ValidationError` with which it was refused."""

    def run(act: Callable[[], object]) -> object:
        try:
            return act()
        except ValidationError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        running = [threads.submit(run, act) for act in acts]
        return [thread.result(LONGEST_WAIT) for thread in running]


@contextmanager
def at(signal: ModelSignal, sender: type[models.Model], do: Callable[[], None]) -> Iterator[None]:
    """Within it, *do* something when this thread gives the *signal* about a row of *sender*."""
    here = threading.get_ident()

    def heard(**_: Any) -> None:
        if threading.get_ident() == here:
            do()

    signal.connect(heard, sender=sender, weak=False)
    try:
        yield
    finally:
        signal.disconnect(heard, sender=sender)
