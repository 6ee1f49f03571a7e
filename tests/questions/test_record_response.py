"""Recording a response: the words kept, the silence cleared, whatever is wrong refused whole."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from questions.actions import (
    record_response,
)
from questions.models import (
    Answer,
    Decision,
    Recipient,
    Response,
    Round,
    Signatory,
    Standing,
)
from tests.factories import (
    make_question,
    make_recipient,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db


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
