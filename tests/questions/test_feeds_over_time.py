"""Feeds over time: `updated` moves with what an entry says, and only then; what is withdrawn leaves subscribers too."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from questions.actions import publish_response, publish_round, record_response, withdraw, withdraw_round
from questions.actions.amendments import amend_response
from questions.actions.corrections import Note
from questions.actions.withholding import release, withhold
from questions.feeds import subjects
from questions.feeds.news import Entry, latest_news
from questions.models import Response, Round
from tests.factories import (
    make_approach,
    make_campaign,
    make_correction,
    make_recipient,
    make_reporter,
    make_response,
    make_round,
    make_user,
)
from tests.questions.feeds import LATER, entries, id_of, later_reply

pytestmark = pytest.mark.django_db

ROUND_FEED, ALL_FEEDS = "/rounds/spring/feed/", ["/feed/", "/campaigns/schools/feed/", "/rounds/spring/feed/"]


@pytest.fixture
def round_() -> Round:
    return make_round(
        slug="spring",
        title="Spring",
        asked_on="2026-07-01",
        campaign=make_campaign("Schools", slug="schools"),
    )


def told(at: datetime.datetime | None = None) -> dict[str, Entry]:
    """The entries of the feed of everything, by name, with their moments as they are."""
    return {
        each.name: each
        for each in latest_news(subjects.everything(at or timezone.now()), "http://x", at or timezone.now())
    }


def moved(before: dict[str, Entry]) -> set[str]:
    """What has another moment than *before*; every entry that says something else must be among them."""
    after = told()
    moved = {
        each.title
        for each in after.values()
        if each.name in before and each.updated > before[each.name].updated
    }
    assert all(after[one].updated >= each.updated for one, each in before.items() if one in after)
    changed = {
        each.title
        for each in after.values()
        if each.name in before
        and (each.title, each.html) != (before[each.name].title, before[each.name].html)
    }
    assert changed <= moved
    return moved


# --- what moves, and what does not ------------------------------------------------------------------


def test_a_name_put_right_moves_the_replies_that_name_it(round_: Round) -> None:
    ann = make_recipient(round_, "Ann")
    later_reply(ann)
    later_reply(make_recipient(round_, "Ben"))
    before = told()
    ann.name = "Anne"
    ann.save()
    make_correction(round_, recipient=ann)
    assert moved(before) == {"Reply from Anne: Spring"}


def test_a_question_put_right_moves_its_round_and_the_replies_that_answer_it(round_: Round) -> None:
    later_reply(make_recipient(round_, "Ann"))
    later_reply(make_recipient(round_, "Ben"), answers={2: "Words."})
    before = told()
    question = round_.questions.get(number=1)
    question.text = "Another wording?"
    question.save()
    make_correction(round_, question=question)
    assert moved(before) == {"Spring (Schools)", "Reply from Ann: Spring"}


def test_a_title_put_right_moves_all_that_say_it(round_: Round) -> None:
    later_reply(make_recipient(round_, "Ann"))
    make_correction(round_)
    before = told()
    round_.title = "Early spring"
    round_.save()
    make_correction(round_, field="title, population")
    assert moved(before) == {
        "Early spring (Schools)",
        "Reply from Ann: Early spring",
        "Correction: Early spring",
    }


def test_a_new_reply_leaves_the_round_s_entry_as_it_was(round_: Round) -> None:
    ann = make_recipient(round_, "Ann")
    before = told()
    reply = record_response(round=round_, signatories=[ann], answers={1: "x", 2: "y"}, by=make_reporter())
    publish_response(response=reply, by=make_user())
    assert moved(before) == set()


def test_what_is_done_out_of_readers_sight_moves_nothing(round_: Round) -> None:
    ann = make_recipient(round_, "Ann")
    reply = later_reply(ann, answers={1: "One.", 2: "Two."})
    answer = reply.answers.get(question__number=1)
    note = make_correction(round_, answer=answer, was="Hidden note.")
    withhold(answer=answer, note="Legal.", by=make_user())
    unread = make_response(ann, answers={1: "Draft."}, published=False)
    before = told()
    note.now = "Edited where nobody reads it."
    note.save()
    make_correction(round_, response=unread)
    round_.notes = reply.notes = ann.private_note = "Private."
    for row in (round_, reply, ann):
        row.save()
    assert moved(before) == set()
    assert {each.html for each in told().values()} == {each.html for each in before.values()}


def test_a_note_on_an_unread_reply_is_news_from_its_publication_on(round_: Round) -> None:
    unread = make_response(make_recipient(round_, "Ann"), answers={1: "Draft."}, published=False)
    note = make_correction(round_, response=unread)
    publish_response(response=unread, by=make_user())
    unread.refresh_from_db()
    (entry,) = [each for each in told().values() if note.was in each.html]
    assert (entry.published, entry.updated) == (unread.published_at, unread.published_at)


def test_a_reply_without_signatories_is_no_news_and_breaks_no_feed(client: Client, round_: Round) -> None:
    Response.objects.create(round=round_, slug="nobody", published_at=LATER, entered_at=LATER)
    later_reply(make_recipient(round_, "Ann"))
    for address in ALL_FEEDS:
        titles = [entry.title for entry in entries(client, address)]
        assert titles == ["Reply from Ann: Spring", "Spring (Schools)"]


# --- what is withdrawn ------------------------------------------------------------------------------


def test_withdrawn_reply_keeps_its_id_and_none_of_its_words(client: Client, round_: Round) -> None:
    reply = later_reply(make_recipient(round_, "Ann"), statement="Withdrawn statement.")
    (before, _), started = entries(client), timezone.now()
    withdraw(response=reply, by=make_user(), note="At their request.")
    written = client.get("/feed/").content.decode()
    assert "Words." not in written
    assert "Withdrawn statement." not in written
    found = {entry.id: entry for entry in entries(client)}
    after = found[before.id]
    assert after.title == "Withdrawn: reply from Ann: Spring"
    assert "At their request." in after.text
    assert after.published == before.published
    assert after.updated >= started.replace(microsecond=0)
    assert [entry.title for entry in entries(client, "/corrections/feed/")] == ["Withdrawal: Spring"]


def test_withdrawn_answer_leaves_its_note(client: Client, round_: Round) -> None:
    reply = later_reply(make_recipient(round_, "Ann"), answers={1: "Gone words.", 2: "Words that stay."})
    withhold(answer=reply.answers.get(question__number=1), note="Mistaken identity.", by=make_user())
    assert "Gone words." not in client.get("/feed/").content.decode()
    found = {entry.title: entry for entry in entries(client)}
    assert found["Reply from Ann: Spring"].quotations == [["Words that stay."]]
    assert "Mistaken identity." in found["Reply from Ann: Spring"].text


def test_withdrawn_round_leaves_its_note_and_comes_back_as_itself(client: Client, round_: Round) -> None:
    make_approach(make_recipient(round_, "Ann"))
    later_reply(round_.recipients.get(), answers={1: "Gone words."})
    round_.asked_on = "2026-07-01"
    round_.save()
    (before,) = [entry for entry in entries(client) if entry.title == "Spring (Schools)"]
    withdraw_round(round=round_, by=make_user(), note="We asked the wrong people.")
    gone, reply = entries(client)
    assert reply.title == "A reply was withdrawn"
    assert (gone.id, gone.title) == (before.id, "A round of questions was withdrawn")
    assert "We asked the wrong people." in gone.text
    assert "Spring" not in gone.title + gone.text
    assert client.get("/rounds/spring/feed/").status_code == 410
    assert client.get("/campaigns/schools/feed/").status_code == 404
    publish_round(round=Round.objects.get(), by=make_user())
    (back,) = [entry for entry in entries(client) if entry.id == before.id]
    assert back.title == "Spring (Schools)"
    assert back.updated >= gone.updated > before.updated


def test_correction_moves_what_it_corrects_and_nothing_else_does(client: Client, round_: Round) -> None:
    reply = later_reply(make_recipient(round_, "Ann"), answers={1: "Nine houses."})
    other = later_reply(make_recipient(round_, "Ben"))
    moments = {entry.id: entry.updated for entry in entries(client)}
    round_.notes = "A private note."
    round_.save()
    reply.notes = "Another."
    reply.save()
    assert {entry.id: entry.updated for entry in entries(client)} == moments
    started = timezone.now().replace(microsecond=0)
    amend_response(
        response=reply,
        answers={1: "Ten houses."},
        by=make_user(),
        correction=Note("It said nine.", "It says ten."),
    )
    found = {entry.id: entry for entry in entries(client)}
    corrected = found[id_of("response", reply)]
    assert corrected.quotations == [["Ten houses."]]
    assert corrected.updated >= started
    assert corrected.published == LATER
    assert found[id_of("round", round_)].updated < started  # it says nothing of answers
    assert found[id_of("response", other)].updated == LATER
    (note,) = [entry for entry in found.values() if entry.title == "Correction: Spring"]
    assert "It said nine." in note.text
    assert "Nine houses." in note.text


QUOTING: dict[str, Any] = {
    "was": "It said LIBEL.",
    "now": "It says no LIBEL.",
    "earlier_words": "LIBEL, word for word.",
}


@pytest.mark.parametrize("whole", [False, True])
def test_a_note_that_quoted_withdrawn_words_is_sent_again_without_them(
    client: Client, round_: Round, editor: User, whole: bool
) -> None:
    ann = make_recipient(round_, "Ann")
    reply = later_reply(ann)
    answer = reply.answers.get()
    make_correction(round_, answer=answer, **QUOTING)
    make_correction(round_, response=reply, **QUOTING)
    feeds = [*ALL_FEEDS, "/corrections/feed/", "/politicians/ann/feed/"]
    quoted = {feed: [each for each in entries(client, feed) if "LIBEL" in each.text] for feed in feeds}
    assert {len(each) for each in quoted.values()} == {2}
    started = timezone.now().replace(microsecond=0)
    if whole:
        withdraw(response=reply, note="Legal.", by=editor)
    else:
        withhold(answer=answer, note="Legal.", by=editor)
    for feed in feeds:
        assert whole != (b"LIBEL" in client.get(feed).content)
        found = {each.id: each for each in entries(client, feed)}
        emptied = [found[each.id] for each in quoted[feed] if found[each.id].title == "A note was withdrawn"]
        assert len(emptied) == (2 if whole else 1)
        for each in emptied:
            assert each.text == "This note was withdrawn with the words that it was about."
            assert each.updated >= started
            assert each.link == "http://testserver/rounds/spring/"


def test_a_note_returns_with_the_words_that_it_is_about(round_: Round, editor: User) -> None:
    answer = later_reply(make_recipient(round_, "Ann")).answers.get()
    make_correction(round_, answer=answer, **QUOTING)
    whole = told()
    withhold(answer=answer, note="Legal.", by=editor)
    emptied = told()
    release(answer=answer, by=editor)
    assert "A note was withdrawn" in {each.title for each in emptied.values()}
    (back,) = [each for each in told().values() if "LIBEL" in each.html]
    assert back.updated > emptied[back.name].updated > whole[back.name].updated
    assert back.published == whole[back.name].published


def test_a_note_that_readers_never_saw_leaves_nothing(round_: Round, editor: User) -> None:
    reply = later_reply(make_recipient(round_, "Ann"), answers={1: "One.", 2: "Two."})
    first, second = reply.answers.order_by("question__number")
    withhold(answer=first, note="Legal.", by=editor)
    make_correction(round_, answer=first, **QUOTING)  # made while nobody could read it
    second.withheld, second.withheld_note = "held_back", "Being checked."
    second.save()
    make_correction(round_, answer=second, **QUOTING)
    unread = make_response(make_recipient(round_, "Ben"), answers={1: "x"}, published=False)
    make_correction(round_, response=unread, **QUOTING)
    assert sorted(each.title for each in told().values()) == [
        "Reply from Ann: Spring",
        "Spring (Schools)",
        "Withdrawal: Spring",
    ]


def test_what_a_withdrawn_round_held_is_sent_again_without_its_words(
    client: Client, round_: Round, editor: User
) -> None:
    ann = make_recipient(round_, "Ann")
    make_approach(ann)
    reply = later_reply(ann, answers={1: "LIBEL."})
    make_correction(round_, was="LIBEL.")
    make_correction(round_, answer=reply.answers.get(), **QUOTING)
    unread = make_response(ann, answers={1: "x"}, published=False)
    make_correction(round_, response=unread, **QUOTING)
    before = told()
    assert sum("LIBEL" in each.html for each in before.values()) == 3
    withdraw_round(round=round_, by=editor, note="We asked the wrong people.")
    after = told()
    assert after.keys() == before.keys()
    assert sorted(each.title for each in after.values()) == [
        "A note was withdrawn",
        "A note was withdrawn",
        "A reply was withdrawn",
        "A round of questions was withdrawn",
    ]
    round_.refresh_from_db()
    for each in after.values():
        assert each.updated == round_.withdrawn_at
        assert "We asked the wrong people." in each.html
        assert not [word for word in ("LIBEL", "Ann", "Spring") if word in each.title + each.html]
        assert each.authors == ()
    entries(client)
    publish_round(round=round_, by=editor)
    again = told()
    for one, each in before.items():
        assert again[one].html == each.html
        assert again[one].updated > after[one].updated


def test_what_is_emptied_takes_no_place_of_what_is_new(round_: Round, editor: User) -> None:
    ann = make_recipient(round_, "Ann")
    for number in range(40):
        later_reply(ann, published_at=LATER + datetime.timedelta(hours=number))
    other = make_round(slug="other", title="Other")
    later_reply(make_recipient(other, "Ben"))
    withdraw_round(round=round_, by=editor, note="Wrong.")
    titles = [each.title for each in told().values()]
    assert titles.count("A reply was withdrawn") == 30
    assert [each for each in titles if each != "A reply was withdrawn"] == [
        "A round of questions was withdrawn",
        "Reply from Ben: Other",
        f"Other ({other.campaign.title})",
    ]
