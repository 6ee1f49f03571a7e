"""Who declined or did not respond, round by round, each with the whole claim."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from questions.models import Approach, Recipient, Round
from questions.pages.replies import Claim, approaches_by_recipient, claims_about


@dataclass(frozen=True)
class Silence:
    """The non-respondents of one round."""

    round: Round
    claims: tuple[Claim, ...]


def silences_of(recipients: Iterable[Recipient], at: datetime.datetime) -> list[Silence]:
    """*recipients*, who are all non-respondents, by round: with one query for the approaches."""
    listed = list(recipients)
    approaches = approaches_by_recipient(Approach.objects.to_recipients(*listed).in_order())
    by_round: dict[Round, list[Recipient]] = defaultdict(list)
    for recipient in listed:
        by_round[recipient.round].append(recipient)
    return [Silence(round_, tuple(claims_about(there, approaches, at))) for round_, there in by_round.items()]
