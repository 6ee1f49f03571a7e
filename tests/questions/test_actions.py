import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions import (
    add_members,
    publish_response,
    publish_round,
    record_decision,
    record_response,
    withdraw,
    withdraw_round,
)
from questions.actions.amendments import amend_response
from questions.models import (
    Answer,
    Correction,
    Decision,
    Outcome,
    Recipient,
    Response,
    Round,
    Signatory,
    Standing,
)
from tests.factories import (
    PUBLISHED,
    make_approach,
    make_body,
    make_membership,
    make_party,
    make_politician,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user("editor")


def yesterday() -> str:
    return (timezone.localdate() - datetime.timedelta(days=1)).isoformat()


# --- recording a response


def test_record_response_keeps_the_words_of_a_joint_reply_once(editor: User) -> None:
    round_ = make_round(questions=3)
    first, second = make_recipient(round_, "First Person"), make_recipient(round_, "Second Person")

    response = record_response(
        round=round_,
        signatories=[second, first],
        answers={1: "  Two lines,\nkept.\n", 2: " ", 3: "3"},
        by=editor,
        received_on="2026-07-02",
    )

    assert response.slug == "second-person"
    assert (response.entered_by, response.published_at, response.received_on) == (editor, None, "2026-07-02")
    kept = Answer.objects.values_list("question__number", "text")
    assert sorted(kept) == [(1, "  Two lines,\nkept.\n"), (3, "3")]
    assert list(Signatory.objects.values_list("recipient__slug", "position")) == [
        ("second-person", 1),
        ("first-person", 2),
    ]
    assert LogEntry.objects.get().get_change_message() == "Recorded."


def test_record_response_clears_the_silence_of_everyone_who_signed(editor: User) -> None:
    round_ = make_round()
    silent = make_recipient(round_, decision=Decision.NO_RESPONSE, decision_source=make_source())
    excused = make_recipient(round_, decision=Decision.EXCUSED, decision_wording="ill")
    response = record_response(round=round_, signatories=[silent, excused], answers={}, by=editor)

    silent.refresh_from_db()
    excused.refresh_from_db()
    assert (silent.decision, silent.decision_source, silent.standing) == ("", None, Standing.REPLIED)
    assert excused.decision == Decision.EXCUSED

    response.delete()
    assert Recipient.objects.get(pk=silent.pk).standing == Standing.AWAITING


def test_record_of_public_words_clears_nothing(editor: User) -> None:
    round_ = make_round()
    silent = make_recipient(round_, decision=Decision.NO_RESPONSE)
    record_response(
        round=round_, signatories=[silent], answers={1: "On their site."}, by=editor, origin="public_record"
    )
    silent.refresh_from_db()
    assert silent.standing == Standing.NO_RESPONSE


def test_record_response_gives_a_second_reply_a_name_of_its_own(editor: User) -> None:
    round_ = make_round()
    person = make_recipient(round_, "Person")
    slugs = [
        record_response(round=round_, signatories=[person], answers={1: "Words."}, by=editor).slug
        for _ in range(3)
    ]
    assert slugs == ["person", "person-2", "person-3"]


def refusal_of_response(editor: User, **changes: object) -> list[str]:
    """Why a response is refused; nothing of it may be left behind."""
    round_ = Round.objects.get(slug="asked")
    arguments: dict[str, object] = {
        "round": round_,
        "signatories": list(round_.recipients.all()[:1]),
        "answers": {1: "Words."},
        "by": editor,
    }
    with pytest.raises(ValidationError) as refusal:
        record_response(**(arguments | changes))  # type: ignore[arg-type]
    assert (Response.objects.count(), Answer.objects.count(), LogEntry.objects.count()) == (0, 0, 0)
    return refusal.value.messages


def test_record_response_refuses_with_sentences_and_leaves_nothing(editor: User) -> None:
    round_ = make_round(slug="asked", title="Asked")
    make_recipient(round_, "Listed")
    elsewhere = make_recipient(make_round(title="Elsewhere"), "Stranger")
    other = make_recipient(round_, "Ward")
    make_question(round_, number=3).put_to.add(other)

    assert refusal_of_response(editor, signatories=[]) == [
        "Say whose response it is: it needs at least one signatory."
    ]
    assert refusal_of_response(editor, signatories=[elsewhere]) == [
        "Stranger is on the list of “Elsewhere”, not of the response's round, “Asked”."
    ]
    assert refusal_of_response(editor, answers={9: "Words."}) == ["“Asked” has no question 9."]
    assert refusal_of_response(editor, answers={3: "Words."}) == [
        "Question 3 was put to none of those who sign this response."
    ]
    assert refusal_of_response(editor, answers={1: "One\nNUL \x00"}) == [
        (
            "The text has a control character (U+0000) in line 2 that cannot be kept. "
            "Remove it and save again; nothing was changed."
        )
    ]
    assert refusal_of_response(editor, positions={1: "yes"}) == ["Question 1 does not offer “yes”: none."]


# --- decisions


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
        Round.objects.filter(pk=round_.pk).update(deadline_on=open_deadline)
        assert refusal() == [
            (
                "The deadline for Jo Silent has not passed or is not on file: "
                "set it on the round, or give the source that says they did not respond."
            )
        ]

    Round.objects.filter(pk=round_.pk).update(deadline_on="2026-06-30")
    assert refusal() == [
        (
            "Nothing shows that Jo Silent was reached before the deadline: date the approach that did, "
            "give them a later deadline, or give the source that says they did not respond."
        )
    ]

    Round.objects.filter(pk=round_.pk).update(deadline_on=yesterday())
    Recipient.objects.filter(pk=person.pk).update(own_deadline_on="2999-01-01")
    assert refusal()[0].startswith("The deadline for Jo Silent has not passed")

    Recipient.objects.filter(pk=person.pk).update(own_deadline_on="")
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
    record_decision(recipient=person, decision="", by=editor)
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


# --- publishing


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
    publish_response(response=response, by=editor)
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


# --- members


def test_list_of_a_public_round_never_grows_past_the_number_asked(editor: User) -> None:
    committee = make_body("Committee")
    round_ = make_round(body=committee, asked_count=1)
    make_recipient(round_)
    seat = make_membership(make_politician(), committee)
    with pytest.raises(ValidationError) as refusal:
        add_members(round=round_, memberships=[seat], by=editor)
    assert refusal.value.messages == [
        "The list would count 2, and the number asked is 1: correct the number asked first.",
        "Readers see this round, so nothing was changed.",
    ]
    assert round_.recipients.count() == 1


def test_add_members_takes_party_role_and_area_from_the_seat(editor: User) -> None:
    council, committee = make_body("Council"), make_body("Committee")
    round_ = make_round(body=committee)
    green = make_party("Green Party")
    chair = make_membership(
        make_politician("The Chair"), committee, party=green, role="chairman", area="North"
    )
    guest = make_membership(make_politician("The Guest"), council)
    make_recipient(round_, politician=make_politician("Listed Already"))
    listed = make_membership(round_.recipients.get().politician or make_politician(), committee)

    added = add_members(round=round_, memberships=[chair, listed, guest], by=editor)

    assert [
        (recipient.slug, recipient.party, recipient.role, recipient.area, recipient.body, recipient.position)
        for recipient in added
    ] == [
        ("the-chair", green, "chairman", "North", None, 2),
        ("the-guest", None, "", "", council, 3),
    ]
    assert round_.recipients.count() == 3


def test_role_of_a_recipient_stays_as_it_was_when_asked(editor: User) -> None:
    committee = make_body("Committee")
    seat = make_membership(make_politician("The Chair"), committee, role="chairman")
    round_ = make_round(body=committee)
    add_members(round=round_, memberships=[seat], by=editor)
    seat.role = "backbencher"
    seat.save()
    assert Recipient.objects.get().role == "chairman"
