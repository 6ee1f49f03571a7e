"""The entries of a feed, made with a fixed number of queries: first which rows are news, then what they say."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from questions import attribution, sentences
from questions.feeds.subjects import Subject, last_told_first
from questions.models import Answer, Correction, Question, Response, Round, Signatory
from questions.pages.addresses import Addresses, addresses_in
from questions.pages.replies import Reply, gather_replies

MOST = 30  # so many entries are in a feed; the pages have everything


@dataclass(frozen=True)
class Author:
    """Whose words an entry holds. `address` is their page, on this site."""

    name: str
    address: str


@dataclass(frozen=True)
class Entry:
    """One piece of news: its name for ever, when it was first and last told, and what it says, as HTML."""

    name: str
    title: str
    address: str
    published: datetime.datetime
    updated: datetime.datetime
    html: str
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True)
class Said:
    """One answer as an entry has it: the question, the words or the note in their place, and what is told beside."""

    question: Question
    answer: Answer
    address: str
    withheld: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    """The rows that are the latest news, newest first."""

    rows: tuple[Any, ...]

    def of(self, model: type[Any]) -> list[Any]:
        return [row for row in self.rows if isinstance(row, model)]


def latest_news(subject: Subject, origin: str, at: datetime.datetime) -> list[Entry]:
    """The latest entries about a *subject* as readers may see them at the moment *at*, newest first.

    *origin* is the site's address: what a feed says is read elsewhere, so every link in it is a whole one.
    """
    news = _news(subject, origin, at)
    return sorted(
        [*news, *_emptied(subject, at)], key=lambda entry: (entry.updated, entry.name), reverse=True
    )


def _news(subject: Subject, origin: str, at: datetime.datetime) -> list[Entry]:
    found = _found(subject, at)
    public = [row for row in found.of(Round) if row.is_published(at)]
    replies = _replies(found.of(Response), at)
    make: dict[type[Any], Callable[[Any], Entry]] = {
        Round: _round_entries(public, origin),
        Response: _reply_entries(replies, origin, at),
        Correction: lambda note: _correction_entry(note, origin),
    }
    return [make[type(row)](row) for row in found.rows]


def _found(subject: Subject, at: datetime.datetime) -> _Found:
    news = subject.rows
    rows = [
        *last_told_first(news.rounds.with_last_told(at).with_context(), MOST),
        *last_told_first(news.withdrawn.with_last_told(at), MOST),
        *last_told_first(news.replies.with_last_told(at), MOST),
        *last_told_first(news.notes.with_moments().with_context(), MOST),
    ]
    return _Found(tuple(sorted(rows, key=lambda row: (row.last_told_at, row.pk), reverse=True)[:MOST]))  # type: ignore[attr-defined]


# --- rounds ---------------------------------------------------------------------------------------


def _round_entries(public: Sequence[Round], origin: str) -> Callable[[Round], Entry]:
    shown = {round_.pk for round_ in public}
    asked: dict[int, list[Question]] = defaultdict(list)
    for question in Question.objects.of_rounds(*public).with_round().order_by("number"):
        asked[question.round_id].append(question)

    def entry(round_: Round) -> Entry:
        if round_.pk not in shown:
            return _withdrawn_round_entry(round_)
        html = _html(
            "round",
            origin,
            round=round_,
            we_asked=sentences.we_asked(round_),
            questions=asked[round_.pk],
        )
        title = sentences.round_entry_title(round_)
        return _entry(round_, kind="round", title=title, address=round_.get_absolute_url(), html=html)

    return entry


def _withdrawn_round_entry(round_: Round) -> Entry:
    html = _html("note", "", words=sentences.withdrawn_round_words(round_))
    address = round_.get_absolute_url()
    return _entry(round_, kind="round", title=sentences.WITHDRAWN_ROUND, address=address, html=html)


# --- replies --------------------------------------------------------------------------------------


def _replies(responses: Sequence[Response], at: datetime.datetime) -> dict[int, Reply]:
    """What readers may know of some *responses*, by primary key: two queries."""
    those = [each.pk for each in responses]
    signatories = Signatory.objects.of_responses(*those).with_people()
    answers = Answer.objects.received(at).of_responses(*those).with_context()
    replies = gather_replies(signatories, answers.order_by("question__number", "pk"), at)
    return {reply.response.pk: reply for reply in replies}


def _reply_entries(
    replies: dict[int, Reply], origin: str, at: datetime.datetime
) -> Callable[[Response], Entry]:
    rounds = {reply.response.round for reply in replies.values()}
    addresses = addresses_in(rounds, at)

    def entry(response: Response) -> Entry:
        reply = replies[response.pk]
        said = [_said(answer, addresses) for answer in reply.answers]
        html = _html("reply", origin, reply=reply, answers=said, names=_names(reply))
        own_place = said[0].address if len(said) == 1 and not reply.statement else ""
        return _entry(
            response,
            kind="response",
            title=sentences.reply_entry_title(reply.response, reply.signatories, at),
            address=own_place or reply.response.round.get_absolute_url(),
            html=html,
            authors=tuple(_authors(reply)),
        )

    return entry


def _said(answer: Answer, addresses: Addresses) -> Said:
    notes = [
        *attribution.choice_words(answer),
        *attribution.answer_words(answer),
        *([attribution.CARRIES] if answer.carried_from_id else []),
        attribution.fact_check_words(answer),
        attribution.REPLACED if addresses.replaced_by(answer.pk) else "",
        attribution.REPLACES if addresses.replaces(answer.pk) else "",
    ]
    withheld = attribution.withheld_words(answer) if answer.withheld else ""
    return Said(answer.question, answer, addresses[answer.pk], withheld, tuple(filter(None, notes)))


def _names(reply: Reply) -> str:
    """Everyone it comes from, with party, role and area as they were when asked."""
    return sentences.join_names([sentences.introduced(each.recipient) for each in reply.signatories])


def _authors(reply: Reply) -> Iterable[Author]:
    """Whoever signed it; whoever is only named in it is no author, unless nobody else is there."""
    signed = [each for each in reply.signatories if not each.spoken_for] or reply.signatories
    for signatory in signed:
        yield Author(signatory.recipient.name, signatory.recipient.get_absolute_url())


# --- corrections ----------------------------------------------------------------------------------


def _correction_entry(note: Correction, origin: str) -> Entry:
    return Entry(
        name=f"correction/{note.pk}",
        title=sentences.correction_entry_title(note),
        address=note.get_absolute_url(),
        published=note.first_told_at,  # type: ignore[attr-defined]
        updated=note.last_told_at,  # type: ignore[attr-defined]
        html=_html("correction", origin, correction=note),
    )


# --- what is gone ---------------------------------------------------------------------------------


def _emptied(subject: Subject, at: datetime.datetime) -> list[Entry]:
    """What was withdrawn with something else: it stands on under its id, so that those who keep feeds lose its words.

    So many are there beside what is new, and take no place of it.
    """
    replies: list[Any] = last_told_first(subject.rows.gone_replies.select_related("round"), MOST)
    notes: list[Any] = last_told_first(subject.rows.gone_notes.select_related("round"), MOST)
    gone = [
        *(
            _emptied_entry(each, "response", sentences.WITHDRAWN_REPLY, each.published_at, at)
            for each in replies
        ),
        *(
            _emptied_entry(each, "correction", sentences.WITHDRAWN_NOTE, each.first_told_at, at)
            for each in notes
        ),
    ]
    return sorted(gone, key=lambda entry: (entry.updated, entry.name), reverse=True)[:MOST]


def _emptied_entry(
    row: Any, kind: str, title: str, published: datetime.datetime, at: datetime.datetime
) -> Entry:
    is_whole_round = row.round.is_withdrawn(at)
    words = (
        sentences.withdrawn_round_words(row.round) if is_whole_round else sentences.WITHDRAWN_WITH_ITS_WORDS
    )
    return Entry(
        name=f"{kind}/{row.pk}",
        title=title,
        address=row.round.get_absolute_url(),
        published=published,
        updated=row.last_told_at,
        html=_html("note", "", words=words),
    )


def _entry(
    row: Round | Response, *, kind: str, title: str, address: str, html: str, authors: tuple[Author, ...] = ()
) -> Entry:
    """An entry about a *row* that has a moment of publication."""
    return Entry(
        name=f"{kind}/{row.pk}",
        title=title,
        address=address,
        published=row.published_at,  # type: ignore[arg-type]  # what is news has been published
        updated=row.last_told_at,  # type: ignore[union-attr]
        html=html,
        authors=authors,
    )


def _html(kind: str, origin: str, **context: Any) -> str:
    return render_to_string(f"feeds/{kind}.html", {"origin": origin, **context}).strip()
