"""The editors' home: the rounds in progress and what is due, each thing with the next act beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils import timezone

from questions import sentences
from questions.actions.blocks import blocks_of_anything
from questions.actions.second_pair_of_eyes import entered_by
from questions.counting import count_rounds
from questions.desk.due import (
    bounced,
    due_today_or_late,
    names_in,
    rounds_in_progress,
    rounds_with,
    silences_to_confirm,
    silences_to_put_forward,
    waiting_replies,
)
from questions.desk.links import (
    Act,
    Editor,
    Task,
    list_of,
    may_say_who_publishes,
    may_set_deadline,
    page_of,
    publisher_page,
)
from questions.models import Approach, Campaign, Outcome, Response, Round, Signatory

FIRST = 8  # so many lines of each list stand on the newsdesk


@dataclass(frozen=True)
class Line:
    """One thing that is due: what it is about, what is to be known of it, and what can be done."""

    about: str
    address: str
    told: str
    acts: tuple[Act, ...]
    round: Round | None = None


@dataclass(frozen=True)
class Section:
    """Things of one sort that are due: the first few, their number, and the address of the whole list.

    A line may tell of several things: `things` is then how many they are, which stands beside the title.
    """

    title: str
    lines: tuple[Line, ...]
    number: int
    whole: str
    things: int | None = None

    @property
    def counted(self) -> int:
        """How many there are, as the title says."""
        return self.number if self.things is None else self.things

    @property
    def more(self) -> int:
        """How many more there are."""
        return self.number - len(self.lines)


@dataclass(frozen=True)
class RoundLine:
    """One round in a list of them."""

    round: Round
    state: str
    counting: str


@dataclass(frozen=True)
class Newsdesk:
    """What the editors' home shows to whoever is signed in."""

    due: tuple[Section, ...]
    in_progress: tuple[RoundLine, ...]
    number_in_progress: int
    finished: tuple[RoundLine, ...]
    acts: tuple[Act, ...]
    has_campaign: bool
    sees_rounds: bool
    before_anything: tuple[Task, ...]

    @property
    def is_new(self) -> bool:
        """Whether there is no round yet."""
        return not (self.in_progress or self.finished)

    @property
    def more_in_progress(self) -> int:
        """How many more rounds are in progress."""
        return self.number_in_progress - len(self.in_progress)


def load_newsdesk(user: Editor, at: datetime.datetime) -> Newsdesk:
    """What is due at the moment *at*, as far as *user* may see it, with the acts that they may do.

    The same number of queries however many rounds and people there are.
    """
    sees_rounds = _sees(user, "round")
    sections = _sections(user, at) if sees_rounds else []
    progress = rounds_in_progress(at).with_context() if sees_rounds else Round.objects.none()
    shown = list(progress.soonest_deadline_first()[:FIRST])
    finished = Round.objects.published(at).with_context().exclude(pk__in=rounds_in_progress(at).values("pk"))
    latest = list(finished.latest_first()[: FIRST // 2]) if sees_rounds else []
    counts = count_rounds([*shown, *latest], at)

    def line(round_: Round) -> RoundLine:
        counting = sentences.counting_sentence(counts[round_.pk])
        return RoundLine(round_, sentences.state_words(round_, at), counting)

    return Newsdesk(
        due=tuple(section for section in sections if section.number),
        in_progress=tuple(map(line, shown)),
        number_in_progress=progress.count(),
        finished=tuple(map(line, latest)),
        acts=tuple(_acts(user)),
        has_campaign=Campaign.objects.exists(),
        sees_rounds=sees_rounds,
        before_anything=tuple(_before_anything(user)) if sees_rounds else (),
    )


def _before_anything(user: Editor) -> Iterable[Task]:
    """What keeps every round from being published, with the page where it is mended for whoever may."""
    for block in blocks_of_anything():
        yield Task(
            f"Nothing can be published yet. {block.sentence}",
            publisher_page() if may_say_who_publishes(user) else "",
            is_block=True,
        )


def _sees(user: Editor, model: str) -> bool:
    return user.has_perm(f"questions.view_{model}") or user.has_perm(f"questions.change_{model}")


def _acts(user: Editor) -> Iterable[Act]:
    if user.has_perm("questions.add_campaign"):
        yield Act("Add a campaign", reverse("admin:questions_campaign_add"))
    if user.has_perm("questions.add_round"):
        yield Act("Add a round", reverse("admin:questions_round_add"))
    if user.has_perm("questions.add_response"):
        yield Act("Record a response", reverse("admin:questions_response_add"))


def _sections(user: Editor, at: datetime.datetime) -> list[Section]:
    today = timezone.localdate(at)
    sections = []
    if _sees(user, "recipient"):
        sections += [_deadlines(user, today), _put_forward(user), _silences(user, today), _bounced(user)]
    if _sees(user, "response"):
        sections.insert(1, _replies(user, at))
    return sections


def _deadlines(user: Editor, today: datetime.date) -> Section:
    """Rounds whose deadline is today or has passed while somebody has not replied."""
    people = due_today_or_late(today)
    rounds = rounds_with(people)
    first = list(rounds[:FIRST])
    names = names_in(first, people)

    def whom(round_: Round) -> str:
        return "awaiting" if round_.deadline_on == today.isoformat() else "late"

    def acts(round_: Round) -> Iterable[Act]:
        if user.has_perm("questions.add_approach"):
            yield Act("Chase them", page_of(round_, "approaches", whom=whom(round_)))
        if may_set_deadline(user, round_):
            yield Act("Give longer", page_of(round_, "deadline", whom=whom(round_)))

    lines = [
        Line(
            str(each),
            page_of(each, "desk", show=whom(each)),
            sentences.overdue_words(each, each.number_due, names[each.pk], today),  # type: ignore[attr-defined]  # from rounds_with
            tuple(acts(each)),
        )
        for each in first
    ]
    return Section("Deadlines", tuple(lines), rounds.count(), list_of("round", state="late"))


def _silences(user: Editor, today: datetime.date) -> Section:
    """Rounds with people whose silence can be put forward."""
    people = silences_to_put_forward(today)
    rounds = rounds_with(people)
    first = list(rounds[:FIRST])
    names = names_in(first, people)
    may = user.has_perm("questions.change_recipient")
    lines = [
        Line(
            str(each),
            page_of(each, "desk", show="late"),
            sentences.to_put_forward_words(each.number_due, names[each.pk]),  # type: ignore[attr-defined]  # from rounds_with
            (Act("Put forward", page_of(each, "silences", tick="ready")),) if may else (),
        )
        for each in first
    ]
    whole = list_of("recipient", due="silent")
    return Section("Silences to put forward", tuple(lines), rounds.count(), whole, people.count())


def _put_forward(user: Editor) -> Section:
    """Rounds with people whose silence was put forward and waits for somebody else."""
    people = silences_to_confirm()
    rounds = rounds_with(people)
    first = list(rounds[:FIRST])
    names = names_in(first, people)
    may = user.has_perm("questions.change_recipient") and user.has_perm("questions.confirm_silence")
    lines = [
        Line(
            str(each),
            page_of(each, "desk", show="put-forward"),
            sentences.put_forward_words(each.number_due, names[each.pk]),  # type: ignore[attr-defined]  # from rounds_with
            (Act("Confirm…", page_of(each, "silences", tick="put-forward"), is_main=True),) if may else (),
        )
        for each in first
    ]
    whole = list_of("recipient", due="put-forward")
    return Section("Silences to confirm", tuple(lines), rounds.count(), whole, people.count())


def _replies(user: Editor, at: datetime.datetime) -> Section:
    """Replies that nobody has published yet: those to public rounds before those of drafts, the oldest first."""
    signatories = Prefetch("signatories", Signatory.objects.select_related("recipient"))
    waiting = waiting_replies()
    listed = waiting.select_related("round", "entered_by").prefetch_related(signatories)
    first = list(listed.order_by(F("round__published_at").asc(nulls_last=True), "entered_at", "pk")[:FIRST])
    own = entered_by(user, first)

    def acts(response: Response) -> Iterable[Act]:
        if user.has_perm("questions.change_response"):
            yield Act("Review", _response_page("change", response))
        may_publish = user.has_perm("questions.publish_response") and response.round.is_published(at)
        if may_publish and response.pk not in own:
            yield Act("Publish…", _response_page("publish", response), is_main=True)

    lines = [
        Line(
            sentences.join_names([each.recipient.name for each in response.signatories.all()]),
            _response_page("change", response),
            sentences.entered_words(response, by_you=response.pk in own),
            tuple(acts(response)),
            response.round,
        )
        for response in first
    ]
    return Section("Replies to review", tuple(lines), waiting.count(), list_of("response", state="waiting"))


def _response_page(name: str, response: Response) -> str:
    address = reverse(f"admin:questions_response_{name}", args=[response.pk])
    return f"{address}?next={reverse('admin:index')}" if name == "change" else address


def _bounced(user: Editor) -> Section:
    """People whom nothing has reached since an approach bounced."""
    people = bounced()
    last = Prefetch(
        "approaches", Approach.objects.filter(outcome=Outcome.BOUNCED).in_order(), to_attr="bounces"
    )
    may = user.has_perm("questions.add_approach")
    first = people.select_related("round").prefetch_related(last).order_by("-round", "position", "pk")[:FIRST]
    lines = [
        Line(
            each.name,
            f"{reverse('admin:questions_recipient_change', args=[each.pk])}?next={reverse('admin:index')}",
            sentences.bounced_words(each.bounces[-1]),  # type: ignore[attr-defined]  # prefetched above
            (Act("Try another way", page_of(each.round, "approaches", recipient=each.pk)),) if may else (),
            each.round,
        )
        for each in first
    ]
    return Section(
        "Approaches that bounced", tuple(lines), people.count(), list_of("recipient", due="bounced")
    )
