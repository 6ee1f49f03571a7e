"""What is kept of a silence, and what it takes to say that somebody did not respond.

A silence is put forward by one editor and confirmed by another. Putting forward is the newsroom's own matter: it
changes no standing and stands on no public surface. The confirmed silence is the decision *no response*.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import Enum

from django.conf import settings
from django.db import models

from questions.models.approaches import Approach
from questions.models.sources import Source
from respondents.partial_dates import latest


class Missing(Enum):
    """What is missing to say *no response* of somebody of whom no source says so."""

    REACHED = (
        "Nothing shows that {name} was reached: record a delivered approach, "
        "or give the source that says they did not respond."
    )
    DEADLINE = (
        "The deadline for {name} has not passed or is not on file: "
        "set it on the round, or give the source that says they did not respond."
    )
    REACHED_IN_TIME = (
        "Nothing shows that {name} was reached before the deadline: date the approach that did, "
        "give them a later deadline, or give the source that says they did not respond."
    )


def what_is_missing(approaches: Iterable[Approach], deadline_on: str, today: datetime.date) -> Missing | None:
    """What is missing to call somebody silent on the day *today*, by the *approaches* made to them; None if nothing is.

    It takes a delivered approach that was certainly made by the deadline, and a deadline that has certainly passed.
    """
    delivered = [approach for approach in approaches if approach.was_delivered]
    if not delivered:
        return Missing.REACHED
    deadline = latest(deadline_on)
    if deadline is None or deadline >= today:
        return Missing.DEADLINE
    if not any(approach.was_made_by(deadline_on) for approach in delivered):
        return Missing.REACHED_IN_TIME
    return None


class CanBeSilent(models.Model):
    """What is kept of a silence with its recipient: who put it forward and who confirmed it, when, and why."""

    put_forward_at = models.DateTimeField(null=True, blank=True, editable=False)
    put_forward_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="silences_put_forward",
    )
    put_forward_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="silences_put_forward",
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decision_evidence = models.TextField(
        blank=True, editable=False, help_text="What it stood on when it was decided, in a sentence. Private."
    )
    decision_note = models.TextField(
        blank=True, editable=False, help_text="A note of whoever decided, for the newsroom only."
    )

    class Meta:
        abstract = True


SILENCE_CONSTRAINTS = [
    models.CheckConstraint(
        condition=models.Q(put_forward_at__isnull=False, put_forward_by__isnull=False)
        | models.Q(put_forward_at__isnull=True, put_forward_by__isnull=True, put_forward_source__isnull=True),
        name="recipient_put_forward_by_somebody",
        violation_error_message="A silence is put forward by somebody, at a moment.",
    ),
    models.CheckConstraint(
        condition=models.Q(put_forward_at__isnull=True) | models.Q(decision__in=["", "no_response"]),
        name="recipient_put_forward_is_silent",
        violation_error_message="Only a silence is put forward: another decision takes its place.",
    ),
]
