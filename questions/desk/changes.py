"""What changed in a round since those it follows, with everything on file: for editors alone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from questions.changes import identity
from questions.follow_ups import candidates_for
from questions.models import Round
from questions.models.rounds import rounds_before
from questions.new_members import NewMember, Since, new_members
from questions.pages.changes import RoundChanges, changes_in
from questions.pages.gathered import gather_on_file
from respondents.partial_dates import earliest


@dataclass(frozen=True)
class DeskChanges:
    """What changed, and who joined the body since the round before and is not on this one's list."""

    changes: RoundChanges
    not_asked: tuple[NewMember, ...]


def changes_on_file(round_: Round, at: datetime.datetime) -> DeskChanges | None:
    """What changed in *round_* by the moment *at*, drafts and unpublished replies included; None of a first round.

    In eleven queries, however long the chain and the lists.
    """
    before = rounds_before(round_, Round.objects.back_from(round_).with_context())
    if not before:
        return None
    gathered = gather_on_file([round_, *before], at)
    addresses = {
        answer.pk: reverse("admin:questions_answer_change", args=[answer.pk])
        for reply in gathered.replies
        for answer in reply.answers
    }
    day = earliest(round_.asked_on) or timezone.localdate(at)
    candidates = candidates_for(before[0], day)
    reasons = {identity(each.recipient): each.reason for each in candidates}
    changes = changes_in(round_, before, gathered, addresses, at, reasons=reasons)
    if changes is None:
        return None
    listed = {each.politician_id for each in gathered.of(round_).recipients}
    joined = [each for each in new_members(before[0], candidates, day) if each.since == Since.JOINED]
    return DeskChanges(changes, tuple(each for each in joined if each.membership.politician_id not in listed))
