"""The rules that no single row can hold: each broken once behind the forms' backs, and found."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from questions.integrity import Fault, link_faults, starts_of_circles, text_faults
from questions.models import Answer, Question, Recipient, Response, Round, Signatory
from respondents.models import Body
from tests import factories

pytestmark = pytest.mark.django_db

QUERIES_FOR_LINKS = 22


@pytest.fixture
def spring() -> Round:
    """A round with one reply to each of its two questions."""
    round_ = factories.make_round(slug="spring")
    ann = factories.make_recipient(round_, "Ann")
    factories.make_response(ann, slug="from-ann", answers={1: "Yes.", 2: "No."})
    return round_


@pytest.fixture
def autumn() -> Round:
    """Another round, with another person on its list."""
    round_ = factories.make_round(slug="autumn")
    factories.make_recipient(round_, "Ben")
    return round_


def test_a_sound_record_has_no_fault(spring: Round, autumn: Round) -> None:
    Round._base_manager.filter(pk=autumn.pk).update(follows=spring)
    Question._base_manager.filter(round=autumn, number=1).update(repeats=spring.questions.get(number=1))
    Question.objects.get(round=spring, number=1).put_to.add(spring.recipients.get())
    assert [*link_faults(), *text_faults()] == []


def test_signatory_of_another_round_is_found(spring: Round, autumn: Round) -> None:
    signatory = Signatory.objects.get(response__round=spring)
    Signatory._base_manager.filter(pk=signatory.pk).update(recipient=autumn.recipients.get())
    assert list(link_faults()) == [
        Fault(
            "signatory-of-another-round",
            "questions.signatory",
            "spring / from-ann / autumn / ben",
            "Ben is on the list of the round autumn, and the response belongs to spring: "
            "name a recipient of that round.",
        )
    ]


def test_raw_sql_that_crosses_rounds_is_found(spring: Round, autumn: Round) -> None:
    signatory = Signatory.objects.get(response__round=spring)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE questions_signatory SET recipient_id = %s WHERE id = %s",
            [autumn.recipients.get().pk, signatory.pk],
        )
    assert [fault.rule for fault in link_faults()] == ["signatory-of-another-round"]


def test_response_of_nobody_is_found(spring: Round) -> None:
    Signatory.objects.all().delete()
    assert list(link_faults()) == [
        Fault(
            "response-without-signatory",
            "questions.response",
            "spring / from-ann",
            "The response comes from nobody: name at least one recipient of its round as signatory.",
        )
    ]
    assert Response.objects.get().round == spring


def test_answer_to_another_round_is_found(spring: Round, autumn: Round) -> None:
    Answer._base_manager.filter(question__number=2).update(question=autumn.questions.get(number=2))
    assert list(link_faults()) == [
        Fault(
            "answer-to-another-round",
            "questions.answer",
            "spring / from-ann / autumn / 2",
            "It answers question 2 of the round autumn, and its response belongs to spring: "
            "choose a question of that round.",
        )
    ]
    assert spring.responses.count() == 1


def test_answer_that_replaces_an_answer_to_another_question_is_found(spring: Round) -> None:
    first, second = Answer.objects.order_by("question__number")
    Answer._base_manager.filter(pk=first.pk).update(replaces=second)
    assert list(link_faults()) == [
        Fault(
            "replaces-another-question",
            "questions.answer",
            "spring / from-ann / spring / 1",
            "It replaces itself or an answer to another question: choose an earlier answer to its own question.",
        )
    ]
    assert first.response.round == spring


def test_answer_carried_from_its_own_round_is_found(spring: Round) -> None:
    first, second = Answer.objects.order_by("question__number")
    Answer._base_manager.filter(pk=first.pk).update(carried_from=second)
    assert list(link_faults()) == [
        Fault(
            "carried-from-own-round",
            "questions.answer",
            "spring / from-ann / spring / 1",
            "It is carried from an answer of its own round: choose one of an earlier round.",
        )
    ]
    assert first.response.round == spring


def test_question_that_repeats_its_own_round_is_found(spring: Round) -> None:
    first, second = spring.questions.order_by("number")
    Question._base_manager.filter(pk=second.pk).update(repeats=first)
    assert list(link_faults()) == [
        Fault(
            "repeats-own-round",
            "questions.question",
            "spring / 2",
            "It repeats a question of its own round: choose one of an earlier round.",
        )
    ]


def test_question_put_to_another_round_is_found(spring: Round, autumn: Round) -> None:
    spring.questions.get(number=1).put_to.add(autumn.recipients.get())
    assert list(link_faults()) == [
        Fault(
            "put-to-another-round",
            "questions.question",
            "spring / 1",
            "It was put to Ben, who is on the list of the round autumn: choose recipients of its own round.",
        )
    ]


@pytest.mark.parametrize("concerned", ["question", "recipient", "response", "answer"])
def test_correction_of_another_round_is_found(spring: Round, autumn: Round, concerned: str) -> None:
    things = {
        "question": spring.questions.get(number=1),
        "recipient": spring.recipients.get(),
        "response": Response.objects.get(),
        "answer": Answer.objects.get(question__number=1),
    }
    factories.make_correction(autumn, key="note", **{concerned: things[concerned]})
    assert list(link_faults()) == [
        Fault(
            "correction-of-another-round",
            "questions.correction",
            "note",
            "It stands with the round autumn and concerns something of another: choose its own round.",
        )
    ]


def test_circles_are_found_once_each(spring: Round, autumn: Round) -> None:
    Round._base_manager.filter(pk=spring.pk).update(follows=autumn)
    Round._base_manager.filter(pk=autumn.pk).update(follows=spring)
    first_of_spring, first_of_autumn = spring.questions.get(number=1), autumn.questions.get(number=1)
    Question._base_manager.filter(pk=first_of_spring.pk).update(repeats=first_of_autumn)
    Question._base_manager.filter(pk=first_of_autumn.pk).update(repeats=first_of_spring)
    ann_again = factories.make_recipient(autumn, politician=spring.recipients.get().politician)
    reply = factories.make_response(ann_again, slug="from-ann", answers={1: "Still no."})
    ours, theirs = Answer.objects.get(question=first_of_spring), reply.answers.get()
    Answer._base_manager.filter(pk=ours.pk).update(carried_from=theirs)
    Answer._base_manager.filter(pk=theirs.pk).update(carried_from=ours)
    again = factories.make_response(spring.recipients.get(), slug="from-ann-again", answers={1: "Well."})
    Answer._base_manager.filter(pk=ours.pk).update(replaces=again.answers.get())
    Answer._base_manager.filter(pk=again.answers.get().pk).update(replaces=ours)
    council, committee = factories.make_body("Council"), factories.make_body("Committee")
    Body._base_manager.filter(pk=council.pk).update(parent=committee)
    Body._base_manager.filter(pk=committee.pk).update(parent=council)
    assert [(fault.rule, fault.model, fault.key) for fault in link_faults()] == [
        ("circle-of-follow-ups", "questions.round", "spring"),
        ("circle-of-repeats", "questions.question", "spring / 1"),
        ("circle-of-replacements", "questions.answer", "spring / from-ann / spring / 1"),
        ("circle-of-carrying", "questions.answer", "spring / from-ann / spring / 1"),
        ("circle-of-bodies", "respondents.body", "council"),
    ]


@pytest.mark.parametrize(
    ("links", "starts"),
    [
        ({}, []),
        ({2: 1, 3: 2, 4: 2}, []),
        ({1: 1}, [1]),
        ({1: 2, 2: 1}, [1]),
        ({9: 3, 3: 5, 5: 4, 4: 3}, [3]),
        ({8: 9, 9: 8, 1: 2, 2: 3, 3: 1, 7: 1}, [1, 8]),
    ],
)
def test_circles_start_at_their_lowest_number(links: dict[int, int], starts: list[int]) -> None:
    assert starts_of_circles(links) == starts


def test_control_characters_are_found_wherever_text_is_kept(spring: Round) -> None:
    Answer._base_manager.filter(question__number=1).update(text="One\nTwo\x08")
    Recipient._base_manager.update(private_note="A\x1bB")
    Question._base_manager.filter(number=2).update(text="A tab\tis kept, and U+0085 \x85 too.")
    assert sorted(text_faults(), key=lambda fault: fault.key) == [
        Fault(
            "control-character",
            "questions.recipient",
            "spring / ann",
            "private_note: The text has a control character (U+001B) in line 1 that cannot be kept. "
            "Remove it and save again; nothing was changed.",
        ),
        Fault(
            "control-character",
            "questions.answer",
            "spring / from-ann / spring / 1",
            "text: The text has a control character (U+0008) in line 2 that cannot be kept. "
            "Remove it and save again; nothing was changed.",
        ),
    ]
    assert spring.questions.count() == 2


def test_links_are_asked_in_the_same_number_of_queries_for_any_number_of_rows(
    spring: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(QUERIES_FOR_LINKS):
        assert list(link_faults()) == []
    for number in range(30):
        recipient = factories.make_recipient(spring, f"Person {number} of thirty")
        factories.make_response(recipient, answers={1: "Yes."})
    with django_assert_num_queries(QUERIES_FOR_LINKS):
        assert list(link_faults()) == []


def test_broken_links_cost_no_queries_of_their_own(
    spring: Round, autumn: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        recipient = factories.make_recipient(spring, f"Person {number} of three")
        factories.make_response(recipient, answers={1: "Yes."})
    Answer._base_manager.filter(question__number=1).update(question=autumn.questions.get(number=1))
    with django_assert_num_queries(QUERIES_FOR_LINKS):
        assert [fault.rule for fault in link_faults()] == ["answer-to-another-round"] * 4


def test_answer_to_a_question_that_was_not_put_to_them_is_found() -> None:
    round_ = factories.make_round(slug="some")
    factories.make_response(factories.make_recipient(round_, "Ann"), slug="ann", answers={1: "Words."})
    round_.questions.get(number=1).put_to.add(factories.make_recipient(round_, "Ben"))
    assert [(each.rule, each.key) for each in link_faults()] == [
        ("answer-to-question-not-put", "some / ann / some / 1")
    ]


def test_answer_that_replaces_somebody_elses_is_found() -> None:
    round_ = factories.make_round(slug="two")
    first = factories.make_response(
        factories.make_recipient(round_, "Ann"), slug="ann", answers={1: "Words."}
    )
    second = factories.make_response(factories.make_recipient(round_, "Ben"), slug="ben")
    factories.make_answer(second, 1, replaces=first.answers.get())
    assert [(each.rule, each.key) for each in link_faults()] == [
        ("replaces-somebody-elses", "two / ben / two / 1")
    ]
