"""Silences: put forward by one editor, confirmed by another, taken back, withdrawn, and cleared by a reply."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from questions.actions import (
    confirm_silences,
    publish_round,
    put_forward_silences,
    record_decision,
    record_response,
    start_follow_up_round,
    take_back_silences,
    withdraw_round,
    withdraw_silences,
)
from questions.actions.amendments import amend_response
from questions.actions.corrections import Note
from questions.models import Correction, Decision, Outcome, Recipient, Response, Round, Signatory, Standing
from tests.factories import (
    PUBLISHED,
    make_approach,
    make_publisher,
    make_recipient,
    make_reporter,
    make_response,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db

SILENCE = [
    "decision",
    "decided_on",
    "decided_at",
    "decided_by",
    "decision_source",
    "decision_wording",
    "decision_evidence",
    "decision_note",
    "put_forward_at",
    "put_forward_by",
    "put_forward_source",
]
NEVER_REACHED = (
    "Nothing shows that Never Reached was reached: record a delivered approach, "
    "or give the source that says they did not respond."
)
NOTHING = ("", "", None, None, None, "", "", "", None, None, None)


@pytest.fixture
def ada() -> User:
    return make_reporter("ada")


@pytest.fixture
def pat() -> User:
    return make_publisher("pat")


@pytest.fixture
def asked() -> Round:
    return make_round(slug="asked", deadline_on="2026-07-07", asked_on="2026-07-03")


@pytest.fixture
def ann(asked: Round) -> Recipient:
    return put_on_list(asked, "Ann")


@pytest.fixture
def ben(asked: Round) -> Recipient:
    return put_on_list(asked, "Ben")


def put_on_list(round_: Round, name: str) -> Recipient:
    """Somebody who was asked, reminded and not heard of."""
    person = make_recipient(round_, name)
    make_approach(person, made_on="2026-07-03")
    make_approach(person, made_on="2026-07-06", kind="reminder", channel="phone", outcome=Outcome.PROMISED)
    return person


def silence_of(recipient: Recipient) -> tuple[Any, ...]:
    fresh = Recipient.objects.get(pk=recipient.pk)
    return tuple(getattr(fresh, name) for name in SILENCE)


def told(recipient: Recipient) -> list[str]:
    """What the admin's history says of somebody, the oldest first."""
    entries = LogEntry.objects.filter(object_id=str(recipient.pk), content_type__model="recipient")
    return [entry.get_change_message() for entry in entries.order_by("pk")]


def refusal(act: Any, **arguments: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        act(**arguments)
    return refused.value.messages


def test_a_silence_is_put_forward_and_confirmed_and_keeps_who_when_and_why(
    ann: Recipient, ada: User, pat: User
) -> None:
    before = timezone.now()
    put_forward_silences(recipients=[ann], by=ada)
    ann.refresh_from_db()
    assert (ann.standing, ann.is_put_forward, ann.put_forward_by) == (Standing.AWAITING, True, ada)

    confirm_silences(recipients=[ann], by=pat, wording="no reply after two attempts", note="Rang twice.")
    ann.refresh_from_db()
    assert (ann.standing, ann.is_put_forward, ann.put_forward_by) == (Standing.NO_RESPONSE, False, ada)
    assert (ann.decided_by, ann.decided_on) == (pat, timezone.localdate().isoformat())
    assert ann.put_forward_at is not None
    assert ann.decided_at is not None
    assert before <= ann.put_forward_at <= ann.decided_at <= timezone.now()
    assert (ann.decision_wording, ann.decision_note) == ("no reply after two attempts", "Rang twice.")
    evidence = (
        "Asked by e-mail on 3 July 2026 and reminded by telephone on 6 July 2026 (promised to reply); "
        "the deadline of 7 July 2026 had passed."
    )
    assert ann.decision_evidence == evidence
    assert told(ann) == ["Put forward: did not respond.", f"Confirmed: did not respond. {evidence}"]


def test_the_evidence_stays_as_it_stood(ann: Recipient, ada: User, pat: User) -> None:
    source = make_source(title="Who answered", publication="The Post", published_on="2026-07-08")
    put_forward_silences(recipients=[ann], by=ada, source=source)
    assert silence_of(ann)[-1] == source
    confirm_silences(recipients=[ann], by=pat)
    ann.refresh_from_db()
    assert (ann.decision_source, ann.decision_evidence) == (
        source,
        "The source “Who answered” (The Post, 8 July 2026) says so.",
    )
    source.title = "Another title"
    source.save()
    assert silence_of(ann)[6] == "The source “Who answered” (The Post, 8 July 2026) says so."


def test_nobody_confirms_what_nobody_else_put_forward(ann: Recipient, pat: User, settings: Settings) -> None:
    assert refusal(confirm_silences, recipients=[ann], by=pat) == [
        "Nobody has put forward that Ann did not respond: one editor does, and another confirms.",
        "Nothing was changed.",
    ]
    put_forward_silences(recipients=[ann], by=pat)
    assert refusal(confirm_silences, recipients=[ann], by=pat) == [
        "You put forward that Ann did not respond: somebody else has to confirm it.",
        "Nothing was changed.",
    ]
    assert silence_of(ann)[0] == ""
    settings.SECOND_PAIR_OF_EYES = frozenset({"responses"})
    confirm_silences(recipients=[ann], by=pat)
    assert silence_of(ann)[0] == Decision.NO_RESPONSE


def test_without_a_second_pair_of_eyes_a_publisher_confirms_at_once(
    ann: Recipient, pat: User, settings: Settings
) -> None:
    settings.SECOND_PAIR_OF_EYES = frozenset()
    confirm_silences(recipients=[ann], by=pat)
    assert (silence_of(ann)[0], silence_of(ann)[3], silence_of(ann)[-3:]) == (
        Decision.NO_RESPONSE,
        pat,
        (None, None, None),
    )


def test_several_are_put_forward_and_confirmed_all_or_none(
    asked: Round, ann: Recipient, ben: Recipient, ada: User, pat: User
) -> None:
    never = make_recipient(asked, "Never Reached")
    early = put_on_list(asked, "Early Bird")
    make_response(early, published=False)
    excused = make_recipient(asked, "Excused", decision=Decision.EXCUSED, decision_wording="ill")
    everyone = [ann, ben, never, early, excused]
    assert refusal(put_forward_silences, recipients=everyone, by=ada) == [
        NEVER_REACHED,
        "Early Bird has a reply on file, so nothing may say that they did not respond.",
        "It was decided of Excused: excused. Take that back first, on their own page.",
        "Nothing was changed.",
    ]
    assert [silence_of(each) for each in (ann, ben)] == [NOTHING, NOTHING]
    assert put_forward_silences(recipients=[ben, ann], by=ada) == [ann, ben]
    assert refusal(put_forward_silences, recipients=[ann], by=pat) == [
        "That Ann did not respond is put forward already.",
        "Nothing was changed.",
    ]
    assert len(refusal(confirm_silences, recipients=everyone, by=pat)) == 4
    assert (silence_of(ann)[0], silence_of(ben)[0]) == ("", "")
    confirm_silences(recipients=[ann, ben], by=pat)
    assert (silence_of(ann)[0], silence_of(ben)[0]) == ("no_response", "no_response")
    assert refusal(confirm_silences, recipients=[ann], by=pat) == [
        "Ann is on record as not having responded already.",
        "Nothing was changed.",
    ]


def test_silences_are_of_one_round_and_of_somebody(ann: Recipient, ada: User) -> None:
    elsewhere = put_on_list(make_round(deadline_on="2026-07-07"), "Elsewhere")
    assert refusal(put_forward_silences, recipients=[], by=ada) == ["Choose at least one person."]
    assert refusal(put_forward_silences, recipients=[ann, elsewhere], by=ada) == [
        "Choose people of one round: each round has silences of its own."
    ]
    Recipient._base_manager.get(pk=elsewhere.pk).approaches.all().delete()
    elsewhere.delete()
    gone = Recipient(pk=10**6, round=ann.round)
    assert refusal(put_forward_silences, recipients=[ann, gone], by=ada) == [
        "Somebody among those chosen is not on the list any more. Nothing was changed."
    ]


def test_evidence_that_is_gone_by_the_time_is_no_evidence(
    asked: Round, ann: Recipient, ada: User, pat: User
) -> None:
    put_forward_silences(recipients=[ann], by=ada)
    asked.deadline_on = "2999"
    asked.save()
    assert refusal(confirm_silences, recipients=[ann], by=pat)[0] == (
        "The deadline for Ann has not passed or is not on file: "
        "set it on the round, or give the source that says they did not respond."
    )


def test_what_was_put_forward_is_taken_back(ann: Recipient, ada: User, pat: User) -> None:
    assert refusal(take_back_silences, recipients=[ann], by=ada) == [
        "Nobody has put forward that Ann did not respond, or it is confirmed already.",
        "Nothing was changed.",
    ]
    put_forward_silences(recipients=[ann], by=ada)
    take_back_silences(recipients=[ann], by=pat)
    assert silence_of(ann) == NOTHING
    assert told(ann)[1].startswith("No longer put forward as silent. It was: Put forward by ada on ")
    assert Correction.objects.count() == 0


def test_a_silence_that_readers_saw_is_withdrawn_with_a_correction(
    ann: Recipient, ada: User, pat: User
) -> None:
    put_forward_silences(recipients=[ann], by=ada)
    assert refusal(withdraw_silences, recipients=[ann], by=pat, reason="Wrong.") == [
        "That Ann did not respond is only put forward: take it back without those confirmed.",
        "Nothing was changed.",
    ]
    confirm_silences(recipients=[ann], by=pat)
    assert refusal(withdraw_silences, recipients=[ann], by=pat, reason=" ") == [
        "Say why it is withdrawn: readers who saw it are told."
    ]
    withdraw_silences(recipients=[ann], by=pat, reason="We wrote to an old address.")
    assert silence_of(ann) == NOTHING
    correction = Correction.objects.get()
    today = timezone.localdate()
    spelt = f"{today.day} {today:%B %Y}"
    assert (correction.round, correction.recipient, correction.made_on) == (ann.round, ann, today)
    assert correction.was == (
        f"The record said since {spelt} of Ann: did not respond, as the newsroom recorded on {spelt}."
    )
    assert correction.now == "It says: asked, no reply yet. We wrote to an old address."
    assert told(ann)[2].startswith(
        "No longer “did not respond”: We wrote to an old address. It stood there with"
    )


FAR_AHEAD = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("published_at", "withdrawn_at", "corrections"),
    [(None, None, 0), (FAR_AHEAD, None, 0), (PUBLISHED, None, 1), (PUBLISHED, PUBLISHED, 1)],
)
def test_a_correction_is_left_where_the_round_was_public(
    ann: Recipient,
    published_at: datetime.datetime | None,
    withdrawn_at: datetime.datetime | None,
    corrections: int,
) -> None:
    Round._base_manager.update(published_at=published_at, withdrawn_at=withdrawn_at)
    Recipient._base_manager.filter(pk=ann.pk).update(decision="no_response")
    withdraw_silences(recipients=[Recipient.objects.get(pk=ann.pk)], by=make_publisher(), reason="Wrong.")
    assert Correction.objects.count() == corrections


WAYS_TO_REPLY: dict[str, Callable[[Recipient, Recipient], dict[str, Any]]] = {
    "alone": lambda one, _: {"signatories": [one]},
    "as a co-signatory": lambda one, other: {"signatories": [other, one]},
    "by pointing elsewhere": lambda one, _: {"signatories": [one], "origin": "referred"},
    "by declining": lambda one, _: {"signatories": [one], "refuses": True},
}


@pytest.mark.parametrize("way", WAYS_TO_REPLY)
@pytest.mark.parametrize("confirmed", [True, False])
def test_a_recorded_reply_clears_the_silence_and_its_putting_forward(
    way: str, confirmed: bool, ann: Recipient, ben: Recipient, ada: User
) -> None:
    put_forward_silences(recipients=[ann], by=ada)
    if confirmed:
        confirm_silences(recipients=[ann], by=make_publisher())
    record_response(round=ann.round, answers={}, by=ada, **WAYS_TO_REPLY[way](ann, ben))
    assert silence_of(ann) == NOTHING
    last = ann.history.order_by("history_id").last()
    assert last is not None
    assert (last.decision, last.put_forward_at, last.decided_by) == ("", None, None)
    said = "No longer “did not respond”" if confirmed else "No longer put forward as silent"
    assert (last.history_change_reason, last.history_user) == (f"{said}: a reply was recorded.", ada)
    assert told(ann)[-1].startswith(f"{said}: a reply was recorded. It stood there with ")
    assert "put forward by: ada" in told(ann)[-1]
    Response.objects.get().delete()
    assert silence_of(ann) == NOTHING


@pytest.mark.parametrize("change", ["signatories", "origin"])
def test_a_reply_put_right_clears_the_silence_of_who_signs_it_now(
    change: str, ann: Recipient, ben: Recipient, ada: User, pat: User
) -> None:
    put_forward_silences(recipients=[ann], by=ada)
    confirm_silences(recipients=[ann], by=pat)
    origin = "public_record" if change == "origin" else "reply"
    signing = ann if change == "origin" else ben
    response = make_response(signing, published=False, origin=origin)
    assert silence_of(ann)[0] == "no_response"
    if change == "origin":
        amend_response(response=response, by=ada, origin="reply")
    else:
        amend_response(response=response, by=ada, signatories=[ben, ann])
    assert silence_of(ann) == NOTHING


def test_the_word_of_the_public_record_clears_nothing(ann: Recipient, ada: User, pat: User) -> None:
    put_forward_silences(recipients=[ann], by=ada)
    confirm_silences(recipients=[ann], by=pat)
    stood = silence_of(ann)
    record_response(round=ann.round, signatories=[ann], answers={}, by=ada, origin="public_record")
    assert silence_of(ann) == stood


def test_another_decision_takes_the_place_of_what_was_put_forward(ann: Recipient, ada: User) -> None:
    put_forward_silences(recipients=[ann], by=ada)
    record_decision(recipient=ann, decision="excused", wording="on leave", by=ada)
    assert (silence_of(ann)[0], silence_of(ann)[-3:]) == ("excused", (None, None, None))


def test_a_decision_by_itself_keeps_moment_and_evidence_too(ann: Recipient, pat: User) -> None:
    record_decision(recipient=ann, decision="no_response", by=pat)
    kept = silence_of(ann)
    assert (kept[0], kept[2] is not None, kept[3]) == ("no_response", True, pat)
    assert kept[6].startswith("Asked by e-mail on 3 July 2026")
    record_decision(recipient=ann, decision="no_response", by=make_publisher("quinn"), wording="no word")
    assert silence_of(ann) == (*kept[:5], "no word", *kept[6:])
    assert refusal(record_decision, recipient=ann, decision="", by=pat) == [
        "Readers have seen Ann: say what was wrong and what it says now. Nothing was changed."
    ]
    record_decision(
        recipient=ann, decision="", by=pat, correction=Note(was="Silent.", now="She is on leave.")
    )
    assert silence_of(ann) == NOTHING


def test_a_follow_up_round_starts_without_silences(ann: Recipient, ada: User, pat: User) -> None:
    put_forward_silences(recipients=[ann], by=ada)
    confirm_silences(recipients=[ann], by=pat)
    follow_up = start_follow_up_round(round=ann.round, whom=[ann], questions=[1], by=ada)
    assert silence_of(follow_up.recipients.get()) == NOTHING


def test_nobody_is_called_silent_beside_a_reply(ann: Recipient, ada: User) -> None:
    stale = Recipient.objects.get(pk=ann.pk)
    make_response(ann, published=False)
    on_file = "Ann has a reply on file, so nothing may say that they did not respond."
    stale.decision = Decision.NO_RESPONSE
    assert refusal(stale.full_clean) == [on_file]
    stale.decision, stale.put_forward_at, stale.put_forward_by = "", timezone.now(), ada
    assert refusal(stale.full_clean) == [on_file]
    stale.decision, stale.put_forward_at, stale.put_forward_by = "", None, None
    stale.full_clean()


def test_a_silence_that_is_put_forward_changes_nothing_for_readers(
    ann: Recipient, ada: User, pat: User
) -> None:
    Signatory.objects.all().delete()
    put_forward_silences(recipients=[ann], by=ada)
    assert Recipient.objects.get(pk=ann.pk).standing == Standing.AWAITING
    assert list(Recipient.objects.silent()) == []
    withdraw_round(round=ann.round, by=pat, note="Taken down.")
    publish_round(round=ann.round, by=pat)
    assert Recipient.objects.get(pk=ann.pk).standing == Standing.AWAITING
