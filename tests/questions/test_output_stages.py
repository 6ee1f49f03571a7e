"""What may stand in a round's output, wherever the round is on its way to the readers."""

import datetime

import pytest

from questions.actions import publish_round
from questions.models import Decision, Round
from questions.output.material import Stage, read_material
from questions.output.page import Form, Output, load_output
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_approach,
    make_recipient,
    make_response,
    make_round,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 21, 20, 52, tzinfo=datetime.UTC)
SECRET = "Words that nobody may read yet"


def everything(round_: Round, now: datetime.datetime = NOW) -> tuple[Output, str]:
    """The plain output, and all that any form says."""
    outputs = [load_output(Round.objects.get(pk=round_.pk), form, now) for form in Form]
    return outputs[0], "\n".join(ready.text for output in outputs for ready in output.ready)


def text_of(output: Output, name: str) -> str:
    return next(ready.text for ready in output.ready if ready.piece.name == name)


def test_words_of_a_reply_that_is_not_public_stand_nowhere_and_it_is_named_on_the_page() -> None:
    round_ = make_round(questions=1, asked_count=2, population="both MPs")
    ann, _ = (
        make_recipient(round_, name, decision=Decision.NO_RESPONSE) for name in ("Ann Able", "Ben Best")
    )
    reply = make_response(
        ann,
        answers={1: SECRET},
        published=False,
        statement=SECRET,
        original=SECRET,
        notes=SECRET,
        spoken_by=SECRET,
        on_behalf_of=SECRET,
        timing_words=SECRET,
        source=make_source(title=SECRET),
    )
    output, text = everything(round_)
    assert SECRET not in text
    assert text_of(output, "counting") == (
        "We asked both MPs.\n\nOne of the two MPs replied. Ann Able replied; the reply is not published yet. "
        "Ben Best has not responded. This is the record as of 21 November 2026."
    )
    assert text_of(output, "round-up").endswith(
        "Neither of the two MPs is known to have answered this question.\n\n"
        "Ann Able replied; the reply is not published yet. Ben Best has not responded."
    )
    assert text_of(output, "contacts").endswith(
        "Ben Best did not respond, as the newsroom recorded. "
        "No reply from them to this round is on record as of 21 November 2026."
    )
    assert output.unseen == (("Ann Able", reply),)
    assert (output.stage, output.state) == (
        Stage.PUBLIC,
        "This is what readers may see, as of 21 November 2026, 8.52pm.",
    )


def test_second_reply_that_is_not_public_changes_no_published_word() -> None:
    round_ = make_round(questions=2, asked_count=1)
    ann = make_recipient(round_, "Ann Able")
    make_response(ann, answers={1: "Public words."})
    make_response(ann, answers={1: SECRET, 2: SECRET}, published=False)
    output, text = everything(round_)
    assert SECRET not in text
    assert text_of(output, "counting").endswith("Ann Able answered some of the questions.")
    assert "“Public words.”" in text_of(output, "round-up")
    assert [names for names, _ in output.unseen] == ["Ann Able"]


def test_what_was_found_in_the_public_record_and_is_not_public_is_left_out_and_named() -> None:
    round_ = make_round(questions=1, asked_count=1)
    ann = make_recipient(round_, "Ann Able", decision=Decision.NO_RESPONSE)
    found = make_response(ann, answers={1: SECRET}, published=False, origin="public_record")
    output, text = everything(round_)
    assert SECRET not in text
    assert text_of(output, "counting").startswith(
        "We asked everyone on the list.\n\nAnn Able has not responded."
    )
    assert output.unseen == (("Ann Able", found),)


def test_withheld_answers_and_withdrawn_replies_leave_their_notes_and_none_of_the_words() -> None:
    round_ = make_round(questions=1, asked_count=2)
    ann, ben = (make_recipient(round_, name) for name in ("Ann Able", "Ben Best"))
    fields = {"withheld": "held_back", "withheld_on": "2026-07-04", "withheld_note": "A judge said so."}
    make_answer(make_response(ann), 1, text=SECRET, **fields)
    make_response(
        ben,
        answers={1: SECRET},
        statement=SECRET,
        withdrawn_at=PUBLISHED,
        withdrawal_note="It was not his.",
    )
    output, text = everything(round_)
    assert SECRET not in text
    round_up = text_of(output, "round-up")
    assert (
        "Ann Able (party not given):\n\nAn answer was received; it is held back since 4 July 2026. A judge said so."
    ) in round_up
    assert round_up.endswith(
        "Ben Best: A reply was received, published, and withdrawn on 3 July 2026. It was not his."
    )
    assert output.unseen == ()


def test_draft_tells_what_readers_would_see_if_it_were_published_now() -> None:
    round_ = make_round(published=False, questions=2, asked_count=4, asked_on="2026-07-01")
    ann, ben, cat, dan = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat", "Dan"))
    make_response(ann, ben, answers={1: "Yes.", 2: "No."}, published=False)
    make_response(cat, statement="Never.", published=False)
    make_answer(
        make_response(dan, published=False), 1, text=SECRET, withheld="held_back", withheld_note="Why."
    )
    draft, text = everything(round_)
    assert SECRET not in text
    assert (draft.stage, draft.unseen) == (Stage.DRAFT, ())
    assert draft.state.startswith(
        "This round is not public yet. Below stands what readers would see if it were"
    )
    assert "Ann and Ben answered both questions. Dan answered some of the questions. Cat sent a" in text
    assert Round.objects.get(pk=round_.pk).published_at is None
    assert list(round_.responses.values_list("published_at", flat=True)) == [None] * 3
    publish_round(round=round_, by=make_user(), at=NOW)
    published, _ = everything(round_)
    assert published.stage == Stage.PUBLIC
    assert [ready.text for ready in published.ready] == [ready.text for ready in draft.ready]


def test_round_to_be_public_at_a_set_time_tells_what_readers_will_see_and_what_the_record_says_now() -> None:
    round_ = make_round(
        published=False, questions=1, asked_count=2, asked_on="2026-07-01", population="both MPs"
    )
    ann, _ = (make_recipient(round_, name) for name in ("Ann Able", "Ben Best"))
    make_response(ann, answers={1: "Yes."}, published=False)
    publish_round(round=round_, by=make_user(), at=NOW + datetime.timedelta(days=3))
    late = make_response(ann, answers={1: SECRET}, published=False)
    output, text = everything(round_)
    assert SECRET not in text
    assert output.state.startswith("This round is not public yet: it will be from 24 November 2026, 8.52pm.")
    assert text_of(output, "counting") == (
        "We asked both MPs on 1 July 2026.\n\n"
        "One of the two MPs has answered so far (as of 21 November 2026, 8.52pm). "
        "Ann Able answered the question. Ben Best has yet to reply."
    )
    assert output.unseen == (("Ann Able", late),)


def test_withdrawn_round_gives_nothing() -> None:
    round_ = make_round(questions=1, withdrawn_at=PUBLISHED, withdrawal_note="Why.")
    make_response(make_recipient(round_, "Ann Able"), answers={1: SECRET})
    output, text = everything(round_)
    assert text == ""
    assert output.state == (
        "This round was withdrawn on 3 July 2026. Nothing of it is to be published, so there is nothing to copy here."
    )


def test_nothing_private_of_a_round_stands_in_its_output() -> None:
    round_ = make_round(questions=1, asked_count=1, notes="Private-notes")
    round_.sources.add(make_source(text="Private-archive", furniture="Private-furniture"))
    ann = make_recipient(round_, "Ann Able", private_note="Private-note")
    make_approach(
        ann, made_to="Private-address", private_note="Private-remark", made_by=make_user("Private-me")
    )
    make_response(ann, answers={1: "Yes."}, original="Private-original", notes="Private-thought")
    make_response(ann, source=make_source(text="Private-source"))
    _, text = everything(round_)
    assert "“Yes.”" in text
    assert "Private" not in text


@pytest.mark.parametrize("published", [True, False])
def test_material_agrees_with_the_database_on_every_standing(published: bool) -> None:
    """A draft's standings are worked out in memory; once published, the database says the same."""
    round_ = make_round(published=published, questions=1, asked_on="2026-07-01")
    answering, stating, declining, silent, _ = (make_recipient(round_) for _ in range(5))
    make_response(answering, answers={1: "Yes."}, published=published)
    make_response(stating, statement="No.", published=published)
    make_response(declining, refuses=True, published=published)
    silent.decision, silent.decision_source = Decision.NO_RESPONSE, make_source()
    silent.save()
    before = [recipient.standing for recipient in read_material(round_, NOW).recipients]
    if not published:
        publish_round(round=round_, by=make_user(), at=NOW)
    assert before == [recipient.standing for recipient in round_.recipients.with_standing(NOW).in_order()]
    assert before == ["answered", "statement", "declined", "no_response", "awaiting"]
