"""How far a round has come, and what comes next: the panel at the top of its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from questions.actions.rounds import what_blocks_publication
from questions.counting import Count, count_round
from questions.models import Round, Standing
from questions.sentences import counting_sentence, day, headline


@dataclass(frozen=True)
class Step:
    """One step of the work on a round: what it is, how far it has come, and where it is done."""

    name: str
    state: str
    is_done: bool
    address: str


@dataclass(frozen=True)
class Progress:
    """Where a round stands, for the editor who works on it."""

    state: str
    headline: str
    counting: str
    steps: list[Step]
    blocks: list[str]
    is_draft: bool

    @property
    def next_step(self) -> Step | None:
        """The first step that is not done; None when all are."""
        return next((step for step in self.steps if not step.is_done), None)


def state_of(round_: Round) -> str:
    """Whether a round is a draft, public or withdrawn, in a word or two."""
    if round_.withdrawn_at is not None and round_.is_withdrawn():
        return f"Withdrawn on {day(round_.withdrawn_at)}"
    if round_.published_at is None:
        return "Draft"
    if round_.published_at > timezone.now():
        return f"To be public on {day(round_.published_at)}"
    return f"Public since {day(round_.published_at)}"


def progress_of(round_: Round) -> Progress:
    """Where *round_* stands and what comes next, with a fixed number of queries."""
    count = count_round(round_, round_.recipients.with_standing().in_order())
    is_draft = not round_.is_published()
    return Progress(
        state=state_of(round_),
        headline=headline(count) if count.recipients else "",
        counting=counting_sentence(count),
        steps=_steps(round_, count),
        blocks=what_blocks_publication(round_) if is_draft else [],
        is_draft=is_draft,
    )


def _steps(round_: Round, count: Count) -> list[Step]:
    state = state_of(round_)
    questions = round_.questions.count()
    responses = round_.responses.count()
    listed, open_ = len(count.recipients), count.of(Standing.AWAITING)
    recipients = f"{reverse('admin:questions_recipient_changelist')}?round__id__exact={round_.pk}"
    responses_list = f"{reverse('admin:questions_response_changelist')}?round__id__exact={round_.pk}"
    return [
        Step("Add the questions", _number(questions, "question"), bool(questions), "#questions-group"),
        Step("Add the people", f"{listed} on the list", bool(listed), _page("members", round_)),
        Step(
            "Record the responses",
            _number(responses, "response"),
            bool(listed and (responses or not open_)),
            responses_list if responses else f"{reverse('admin:questions_response_add')}?round={round_.pk}",
        ),
        Step(
            "Decide on silences and excuses",
            f"{open_} without a reply or a decision",
            bool(listed and not open_),
            f"{recipients}&standing=awaiting",
        ),
        Step(
            "Publish",
            f"{state[0].lower()}{state[1:]}",
            round_.is_published(),
            _page("publish", round_),
        ),
    ]


def _page(name: str, round_: Round) -> str:
    return reverse(f"admin:questions_round_{name}", args=[round_.pk])


def _number(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
