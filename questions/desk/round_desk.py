"""The desk view of a round: everyone asked beside every question, and who is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from questions import sentences
from questions.counting import Count
from questions.desk.cells import CARRIED, NEWER, Cell, State, cells_of, state_of
from questions.desk.on_file import OnFile, answers_by_recipient
from questions.models import Answer, Question, Recipient, Response, Round, Standing

ROWS = 50  # so many people stand on one page of the grid
SHORT = 20  # so many stand on the page without a frame that scrolls
LATE, WAITING, BOUNCED, PUT_FORWARD = "late", "waiting", "bounced", "put-forward"


@dataclass(frozen=True)
class Reply:
    """One reply beside one of those who signed it."""

    response: Response
    words: str


@dataclass(frozen=True)
class Row:
    """One recipient on the desk."""

    recipient: Recipient
    standing: str
    silence: str
    contact: str
    has_bounced: bool
    deadline: str
    is_late: bool
    replies: tuple[Reply, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Filter:
    """One way to look at the list: those of one standing, or those to whom something is due."""

    key: str
    words: str
    number: int


@dataclass(frozen=True)
class RoundDesk:
    """What the grid of a round shows: a page of rows, and the ways to look at others."""

    on_file: OnFile
    rows: tuple[Row, ...]
    page: Page[Recipient]
    filters: tuple[Filter, ...]
    show: str
    search: str

    @property
    def round(self) -> Round:
        return self.on_file.round

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in order: the columns."""
        return tuple(self.on_file.questions)

    @property
    def count(self) -> Count:
        return self.on_file.count

    @property
    def is_long(self) -> bool:
        """Whether the grid scrolls in a frame of its own, so that its heads stay in sight."""
        return len(self.rows) > SHORT

    @property
    def counting(self) -> str:
        """The count in a row."""
        return sentences.counting_sentence(self.count)

    @property
    def headline(self) -> str:
        """The count in a sentence; nothing before anybody is on the list."""
        return sentences.headline(self.count, self.on_file.at) if self.count.recipients else ""

    @property
    def legend(self) -> list[tuple[str, str, str]]:
        """What the marks in the grid mean: each with its name for the style sheet and its words."""
        states = [(str(state.value), state.mark, str(state.label)) for state in State]
        return [
            *states,
            ("carried", CARRIED, "carried forward from an earlier round"),
            ("newer", NEWER, "a newer answer is not public yet"),
        ]


def load_round_desk(on_file: OnFile, *, show: str = "", search: str = "", page: Any = 1) -> RoundDesk:
    """The grid of those of one standing or to whom something is due (*show*), named so (*search*); one query."""
    due = {
        LATE: on_file.late,
        WAITING: on_file.with_waiting,
        PUT_FORWARD: on_file.put_forward,
        BOUNCED: on_file.bounced,
    }
    filters = tuple(_filters(on_file, due))
    kept = [each for each in on_file.listed if _is_kept(each, show, due) and _is_named(each, search)]
    shown = Paginator(kept, ROWS).get_page(page)
    answers = answers_by_recipient(on_file, list(shown.object_list))
    rows = tuple(_row(on_file, each, answers[each.pk]) for each in shown.object_list)
    return RoundDesk(on_file, rows, shown, filters, show, search)


def _row(on_file: OnFile, recipient: Recipient, answers: Iterable[Answer]) -> Row:
    signed = on_file.signed.get(recipient.pk, [])
    is_public = on_file.round.is_published(on_file.at)
    return Row(
        recipient=recipient,
        standing=sentences.standing_words(recipient, signed, on_file.at),
        silence=_silence(on_file, recipient),
        contact=sentences.contact_words(on_file.approaches.get(recipient.pk, ())),
        has_bounced=recipient.pk in on_file.bounced,
        deadline=sentences.deadline_words(recipient, is_late=recipient.pk in on_file.late),
        is_late=recipient.pk in on_file.late,
        replies=tuple(_reply(on_file, recipient, signature.response) for signature in signed),
        cells=cells_of(
            list(on_file.questions),
            on_file.put_to(recipient),
            (
                (answer, state_of(answer, answer.response, round_is_public=is_public, at=on_file.at))
                for answer in answers
            ),
            has_replied=on_file.has_replied(recipient),
        ),
    )


def _silence(on_file: OnFile, recipient: Recipient) -> str:
    """How far a silence has come, by whom and when; empty where there is none."""
    is_silent = recipient.standing == Standing.NO_RESPONSE or recipient.pk in on_file.put_forward
    return sentences.silence_words(recipient) if is_silent else ""


def _reply(on_file: OnFile, recipient: Recipient, response: Response) -> Reply:
    others = [each for each in on_file.signatories[response.pk] if each != recipient]
    return Reply(response, sentences.reply_words(response, others, on_file.at))


def _filters(on_file: OnFile, due: dict[str, set[int]]) -> Iterable[Filter]:
    yield Filter("", "everyone", len(on_file.listed))
    words = {
        LATE: "late",
        WAITING: "with a reply to review",
        PUT_FORWARD: "with a silence to confirm",
        BOUNCED: "whose approach bounced",
    }
    for key, those in due.items():
        if those:
            yield Filter(key, words[key], len(those))
    for standing in Standing:
        if number := sum(each.standing == standing for each in on_file.listed):
            yield Filter(standing.value, str(standing.label), number)


def _is_kept(recipient: Recipient, show: str, due: dict[str, set[int]]) -> bool:
    if show in due:
        return recipient.pk in due[show]
    return show not in Standing.values or recipient.standing == show


def _is_named(recipient: Recipient, search: str) -> bool:
    known = " ".join([recipient.name, recipient.area, recipient.party.name if recipient.party else ""])
    return all(word in known.casefold() for word in search.casefold().split())
