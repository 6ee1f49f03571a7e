"""Deciding about somebody: no silence without evidence, no excuse without wording."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions import (
    record_decision,
)
from questions.actions.corrections import Note
from questions.models import (
    Decision,
    Outcome,
    Recipient,
    Round,
    Standing,
)
from tests.factories import (
    make_approach,
    make_recipient,
    make_response,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db


def yesterday() -> str:
    return (timezone.localdate() - datetime.timedelta(days=1)).isoformat()


def test_silence_needs_a_source_or_a_delivered_approach_and_a_passed_deadline(editor: User) -> None:
    round_ = make_round(deadline_on=yesterday())
    person = make_recipient(round_, "Jo Silent")

    def refusal() -> list[str]:
        with pytest.raises(ValidationError) as refused:
            record_decision(recipient=person, decision=Decision.NO_RESPONSE, by=editor)
        assert Recipient.objects.get(pk=person.pk).decision == ""
        return refused.value.messages

    not_reached = [
        (
            "Nothing shows that Jo Silent was reached: record a delivered approach, "
            "or give the source that says they did not respond."
        )
    ]
    assert refusal() == not_reached
    make_approach(person, outcome=Outcome.BOUNCED)
    make_approach(person, outcome=Outcome.NEVER_SENT)
    assert refusal() == not_reached

    make_approach(person, outcome=Outcome.AUTO_REPLY)
    for open_deadline in ["", timezone.localdate().isoformat(), "2999"]:
        Round._base_manager.filter(pk=round_.pk).update(deadline_on=open_deadline)
        assert refusal() == [
            (
                "The deadline for Jo Silent has not passed or is not on file: "
                "set it on the round, or give the source that says they did not respond."
            )
        ]

    Round._base_manager.filter(pk=round_.pk).update(deadline_on="2026-06-30")
    assert refusal() == [
        (
            "Nothing shows that Jo Silent was reached before the deadline: date the approach that did, "
            "give them a later deadline, or give the source that says they did not respond."
        )
    ]

    Round._base_manager.filter(pk=round_.pk).update(deadline_on=yesterday())
    Recipient._base_manager.filter(pk=person.pk).update(own_deadline_on="2999-01-01")
    assert refusal()[0].startswith("The deadline for Jo Silent has not passed")

    Recipient._base_manager.filter(pk=person.pk).update(own_deadline_on="")
    record_decision(recipient=person, decision=Decision.NO_RESPONSE, by=editor)
    person.refresh_from_db()
    assert (person.standing, person.decided_by) == (Standing.NO_RESPONSE, editor)
    assert person.decided_on == timezone.localdate().isoformat()


def test_silence_is_recorded_on_the_word_of_a_source_and_taken_back(editor: User) -> None:
    person, source = make_recipient(make_round()), make_source()
    record_decision(
        recipient=person, decision="no_response", by=editor, source=source, wording="did not reply"
    )
    kept = Recipient.objects.get(pk=person.pk)
    assert (kept.decision, kept.decision_source, kept.decision_wording) == (
        "no_response",
        source,
        "did not reply",
    )
    mistaken = Note(was="We said that they did not reply.", now="Nothing is decided yet.")
    record_decision(recipient=person, decision="", by=editor, correction=mistaken)
    kept.refresh_from_db()
    assert (kept.decision, kept.decision_source, kept.decision_wording, kept.decided_on, kept.decided_by) == (
        "",
        None,
        "",
        "",
        None,
    )


@pytest.mark.parametrize("published", [True, False])
def test_silence_is_refused_while_any_reply_is_on_file(editor: User, published: bool) -> None:
    person = make_recipient(make_round(), "Jo Speaks")
    make_response(person, published=published)
    with pytest.raises(ValidationError) as refusal:
        record_decision(recipient=person, decision=Decision.NO_RESPONSE, by=editor, source=make_source())
    assert refusal.value.messages == [
        "Jo Speaks has a reply on file, so nothing may say that they did not respond."
    ]


def test_excuse_needs_public_wording(editor: User) -> None:
    person = make_recipient(make_round())
    with pytest.raises(ValidationError) as refusal:
        record_decision(recipient=person, decision=Decision.EXCUSED, by=editor)
    assert refusal.value.messages == ["Say for readers, neutrally, why they are excused."]
