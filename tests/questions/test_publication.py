"""Publishing and withdrawing: everything at one moment, nothing silently."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions import (
    publish_response,
    publish_round,
    record_response,
    withdraw,
    withdraw_round,
)
from questions.actions.amendments import amend_response
from questions.models import (
    Answer,
    Correction,
    Decision,
    Recipient,
    Response,
    Round,
    Standing,
)
from tests.factories import (
    PUBLISHED,
    make_recipient,
    make_response,
    make_round,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_publish_round_makes_it_and_every_reply_on_file_public_at_one_moment(editor: User) -> None:
    round_ = make_round(published=False, asked_on="2026-07-01")
    person = make_recipient(round_)
    make_response(person, answers={1: "One.", 2: "Two."}, published=False)

    publish_round(round=round_, by=editor, at=PUBLISHED)

    response = Response.objects.get()
    assert round_.published_at == response.published_at == PUBLISHED
    assert Recipient.objects.with_standing().get().standing == Standing.ANSWERED
    assert response.original == "1)\n\nOne.\n\n2)\n\nTwo."
    before = PUBLISHED - datetime.timedelta(seconds=1)
    assert list(Round.objects.published(before)) == []
    assert list(Round.objects.published(PUBLISHED)) == [round_]
    assert Answer.objects.published(before).count() == 0
    assert Answer.objects.published(PUBLISHED).count() == 2


def test_publish_round_keeps_a_pasted_original_untouched(editor: User) -> None:
    round_ = make_round(published=False, asked_on="2026-07-01")
    make_response(make_recipient(round_), answers={1: "One."}, published=False, original="The e-mail.")
    publish_round(round=round_, by=editor)
    assert Response.objects.get().original == "The e-mail."


def test_publish_round_says_everything_that_blocks_it(editor: User) -> None:
    round_ = make_round(published=False, questions=0)
    with pytest.raises(ValidationError) as refusal:
        publish_round(round=round_, by=editor)
    assert refusal.value.messages == [
        "Nobody is on the round's list yet.",
        "The round has no questions yet.",
        "Say when the questions were put, or add a source or an approach.",
    ]
    round_.refresh_from_db()
    assert round_.published_at is None

    crowded = make_round(published=False, asked_on="2026", asked_count=1)
    make_recipient(crowded)
    make_recipient(crowded, "Jo Silent", decision=Decision.NO_RESPONSE)
    with pytest.raises(ValidationError) as refusal:
        publish_round(round=crowded, by=editor)
    assert refusal.value.messages == [
        "The list counts 2, but the number asked is 1: correct one of them.",
        (
            "Nothing shows that Jo Silent was reached: record a delivered approach, "
            "or give the source that says they did not respond."
        ),
    ]


def test_publish_round_twice_is_refused(editor: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        publish_round(round=make_round(), by=editor)
    assert refusal.value.messages == ["This round is public already."]


def test_withdrawn_round_is_not_public_and_keeps_its_first_date_when_it_returns(editor: User) -> None:
    round_ = make_round(asked_on="2026-07-01")
    make_recipient(round_)
    withdraw_round(round=round_, by=editor, note="An error in question 2.")
    assert list(Round.objects.published()) == []
    assert list(Round.objects.withdrawn()) == [round_]

    publish_round(round=round_, by=editor)
    assert (round_.published_at, round_.withdrawn_at, round_.withdrawal_note) == (PUBLISHED, None, "")
    assert list(Round.objects.published()) == [round_]


def test_reply_after_publication_is_published_by_itself_and_known_as_late(editor: User) -> None:
    round_ = make_round(deadline_on="2026-07-02")
    person = make_recipient(round_)
    response = record_response(
        round=round_, signatories=[person], answers={1: "Late."}, by=editor, received_on="2026-07-09"
    )
    assert Answer.objects.published().count() == 0
    publish_response(response=response, by=make_user())
    assert Answer.objects.published().get().text == "Late."
    assert response.came_late()
    assert response.came_after_publication
    assert not response.came_late(own_deadline="2026-07-10")


def test_publish_response_is_refused_while_its_round_is_a_draft(editor: User) -> None:
    round_ = make_round(published=False, title="Draft")
    response = make_response(make_recipient(round_), published=False)
    with pytest.raises(ValidationError) as refusal:
        publish_response(response=response, by=editor)
    assert refusal.value.messages == [
        "“Draft” is not public. Publish the round: its responses are published with it."
    ]


def test_withdraw_leaves_a_dated_note_and_none_of_the_words(editor: User) -> None:
    round_ = make_round()
    response = make_response(make_recipient(round_, "Jo Speaks"), answers={1: "Unique words."})
    withdraw(response=response, by=editor, note="At the request of the speaker.")
    assert response.withdrawal_note == "At the request of the speaker."
    assert Answer.objects.received().count() == 0
    note = Correction.objects.get()
    assert (note.kind, note.was, note.now) == (
        "withdrawal",
        "A response from Jo Speaks was published here.",
        "At the request of the speaker.",
    )
    assert Recipient.objects.with_standing().get().standing == Standing.REPLIED
    for change in [{"note": ""}, {"note": "Again."}]:
        with pytest.raises(ValidationError):
            withdraw(response=response, by=editor, **change)


def test_published_again_after_a_withdrawal_is_a_public_note_of_its_own(editor: User) -> None:
    response = make_response(make_recipient(make_round(), "Jo Speaks"), answers={1: "Words."})
    withdraw(response=response, by=editor, note="Disputed.")
    publish_response(response=response, by=editor)
    note = Correction.objects.latest("pk")
    today = timezone.localdate()
    assert (note.kind, note.was, note.now) == (
        "clarification",
        f"A response from Jo Speaks was withdrawn on {today.day} {today:%B %Y}.",
        "It is published again.",
    )
    assert Answer.objects.published().count() == 1


def test_withdraw_needs_a_note(editor: User) -> None:
    response = make_response(make_recipient(make_round()))
    with pytest.raises(ValidationError) as refusal:
        withdraw(response=response, by=editor, note=" ")
    assert refusal.value.messages == ["Say for readers why the response is withdrawn."]
    response.refresh_from_db()
    assert response.withdrawn_at is None


def test_embargo_can_be_brought_forward_with_every_reply(editor: User) -> None:
    round_ = make_round(published=False, asked_on="2026-07-01")
    make_response(make_recipient(round_), answers={1: "One.", 2: "Two."}, published=False)
    later = timezone.now() + datetime.timedelta(days=3)
    publish_round(round=round_, by=editor, at=later)
    assert (Round.objects.published().count(), Answer.objects.published().count()) == (0, 0)
    assert Answer.objects.published(later).count() == 2

    publish_round(round=round_, by=editor)
    assert (Round.objects.published().count(), Answer.objects.published().count()) == (1, 2)
    assert Recipient.objects.with_standing().get().standing == Standing.ANSWERED


def test_embargo_can_be_called_off(editor: User) -> None:
    round_ = make_round(published=False, asked_on="2026-07-01")
    make_response(make_recipient(round_), answers={1: "One."}, published=False)
    later = timezone.now() + datetime.timedelta(days=3)
    publish_round(round=round_, by=editor, at=later)
    withdraw_round(round=round_, by=editor, note="")
    assert list(Round.objects.drafts()) == [round_]
    assert Response.objects.get().published_at is None
    assert (round_.withdrawn_at, round_.withdrawal_note) == (None, "")
    assert Answer.objects.published(later).count() == 0


def test_published_statement_cannot_be_emptied(editor: User) -> None:
    response = make_response(make_recipient(make_round()), statement="A line.")
    with pytest.raises(ValidationError) as refusal:
        amend_response(response=response, by=editor, statement=" ")
    assert refusal.value.messages[0].startswith("The statement was published, so it cannot be emptied.")
    response.refresh_from_db()
    assert response.statement == "A line."


def test_history_holds_what_a_cleared_silence_stood_on(editor: User) -> None:
    source = make_source(title="The Article")
    silent = make_recipient(
        make_round(),
        decision=Decision.NO_RESPONSE,
        decided_on="2026-07-09",
        decision_source=source,
        decision_wording="have not responded",
    )
    record_response(round=silent.round, signatories=[silent], answers={}, by=editor)
    assert LogEntry.objects.get(content_type__model="recipient").get_change_message() == (
        "No longer “did not respond”: a reply was recorded. It stood there with decided on: 2026-07-09; "
        "source: The Article; wording: have not responded."
    )
