"""Nothing that readers have seen is changed silently: every field of every row that they see, one by one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from questions.actions import record_decision, record_response
from questions.actions.acts import act
from questions.actions.amendments import amend_response
from questions.actions.corrections import Note, note_correction
from questions.actions.telling import UntoldChangeError, tell_readers
from questions.models import (
    Answer,
    Approach,
    Correction,
    CorrectionKind,
    Question,
    Recipient,
    Response,
    Round,
    Signatory,
)
from questions.models.public_fields import FILLED_IN_LATER
from respondents.models import EditorialModel
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_approach,
    make_body,
    make_campaign,
    make_group,
    make_party,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_source,
)
from tests.shared_rows import for_a_file_of_tests

pytestmark = pytest.mark.django_db

NOTE = Note(was="It was wrong.", now="It is right.", kind=CorrectionKind.TYPING_ERROR)


@act
def save(*, row: EditorialModel, by: User, correction: Note | None = None) -> None:  # noqa: ARG001 - as every act
    """An act that changes something, and knows nothing of what readers see."""
    tell_readers(correction)
    links = row.__dict__.pop("links", {})
    row.full_clean(validate_constraints=False)
    row.save()
    for name, others in links.items():
        getattr(row, name).set(others)


class Record:
    """A public round with one of everything in it."""

    def __init__(self) -> None:
        self.round = make_round(
            slug="spring", title="Spring", questions=0, asked_on="2026-07-01", deadline_on="2026-07-10",
            campaign=make_campaign("Schools"), introduction="Hello.", asked_count=4, method="email",
            asked_on_words="last week", deadline_words="soon", method_words="by post",
            body=make_body("Council"), follows=(winter := make_round(title="Winter")),
        )  # fmt: skip
        self.round.sources.add(make_source(title="Article"))
        self.question = make_question(
            self.round, text="Why?", kind="choice", choices="yes\nno", preamble="Once.", printed_number="1a",
            public_note="Asked twice.", dropped_on="2026-07-02",
            repeats=make_question(make_round(questions=0), text="Why then?"),
        )  # fmt: skip
        self.ann = make_recipient(
            self.round, "Ann", party=make_party(), area="North", role="chair", body=make_body("Cabinet"),
        )  # fmt: skip
        self.question.put_to.add(self.ann)
        self.scaled = make_question(self.round, kind="scale", scale_from=1, scale_to=5)
        self.stand_in = make_recipient(
            self.round, "Stand-in", takes_place_of=make_recipient(winter, "Leaver")
        )
        self.silent = make_recipient(
            self.round, "Silent", decision="no_response", decision_wording="on leave",
            decision_source=make_source(title="Paper"), own_deadline_on="2026-07-12",
        )  # fmt: skip
        self.approach = make_approach(self.ann, made_on="2026-07-01")
        self.undated = make_approach(self.ann, made_on="", made_on_words="then")
        self.chased = make_approach(self.silent, made_on="2026-07-02")
        self.group = make_group(self.round, size=3)
        self.response = make_response(
            self.ann, statement="Besides.", received_on="2026-07-05", timing_words="late", channel="email",
            received_at=PUBLISHED, spoken_by="an aide", on_behalf_of="all", source=make_source(title="Letter"),
        )  # fmt: skip
        self.signatory = self.response.signatories.get()
        earlier = make_answer(make_response(self.ann), 1, text="Before.")
        self.answer = make_answer(
            self.response, 1, text="Nine\n\n houses. ", ticked="yes", position="no", inference="Her letter.",
            public_note="Checked.", replaces=earlier, carried_from=self.elsewhere(),
        )  # fmt: skip

    def elsewhere(self) -> Answer:
        round_ = make_round(questions=1)
        return make_answer(make_response(make_recipient(round_, politician=self.ann.politician)), 1)


@pytest.fixture(scope="module")
def record_on_file(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Record]:  # noqa: ARG001
    with for_a_file_of_tests(django_db_blocker):
        yield Record()


@pytest.fixture
def record(record_on_file: Record) -> Record:
    """The rows as they are on file; what a test changes of them stays its own."""
    return deepcopy(record_on_file)


# For each field: the row, another value, the words before and after.
CHANGES: dict[tuple[type[EditorialModel], str], tuple[str, Any, str, str]] = {
    (Round, "campaign"): ("round", lambda: make_campaign("Roads"), "Schools", "Roads"),
    (Round, "title"): ("round", "Sprung", "Spring", "Sprung"),
    (Round, "introduction"): ("round", "Hallo.", "Hello.", "Hallo."),
    (Round, "population"): ("round", "all four", "everyone on the list", "all four"),
    (Round, "body"): ("round", lambda: make_body("Parliament"), "Council", "Parliament"),
    (Round, "asked_count"): ("round", 5, "4", "5"),
    (Round, "asked_on"): ("round", "2026-07", "1 July 2026", "July 2026"),
    (Round, "asked_on_words"): ("round", "", "last week", ""),
    (Round, "deadline_on"): ("round", "2026-07-11", "10 July 2026", "11 July 2026"),
    (Round, "deadline_words"): ("round", "late", "soon", "late"),
    (Round, "method"): ("round", "letter", "e-mail", "letter"),
    (Round, "method_words"): ("round", "by hand", "by post", "by hand"),
    (Round, "follows"): ("round", None, "Winter", ""),
    (Round, "sources"): ("round", list, "Article", ""),
    (Question, "number"): ("question", 3, "1", "3"),
    (Question, "printed_number"): ("question", "1b", "1a", "1b"),
    (Question, "preamble"): ("question", "Twice.", "Once.", "Twice."),
    (Question, "text"): ("question", "Why not?", "Why?", "Why not?"),
    (Question, "kind"): (
        "question",
        {"kind": "open", "choices": ""},
        "one of several choices",
        "in the respondent's own words",
    ),
    (Question, "choices"): ("question", "yes\nno\nperhaps", "yes\nno", "yes\nno\nperhaps"),
    (Question, "scale_from"): ("scaled", 0, "1", "0"),
    (Question, "scale_to"): ("scaled", 9, "5", "9"),
    (Question, "optional"): ("question", True, "no", "yes"),
    (Question, "put_to"): ("question", list, "Ann", ""),
    (Question, "dropped_on"): ("question", "", "2 July 2026", ""),
    (Question, "public_note"): ("question", "Asked once.", "Asked twice.", "Asked once."),
    (Question, "repeats"): ("question", None, "1. Why then?", ""),
    (Recipient, "kind"): (
        "group",
        {"kind": "organisation", "size": None},
        "unnamed group",
        "organisation that answers as one",
    ),
    (Recipient, "name"): ("ann", "Anne", "Ann", "Anne"),
    (Recipient, "party"): ("ann", None, "Green Party", ""),
    (Recipient, "role"): ("ann", "chairwoman", "chair", "chairwoman"),
    (Recipient, "area"): ("ann", "South", "North", "South"),
    (Recipient, "body"): ("ann", None, "Cabinet", ""),
    (Recipient, "size"): ("group", 4, "3", "4"),
    (Recipient, "volunteered"): ("ann", True, "no", "yes"),
    (Recipient, "takes_place_of"): ("stand_in", None, "Leaver", ""),
    (Recipient, "decision"): ("silent", "left", "no response", "no longer in post"),
    (Recipient, "decision_wording"): ("silent", "away", "on leave", "away"),
    (Recipient, "decision_source"): ("silent", lambda: make_source(title="Post"), "Paper", "Post"),
    (Recipient, "own_deadline_on"): ("silent", "2026-07-13", "12 July 2026", "13 July 2026"),
    (Approach, "made_on"): ("approach", "2026-07-02", "1 July 2026", "2 July 2026"),
    (Approach, "made_on_words"): ("undated", "later", "then", "later"),
    (Approach, "channel"): ("approach", "phone", "e-mail", "telephone"),
    (Approach, "kind"): ("approach", "reminder", "request", "reminder"),
    (Approach, "outcome"): ("chased", "bounced", "sent", "bounced"),
    (Response, "received_on"): ("response", "2026-07-06", "5 July 2026", "6 July 2026"),
    (Response, "received_at"): ("response", None, "3 July 2026, 10am", ""),
    (Response, "timing_words"): ("response", "early", "late", "early"),
    (Response, "channel"): ("response", "phone", "e-mail", "telephone"),
    (Response, "origin"): (
        "response",
        "referred",
        "a reply to the newsroom",
        "they pointed to words published elsewhere",
    ),
    (Response, "refuses"): ("response", True, "no", "yes"),
    (Response, "spoken_by"): ("response", "a friend", "an aide", "a friend"),
    (Response, "on_behalf_of"): ("response", "some", "all", "some"),
    (Response, "statement"): ("response", "Beside.", "Besides.", "Beside."),
    (Response, "source"): ("response", None, "Letter", ""),
    (Signatory, "recipient"): ("signatory", lambda: Recipient.objects.get(name="Silent"), "Ann", "Silent"),
    (Signatory, "spoken_for"): ("signatory", True, "no", "yes"),
    (Answer, "text"): ("answer", "Ten\nhouses.", "Nine\n\n houses. ", "Ten\nhouses."),
    (Answer, "ticked"): ("answer", "no", "yes", "no"),
    (Answer, "position"): ("answer", "yes", "no", "yes"),
    (Answer, "is_paraphrase"): ("answer", True, "no", "yes"),
    (Answer, "is_cut"): ("answer", True, "no", "yes"),
    (Answer, "inference"): ("answer", "A letter.", "Her letter.", "A letter."),
    (Answer, "public_note"): ("answer", "Checked twice.", "Checked.", "Checked twice."),
    (Answer, "replaces"): ("answer", None, "", ""),
    (Answer, "carried_from"): ("answer", None, "", ""),
}
LINKS = {"sources", "put_to"}


def name_of(which: tuple[type[EditorialModel], str]) -> str:
    return f"{which[0].__name__}.{which[1]}"


def changed(record: Record, which: tuple[type[EditorialModel], str]) -> Any:
    """The row of the table with its other value, not saved."""
    row: Any = getattr(record, CHANGES[which][0])
    value = CHANGES[which][1]
    for field, other in (value if isinstance(value, dict) else {which[1]: value}).items():
        made = other() if callable(other) else other
        if field in LINKS:
            row.links = {field: made}
        else:
            setattr(row, field, made)
    return row


def on_file(row: Any, field: str) -> Any:
    stored = type(row)._base_manager.get(pk=row.pk)
    return list(getattr(stored, field).all()) if field in LINKS else getattr(stored, field)


def words(which: tuple[type[EditorialModel], str], record: Record) -> tuple[str, str]:
    """The words before and after; those of links between answers are the answers' names, made up here."""
    if which[1] in {"replaces", "carried_from"}:
        return str(getattr(record.answer, which[1])), ""
    return CHANGES[which][2], CHANGES[which][3]


def test_every_field_that_readers_see_is_in_the_table() -> None:
    models = [Round, Question, Recipient, Approach, Response, Signatory, Answer]
    assert set(CHANGES) == {(model, name) for model in models for name in model.PUBLIC_FIELDS}
    assert set(FILLED_IN_LATER) <= {name for _, name in CHANGES}


@pytest.mark.parametrize("which", CHANGES, ids=name_of)
def test_what_readers_have_seen_is_not_changed_silently(
    which: tuple[type[EditorialModel], str], record: Record, editor: User
) -> None:
    earlier, later = words(which, record)
    row = changed(record, which)
    before = on_file(row, which[1])
    with pytest.raises(UntoldChangeError) as refusal:
        save(row=row, by=editor)
    told = {change.field: (change.earlier, change.later) for change in refusal.value.changes}
    assert told[which[1]] == (earlier, later)
    assert on_file(row, which[1]) == before
    assert not Correction.objects.exists()


@pytest.mark.parametrize("which", CHANGES, ids=name_of)
def test_what_readers_have_seen_is_changed_with_a_note(
    which: tuple[type[EditorialModel], str], record: Record, editor: User
) -> None:
    earlier, later = words(which, record)
    row = changed(record, which)
    save(row=row, by=editor, correction=NOTE)
    note = Correction.objects.get()
    assert (note.was, note.now, note.kind, note.round) == (
        "It was wrong.",
        "It is right.",
        "typing_error",
        record.round,
    )
    if note.field == which[1]:
        assert (note.earlier_words, note.later_words) == (earlier, later)
    else:
        assert which[1] in note.field.split(", ")
        assert earlier in note.earlier_words
    stands_with = {name: getattr(note, name) for name in ("question", "recipient", "response", "answer")}
    expected = {
        "round": {},
        "question": {"question": row},
        "scaled": {"question": row},
        "ann": {"recipient": row},
        "silent": {"recipient": row},
        "stand_in": {"recipient": row},
        "group": {"recipient": row},
        "approach": {"recipient": record.ann},
        "undated": {"recipient": record.ann},
        "chased": {"recipient": record.silent},
        "response": {"response": row},
        "signatory": {"response": record.response},
        "answer": {"answer": row},
    }[CHANGES[which][0]]
    assert {name: thing for name, thing in stands_with.items() if thing} == expected


NOT_SEEN: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "draft": (Round, {"published_at": None}),
    "embargoed": (Round, {"published_at": timezone.now() + datetime.timedelta(days=3)}),
}


@pytest.mark.parametrize("how", NOT_SEEN)
@pytest.mark.parametrize("which", CHANGES, ids=name_of)
def test_what_readers_have_not_seen_is_changed_freely(
    which: tuple[type[EditorialModel], str], how: str, record: Record, editor: User
) -> None:
    Round._base_manager.filter(pk=record.round.pk).update(**NOT_SEEN[how][1])
    record.round.refresh_from_db()
    save(row=changed(record, which), by=editor)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("withheld", "asks"), [("held_back", False), ("withdrawn", True)], ids=["held back", "withdrawn"]
)
def test_words_held_back_are_changed_freely_and_withdrawn_ones_are_not(
    withheld: str, asks: bool, record: Record, editor: User
) -> None:
    Answer._base_manager.filter(pk=record.answer.pk).update(withheld=withheld, withheld_note="Why.")
    record.answer.refresh_from_db()
    record.answer.text = "Ten."
    if asks:
        with pytest.raises(UntoldChangeError):
            save(row=record.answer, by=editor)
        record.answer.refresh_from_db()
        record.answer.text = "Ten."
        save(row=record.answer, by=editor, correction=NOTE)
        assert Correction.objects.published().count() == 0
        return
    save(row=record.answer, by=editor)
    assert not Correction.objects.exists()


def test_words_of_a_withdrawn_response_are_changed_with_a_note_that_waits(
    record: Record, editor: User
) -> None:
    Response._base_manager.filter(pk=record.response.pk).update(withdrawn_at=PUBLISHED)
    with pytest.raises(UntoldChangeError):
        amend_response(response=record.response, by=editor, answers={1: "Ten."})
    amend_response(response=record.response, by=editor, answers={1: "Ten."}, correction=NOTE)
    assert (Correction.objects.count(), Correction.objects.published().count()) == (1, 0)
    Response._base_manager.filter(pk=record.response.pk).update(withdrawn_at=None)
    assert Correction.objects.published().count() == 1


@pytest.mark.parametrize("field", FILLED_IN_LATER)
def test_what_was_empty_is_filled_in_freely(field: str, record: Record, editor: User) -> None:
    which = next(which for which in CHANGES if which[1] == field)
    row = getattr(record, CHANGES[which][0])
    full = on_file(row, field)
    if field in LINKS:
        getattr(row, field).clear()
        row.links = {field: full}
    else:
        type(row)._base_manager.filter(pk=row.pk).update(
            **{field: None if full is None or hasattr(full, "pk") else ""}
        )
        setattr(row, field, full)
    save(row=row, by=editor)
    assert on_file(row, field) == full
    assert not Correction.objects.exists()


def test_a_source_may_be_added_and_not_exchanged(record: Record, editor: User) -> None:
    first = record.round.sources.get()
    record.round.__dict__["links"] = {"sources": [first, make_source()]}
    save(row=record.round, by=editor)
    assert record.round.sources.count() == 2
    record.round.__dict__["links"] = {"sources": [make_source()]}
    with pytest.raises(UntoldChangeError):
        save(row=record.round, by=editor)
    assert record.round.sources.count() == 2


def test_a_decision_behind_a_reply_is_not_what_readers_see(record: Record, editor: User) -> None:
    make_response(record.silent, published=False)
    record_decision(recipient=record.silent, decision="", by=editor)
    assert not Correction.objects.exists()


def test_a_public_decision_is_made_freely_and_taken_back_with_a_note(record: Record, editor: User) -> None:
    person = make_recipient(record.round)
    record_decision(recipient=person, decision="left", by=editor)
    with pytest.raises(UntoldChangeError) as refusal:
        record_decision(recipient=person, decision="", by=editor)
    assert refusal.value.messages == [
        f"Readers have seen {person.name}: say what was wrong and what it says now. Nothing was changed."
    ]
    record_decision(recipient=person, decision="", by=editor, correction=NOTE)
    note = Correction.objects.get()
    assert (note.recipient, note.field, note.earlier_words, note.later_words) == (
        person,
        "decision",
        "no longer in post",
        "",
    )


def test_a_recorded_reply_clears_a_public_silence_without_a_note(record: Record, editor: User) -> None:
    record_response(round=record.round, signatories=[record.silent], answers={}, by=editor)
    record.silent.refresh_from_db()
    assert record.silent.decision == ""
    assert not Correction.objects.exists()


def test_a_public_response_gains_nothing_silently(record: Record, editor: User) -> None:
    response, asked = make_response(record.ann, statement="One."), make_question(record.round, text="And?")
    changes: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"answers": {asked.number: "So."}}, {"field": "text", "later_words": "So."}),
        (
            {"signatories": [record.ann, record.silent]},
            {"field": "recipient", "later_words": "Silent", "response": response},
        ),
    ]
    for change, told in changes:
        with pytest.raises(UntoldChangeError):
            amend_response(response=response, by=editor, **change)
        amend_response(response=response, by=editor, correction=NOTE, **change)
        note = Correction.objects.latest("pk")
        assert {name: getattr(note, name) for name in told} == told
        assert note.earlier_words == ""


def test_one_note_tells_of_each_thing_with_its_own_words(record: Record, editor: User) -> None:
    amend_response(
        response=record.response,
        by=editor,
        correction=NOTE,
        answers={1: "Ten."},
        ticks={1: "no"},
        statement="Beside.",
    )
    notes = Correction.objects.order_by("pk")
    assert [(note.was, note.response, note.answer, note.field, note.earlier_words) for note in notes] == [
        ("It was wrong.", record.response, None, "statement", "Besides."),
        ("It was wrong.", None, record.answer, "text, ticked", "Words: Nine\n\n houses. \n\nTicked: yes"),
    ]


def test_what_an_act_notes_itself_is_told(record: Record, editor: User) -> None:

    @act
    def rename(*, by: User) -> None:
        note_correction(about=record.ann, by=by, note=NOTE)
        record.ann.name = "Anne"
        record.ann.save()

    rename(by=editor)
    assert Correction.objects.get().recipient == record.ann


def test_nothing_is_told_of_what_was_changed_back(record: Record, editor: User) -> None:

    @act
    def twice(*, by: User) -> None:  # noqa: ARG001 - as every act
        for name in ("Anne", "Ann"):
            record.ann.name = name
            record.ann.save()

    twice(by=editor)
    assert not Correction.objects.exists()


def test_a_note_without_a_change_is_no_correction(record: Record, editor: User) -> None:
    amend_response(response=record.response, by=editor, notes="Ours.", correction=NOTE)
    assert not Correction.objects.exists()


def test_a_blank_note_is_refused_with_the_change(record: Record, editor: User) -> None:
    with pytest.raises(ValidationError):
        amend_response(
            response=record.response, by=editor, statement="Beside.", correction=Note(was=" ", now=" ")
        )
    record.response.refresh_from_db()
    assert record.response.statement == "Besides."
