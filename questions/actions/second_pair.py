"""Whoever entered it does not publish it: where that is the rule of the house."""

from django.conf import settings


def needs_a_second_pair_of_eyes(what: str) -> bool:
    """Whether *what* (``responses``, ``silences``) is published only by somebody else than whoever entered it."""
    return what in settings.SECOND_PAIR_OF_EYES
