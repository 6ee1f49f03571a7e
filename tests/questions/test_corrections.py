"""Notes on what was wrong: what each stands with, who may read it, and that it gives nothing private away."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.corrections import Note, note_correction
from questions.models import Answer, Correction, Response, Round
from respondents.models import EditorialModel
from tests.factories import (
    PUBLISHED,
    make_approach,
    make_correction,
    make_party,
    make_recipient,
    make_response,
    make_round,
)

pytestmark = pytest.mark.django_db

NOTE = Note(was="Nine houses.", now="Ten houses.")


@pytest.fixture
def answer() -> Answer:
    ann = make_recipient(make_round(slug="spring", questions=1), "Ann")
    return make_response(ann, answers={1: "Ten houses."}, statement="Besides.").answers.get()


def things(answer: Answer) -> dict[str, EditorialModel]:
    signatory = answer.response.signatories.get()
    return {
        "round": answer.response.round,
        "question": answer.question,
        "recipient": signatory.recipient,
        "approach": make_approach(signatory.recipient),
        "response": answer.response,
        "signatory": signatory,
        "answer": answer,
    }


@pytest.mark.parametrize(
    ("about", "stands_with"),
    [
        ("round", None),
        ("question", "question"),
        ("recipient", "recipient"),
        ("approach", "recipient"),
        ("response", "response"),
        ("signatory", "response"),
        ("answer", "answer"),
    ],
)
def test_note_stands_with_what_it_is_about(
    about: str, stands_with: str | None, answer: Answer, editor: User
) -> None:
    rows = things(answer)
    note = note_correction(about=rows[about], by=editor, note=NOTE)
    links = {name: getattr(note, name) for name in ("question", "recipient", "response", "answer")}
    assert note.round == rows["round"]
    assert links == {name: rows[name] if name == stands_with else None for name in links}
    assert (note.kind, note.was, note.now, note.made_on) == (
        "correction",
        "Nine houses.",
        "Ten houses.",
        timezone.localdate(),
    )


def test_note_keeps_the_words_byte_for_byte(answer: Answer, editor: User) -> None:
    earlier, later = " Nine\n\n\thouses. ", "Ten houses.\n"
    made = note_correction(
        about=answer, by=editor, note=NOTE, field="text", earlier_words=earlier, later_words=later
    )
    kept = Correction.objects.get(pk=made.pk)
    assert (kept.field, kept.earlier_words, kept.later_words) == ("text", earlier, later)


@pytest.mark.parametrize("blank", [Note(was=" ", now="Ten."), Note(was="Nine.", now="\n")])
def test_note_says_what_was_wrong_and_what_it_says_now(blank: Note, answer: Answer, editor: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        note_correction(about=answer, by=editor, note=blank)
    assert refusal.value.messages == [
        "Say for readers what was wrong, and what it says now. Nothing was changed."
    ]


def test_note_on_something_of_no_round_is_no_correction(editor: User) -> None:
    with pytest.raises(TypeError):
        note_correction(about=make_party(), by=editor, note=NOTE)


ANSWER_HIDDEN: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "withdrawn answer": (Answer, {"withheld": "withdrawn", "withheld_note": "Why."}),
    "answer held back": (Answer, {"withheld": "held_back", "withheld_note": "Why."}),
    "unpublished response": (Response, {"published_at": None}),
    "withdrawn response": (Response, {"withdrawn_at": PUBLISHED}),
    "draft round": (Round, {"published_at": None}),
    "withdrawn round": (Round, {"withdrawn_at": PUBLISHED}),
}


def hide(answer: Answer, how: str) -> None:
    model, change = ANSWER_HIDDEN[how]
    rows = {Answer: answer, Response: answer.response, Round: answer.response.round}
    model._base_manager.filter(pk=rows[model].pk).update(**change)


@pytest.mark.parametrize("how", ANSWER_HIDDEN)
def test_note_on_an_answer_is_read_as_long_as_the_answer_is(how: str, answer: Answer) -> None:
    note = make_correction(answer.response.round, answer=answer)
    assert list(Correction.objects.published()) == [note]
    hide(answer, how)
    assert list(Correction.objects.published()) == []


@pytest.mark.parametrize("how", [how for how in ANSWER_HIDDEN if "answer" not in how])
def test_note_on_a_response_is_read_as_long_as_the_response_is(how: str, answer: Answer) -> None:
    note = make_correction(answer.response.round, response=answer.response)
    assert list(Correction.objects.published()) == [note]
    hide(answer, how)
    assert list(Correction.objects.published()) == []


@pytest.mark.parametrize(
    ("how", "is_read"),
    [
        ("withdrawn answer", True),
        ("answer held back", True),
        ("withdrawn response", True),
        ("unpublished response", False),
        ("withdrawn round", False),
    ],
)
@pytest.mark.parametrize("stands_with", ["answer", "response"])
def test_note_of_a_withdrawal_is_read_where_the_words_were(
    how: str, is_read: bool, stands_with: str, answer: Answer
) -> None:
    thing = answer if stands_with == "answer" else answer.response
    make_correction(answer.response.round, kind="withdrawal", **{stands_with: thing})
    hide(answer, how)
    assert Correction.objects.published().exists() == is_read


def test_note_is_found_with_its_question_and_with_everybody_it_concerns(answer: Answer) -> None:
    round_, ann = answer.response.round, answer.response.signatories.get().recipient
    ben = make_recipient(round_, "Ben")
    of_ben = make_response(ben, statement="Something else.")
    assert ann.politician is not None
    on_answer = make_correction(round_, answer=answer)
    on_response = make_correction(round_, response=answer.response)
    on_question = make_correction(round_, question=answer.question)
    on_ann = make_correction(round_, recipient=ann)
    make_correction(round_, response=of_ben)
    assert set(Correction.objects.on_question(answer.question)) == {on_answer, on_response, on_question}
    assert set(Correction.objects.concerning(ann.politician)) == {on_answer, on_response, on_ann}


def test_every_field_that_readers_see_is_one_of_its_model() -> None:
    named = {
        (model.__name__, name)
        for model in apps.get_models()
        if issubclass(model, EditorialModel)
        for name in model.PUBLIC_FIELDS
    }
    assert {name for name in named if not hasattr(apps.get_model("questions", name[0]), name[1])} == set()
    assert len({model for model, _ in named}) == 8  # seven, and the proxy of recipients
