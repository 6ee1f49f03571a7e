"""Whom a page of a round shows to be ticked: those ticked on the desk, or all of one sort."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import models
from django.http import QueryDict

from questions.models import Recipient, Round, Standing
from questions.sentences import how_many
from respondents.partial_dates import latest

MOST_BOXES = 200  # so many people stand with boxes of their own; more are meant all together


class Whom(models.TextChoices):
    """Which of those on the list."""

    TICKED = "ticked", "ticked on the desk"
    LATE = "late", "late: the deadline has passed"
    AWAITING = "awaiting", "asked, no reply yet"
    EVERYONE = "everyone", "everyone on the list"


@dataclass(frozen=True)
class Choice:
    """Those a page shows, and which of them are ticked. `numbers` says how many there are of each sort."""

    round: Round
    whom: Whom
    shown: list[Recipient]
    ticked: set[int]
    numbers: dict[Whom, int]

    @property
    def is_of_all(self) -> bool:
        """Whether they are too many to tick one by one: then all of them are meant."""
        return len(self.shown) > MOST_BOXES

    @property
    def chosen(self) -> list[Recipient]:
        """Those who are meant."""
        return [each for each in self.shown if self.is_of_all or each.pk in self.ticked]

    @property
    def who(self) -> str:
        """Those who are meant, in a word: the one by name, several by their number."""
        if len(self.chosen) == 1:
            return self.chosen[0].name
        return how_many(self.chosen)

    def why_not(self, sent: QueryDict) -> str:
        """Why what was ticked on the page that was *sent* cannot be taken; empty where everyone ticked stands on it."""
        if not self.is_of_all and len(set(sent.getlist("recipient"))) > len(self.ticked):
            return "Somebody who was ticked is not among those shown here."
        return ""

    @property
    def ways(self) -> list[tuple[Whom, str, int]]:
        """The other sorts that there are, each with its number."""
        return [(whom, str(whom.label), number) for whom, number in self.numbers.items() if number]


def is_late(recipient: Recipient, today: datetime.date) -> bool:
    """Whether somebody's deadline, their own or the round's, has certainly passed without a reply or a decision."""
    deadline = latest(recipient.deadline_on)
    return recipient.standing == Standing.AWAITING and deadline is not None and deadline < today


def choose(round_: Round, asked: QueryDict, sent: QueryDict | None, today: datetime.date) -> Choice:
    """Whom a page shows, as its address *asked*: ``?recipient=1&recipient=2``, or ``?whom=late``; with one query.

    Those who were named in the address stand there ticked, and so does a sort that was asked for, until the page
    was *sent* with ticks of its own.
    """
    listed = list(round_.recipients.with_standing().select_related("party", "politician").in_order())
    for recipient in listed:
        recipient.round = round_
    by_whom = {
        Whom.TICKED: [each for each in listed if str(each.pk) in set(asked.getlist("recipient"))],
        Whom.LATE: [each for each in listed if is_late(each, today)],
        Whom.AWAITING: [each for each in listed if each.standing == Standing.AWAITING],
        Whom.EVERYONE: listed,
    }
    asked_for = asked.get("whom", "")
    named = asked_for in Whom.values and asked_for != Whom.TICKED
    offered = next(
        whom for whom in (Whom.TICKED, Whom.AWAITING, Whom.EVERYONE) if by_whom[whom] or not listed
    )
    whom = Whom(asked_for) if named else offered
    shown = by_whom[whom]
    kept = None if sent is None else set(sent.getlist("recipient"))
    if kept is not None:
        ticked = {each.pk for each in shown if str(each.pk) in kept}
    else:
        ticked = {each.pk for each in shown if named or whom == Whom.TICKED}
    return Choice(round_, whom, shown, ticked, {key: len(those) for key, those in by_whom.items()})
