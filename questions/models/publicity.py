"""What readers see, or have seen, of each kind of row: what was public once is not changed in silence.

A moment that lies ahead counts: whatever is changed until then would become public unseen.
"""

from __future__ import annotations

from django.db.models import Q

from questions.models.answers import Answer
from questions.models.approaches import Approach
from questions.models.campaigns import Campaign
from questions.models.corrections import Correction
from questions.models.publishers import Publisher
from questions.models.questions import Question
from questions.models.recipients import Recipient
from questions.models.responses import Response
from questions.models.rounds import Round
from questions.models.signatories import Signatory
from questions.models.sources import Source
from respondents.models import Body, Party, Politician
from respondents.publicity import concerns_readers

__all__ = ["concerns_readers"]


@concerns_readers.register(Round)
@concerns_readers.register(Response)
def _by_its_own_moment(row: Round | Response) -> bool:
    return row.published_at is not None


@concerns_readers.register(Question)
@concerns_readers.register(Recipient)
@concerns_readers.register(Correction)
def _with_its_round(row: Question | Recipient | Correction) -> bool:
    return row.round.published_at is not None


@concerns_readers.register
def _on_every_page(publisher: Publisher) -> bool:  # noqa: ARG001 - always
    return True


@concerns_readers.register
def _with_the_round_of_its_recipient(approach: Approach) -> bool:
    return approach.recipient.round.published_at is not None


@concerns_readers.register(Answer)
@concerns_readers.register(Signatory)
def _with_its_response(row: Answer | Signatory) -> bool:
    return row.response.published_at is not None


@concerns_readers.register
def _with_any_of_its_rounds(campaign: Campaign) -> bool:
    return not campaign._state.adding and campaign.rounds.ever_published().exists()


@concerns_readers.register
def _where_anything_is_taken_from_it(source: Source) -> bool:
    if source._state.adding:
        return False
    rounds = Round.objects.ever_published()
    taken = Q(sources=source) | Q(responses__source=source) | Q(recipients__decision_source=source)
    return rounds.filter(taken).exists()


@concerns_readers.register(Politician)
@concerns_readers.register(Party)
def _among_those_asked(row: Politician | Party) -> bool:
    return (
        not row._state.adding
        and Round.objects.ever_published().filter(recipients__in=row.recipients.all()).exists()
    )


@concerns_readers.register
def _where_members_were_asked(body: Body) -> bool:
    return not body._state.adding and Round.objects.ever_published().asking_members_of(body).exists()
