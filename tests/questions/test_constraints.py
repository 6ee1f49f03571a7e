"""Every rule that the database holds: it refuses, and the form explains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from questions.models import Answer, Recipient, Response, Round, Signatory
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_approach,
    make_body,
    make_contact_address,
    make_correction,
    make_group,
    make_membership,
    make_politician,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db

DATE = "A date is written 2017, 2017-07 or 2017-07-03, or left empty."


def an_answer() -> Answer:
    return make_answer(make_response(make_recipient(make_round())), 1)


def a_response() -> Response:
    return make_response(make_recipient(make_round()))


def a_second_recipient() -> Recipient:
    round_ = make_round()
    make_recipient(round_, "First")
    return make_recipient(round_, "Second")


def a_second_signatory() -> Signatory:
    round_ = make_round()
    response = make_response(make_recipient(round_, "First"), make_recipient(round_, "Second"))
    return response.signatories.get(position=2)


def a_second_address() -> models.Model:
    person = make_politician()
    make_contact_address(person, value="first@example.org")
    return make_contact_address(person, value="second@example.org")


def a_second_seat() -> models.Model:
    person, body = make_politician(), make_body()
    make_membership(person, body, start="2015")
    return make_membership(person, body, start="2016")


def a_second_substitute() -> Recipient:
    """Somebody whose place on the follow-up's list is their own; another one there takes the place of Left."""
    left = make_recipient(make_round(), "Left")
    follow_up = make_round(follows=left.round)
    make_recipient(follow_up, "Taker", takes_place_of=left)
    return make_recipient(follow_up, "Second")


BROKEN: dict[str, tuple[Callable[[], Any], dict[str, Any], str]] = {
    "question_number_stands_once_in_a_round": (
        lambda: make_round(questions=2).questions.get(number=2),
        {"number": 1},
        "This round already has a question with this number.",
    ),
    "question_number_starts_at_one": (
        lambda: make_question(make_round(questions=0)),
        {"number": 0},
        "Questions are numbered from 1.",
    ),
    "question_has_words": (
        lambda: make_question(make_round(questions=0)),
        {"text": ""},
        "Give the question in the words it was put in.",
    ),
    "question_scale_has_limits": (
        lambda: make_question(make_round(questions=0)),
        {"kind": "scale"},
        "A scale has a lowest and a higher highest number; no other kind has limits.",
    ),
    "question_choice_has_choices": (
        lambda: make_question(make_round(questions=0)),
        {"kind": "choice"},
        "A choice has its choices, one a line; no other kind has any.",
    ),
    "question_dropped_on_is_partial_date": (
        lambda: make_question(make_round(questions=0)),
        {"dropped_on": "soon"},
        DATE,
    ),
    "recipient_slug_stands_once_in_a_round": (
        a_second_recipient,
        {"slug": "first"},
        "This round already has a recipient with this short name.",
    ),
    "recipient_politician_stands_once_in_a_round": (
        a_second_recipient,
        {"politician_id": lambda: Recipient.objects.get(slug="first").politician_id},
        "This person is already on the round's list.",
    ),
    "recipient_place_is_taken_once_in_a_round": (
        a_second_substitute,
        {"takes_place_of": lambda: Recipient.objects.get(name="Left")},
        "Somebody else on this list takes that place already.",
    ),
    "recipient_person_is_a_politician": (
        lambda: make_recipient(make_round()),
        {"politician_id": None},
        "A person on the list is a politician on file; an organisation or a group is none.",
    ),
    "recipient_size_is_for_groups": (
        lambda: make_recipient(make_round()),
        {"size": 3},
        "Only an unnamed group has a size.",
    ),
    "recipient_group_is_not_empty": (
        lambda: make_group(make_round()),
        {"size": 0},
        "A group has at least one member; leave the size empty if not known.",
    ),
    "recipient_has_a_name": (
        lambda: make_group(make_round()),
        {"name": ""},
        "Say whom it is: a name, or what the group is called.",
    ),
    "recipient_excused_says_why": (
        lambda: make_recipient(make_round()),
        {"decision": "excused"},
        "Say for readers, neutrally, why they are excused.",
    ),
    "recipient_put_forward_by_somebody": (
        lambda: make_recipient(make_round()),
        {"put_forward_at": PUBLISHED},
        "A silence is put forward by somebody, at a moment.",
    ),
    "recipient_put_forward_is_silent": (
        lambda: make_recipient(make_round(), decision="left"),
        {"put_forward_at": PUBLISHED, "put_forward_by_id": lambda: make_user().pk},
        "Only a silence is put forward: another decision takes its place.",
    ),
    "recipient_decided_on_is_partial_date": (
        lambda: make_recipient(make_round()),
        {"decided_on": "2017-1"},
        DATE,
    ),
    "recipient_own_deadline_on_is_partial_date": (
        lambda: make_recipient(make_round()),
        {"own_deadline_on": "2017-1"},
        DATE,
    ),
    "round_asked_on_is_partial_date": (make_round, {"asked_on": "last week"}, DATE),
    "round_deadline_on_is_partial_date": (make_round, {"deadline_on": "Wednesday"}, DATE),
    "round_does_not_follow_itself": (
        make_round,
        {"follows_id": lambda: Round.objects.get().pk},
        "A round cannot follow itself.",
    ),
    "round_withdrawn_was_published": (
        lambda: make_round(published=False),
        {"withdrawn_at": PUBLISHED},
        "Only a round that was published can be withdrawn.",
    ),
    "response_slug_stands_once_in_a_round": (
        lambda: make_response(
            make_response(make_recipient(make_round()), slug="first").signatories.get().recipient
        ),
        {"slug": "first"},
        "This round already has a response with this short name.",
    ),
    "response_withdrawn_was_published": (
        lambda: make_response(make_recipient(make_round()), published=False),
        {"withdrawn_at": PUBLISHED},
        "Only a response that was published can be withdrawn.",
    ),
    "response_received_on_is_partial_date": (a_response, {"received_on": "Friday"}, DATE),
    "signatory_signs_once": (
        a_second_signatory,
        {"recipient_id": lambda: Recipient.objects.get(slug="first").pk},
        "This person is already a signatory of the response.",
    ),
    "answer_stands_once_in_a_response": (
        lambda: make_answer(an_answer().response, 2),
        {"question_id": lambda: Answer.objects.get(question__number=1).question_id},
        "This response already has an answer to this question.",
    ),
    "answer_has_words_or_a_position": (
        an_answer,
        {"text": ""},
        (
            "An answer has words, a tick or a coded position, or carries an earlier answer forward. "
            "A question left open has no answer."
        ),
    ),
    "answer_withheld_says_why": (
        an_answer,
        {"withheld": "held_back"},
        "Say for readers why the words are not shown.",
    ),
    "answer_withheld_on_is_partial_date": (an_answer, {"withheld_on": "then"}, DATE),
    "correction_withdrawal_has_no_words": (
        lambda: make_correction(make_round(), kind="withdrawal"),
        {"earlier_words": "What they said."},
        "A note of a withdrawal holds none of the words that were withdrawn.",
    ),
    "approach_made_on_is_partial_date": (
        lambda: make_approach(make_recipient(make_round())),
        {"made_on": "Monday"},
        DATE,
    ),
    "source_published_on_is_partial_date": (make_source, {"published_on": "Monday"}, DATE),
    "source_quotation_marks_are_a_pair": (
        make_source,
        {"quotation_marks": "'"},
        "Give both quotation marks, the opening and the closing one, or none.",
    ),
    "membership_start_is_partial_date": (a_second_seat, {"start": "2017-1"}, DATE),
    "membership_end_is_partial_date": (a_second_seat, {"end": "2017-1"}, DATE),
    "membership_stands_once": (
        a_second_seat,
        {"start": "2015"},
        "This seat is already on file for this person.",
    ),
    "contact_address_stands_once": (
        a_second_address,
        {"value": "first@example.org"},
        "This address is already on file for this person.",
    ),
}
# tests/respondents, test_publisher and test_record
ELSEWHERE = {
    "identifier_names_one_politician",
    "body_is_not_its_own_parent",
    "publisher_stands_alone",
    "record_stands_alone",
}


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_is_held_by_the_database_and_explained_by_the_form(name: str) -> None:
    make, broken, sentence = BROKEN[name]
    row = make()
    change = {field: value() if callable(value) else value for field, value in broken.items()}
    with (
        pytest.raises(IntegrityError, match=f"{name}|UNIQUE constraint failed"),
        transaction.atomic(),
    ):
        type(row)._base_manager.filter(pk=row.pk).update(**change)
    for field, value in change.items():
        setattr(row, field, value)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert sentence in refusal.value.messages


def test_every_constraint_of_the_record_is_broken_once_above() -> None:
    named = {
        constraint.name
        for label in ["questions", "respondents"]
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }
    assert named == set(BROKEN) | ELSEWHERE


def test_no_text_of_the_record_is_ever_null() -> None:
    nullable = [
        f"{model.__name__}.{field.name}"
        for label in ["questions", "respondents"]
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField) and field.null
    ]
    assert nullable == []


@pytest.mark.parametrize("label", ["questions", "respondents"])
def test_nothing_that_can_be_published_is_deleted_along_with_something_else(label: str) -> None:
    """Only parts of a response, private particulars of a person and former addresses go with their whole."""
    cascading = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.CASCADE
        and not model._meta.proxy
    }
    assert (
        cascading
        == {
            "questions": {
                "Answer.response",
                "Signatory.response",
                "FormerCampaignSlug.campaign",
                "FormerRoundSlug.round",
            },
            "respondents": {
                "ContactAddress.politician",
                "Identifier.politician",
                "FormerPartySlug.party",
                "FormerBodySlug.body",
                "FormerSlug.politician",
            },
        }[label]
    )
