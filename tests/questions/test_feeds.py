"""Feeds: what is news, word for word; ids that never change; nothing that is not public; and cheap to ask for again."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from questions.actions import publish_response, record_response
from questions.actions.withholding import release
from questions.feeds.atom import writable
from questions.models import Publisher, Round
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_campaign,
    make_correction,
    make_group,
    make_question,
    make_recipient,
    make_reporter,
    make_response,
    make_round,
    make_user,
)
from tests.questions.feeds import ATOM, LATER, entries, id_of, later_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make_round(slug="spring", title="Spring", campaign=make_campaign("Schools", slug="schools"))


def test_round_is_one_entry_with_its_questions_and_neither_counts_nor_names_the_silent(
    client: Client, round_: Round
) -> None:
    make_response(make_recipient(round_, "Ann"), answers={1: "Said with the round.", 2: "And this."})
    make_recipient(round_, "Silent Ben", decision="no_response")
    (entry,) = entries(client)
    assert (entry.title, entry.link) == ("Spring (Schools)", "http://testserver/rounds/spring/")
    assert entry.published == entry.updated == PUBLISHED
    assert entry.text == (
        "We asked everyone on the list. Question 1: Question 1 of spring? Question 2: Question 2 of spring? "
        "Every answer, word for word, beside every silence"
    )


def test_later_reply_is_an_entry_word_for_word_with_its_attribution(client: Client, round_: Round) -> None:
    words = "First <b>line</b> & more\n  second line\n\nNext paragraph."
    reply = later_reply(
        make_recipient(round_, "Ann", role="chairman"), answers={1: words}, on_behalf_of="her colleagues"
    )
    entry, _ = entries(client)
    assert entry.id == id_of("response", reply)
    assert entry.title == "Reply from Ann: Spring"
    assert entry.link == "http://testserver/rounds/spring/questions/1/#ann"
    assert entry.authors == ["Ann"]
    assert entry.quotations == [["First <b>line</b> & more\n  second line", "Next paragraph."]]
    assert "Ann (chairman, party not given)" in entry.text
    assert "On behalf of her colleagues." in entry.text
    assert "It came after this round was first published." not in entry.text  # no date says so


def test_joint_reply_is_one_entry_with_several_authors(client: Client, round_: Round) -> None:
    ann, ben, cat = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat"))
    reply = later_reply(ann, ben, cat)
    named = reply.signatories.get(recipient=cat)
    named.spoken_for = True
    named.save()
    entry, _ = entries(client)
    assert entry.title == "Joint reply from Ann, Ben and Cat: Spring"
    assert entry.authors == ["Ann", "Ben"]
    assert "Cat is named in it and did not sign it." in entry.text


def test_summary_of_the_newsroom_is_no_quotation(client: Client, round_: Round) -> None:
    reply = later_reply(make_recipient(round_, "Ann"))
    answer = reply.answers.get()
    answer.is_paraphrase = True
    answer.save()
    entry, _ = entries(client)
    assert entry.quotations == []
    assert "In the newsroom's words: Words." in entry.text


def test_statement_and_refusal_are_told_as_they_are(client: Client, round_: Round) -> None:
    later_reply(make_recipient(round_, "Ann"), answers={}, refuses=True, statement="We never answer.")
    entry, _ = entries(client)
    assert "Declined, saying:" in entry.text
    assert entry.quotations == [["We never answer."]]


@pytest.mark.parametrize("name", ["/feed/", "/campaigns/schools/feed/", "/rounds/spring/feed/"])
def test_each_feed_has_its_own_news(client: Client, round_: Round, name: str) -> None:
    other = make_round(slug="other", title="Other")
    for each in (round_, other):
        later_reply(make_recipient(each, f"Ann of {each.slug}"))
        make_correction(each)
    titles = sorted(entry.title for entry in entries(client, name))
    ours = ["Correction: Spring", "Reply from Ann of spring: Spring", "Spring (Schools)"]
    theirs = ["Correction: Other", "Reply from Ann of other: Other", f"Other ({other.campaign.title})"]
    assert titles == sorted(ours + (theirs if name == "/feed/" else []))


def test_politicians_feed_has_every_reply_of_theirs_and_corrections_on_them(
    client: Client, round_: Round
) -> None:
    ann, ben = make_recipient(round_, "Ann"), make_recipient(round_, "Ben")
    make_response(ann, answers={1: "With the round."})
    make_response(ben, answers={1: "Of somebody else."})
    make_correction(round_, recipient=ann)
    make_correction(round_)
    assert sorted(entry.title for entry in entries(client, "/politicians/ann/feed/")) == [
        "Correction: Spring",
        "Reply from Ann: Spring",
    ]


def test_what_is_held_back_is_told_without_its_words_until_it_is_released(
    client: Client, round_: Round
) -> None:
    reply = later_reply(make_recipient(round_, "Ann"), answers={2: "Open words."})
    held = {"withheld": "held_back", "withheld_note": "Our lawyers read it."}
    answer = make_answer(reply, 1, text="Held words.", **held)
    entry, _ = entries(client)
    assert "An answer was received; it is held back. Our lawyers read it." in entry.text
    assert "Held words." not in client.get("/feed/").content.decode()
    assert entry.updated == LATER
    before = timezone.now()
    release(answer=answer, by=make_user())
    entry, _ = entries(client)
    assert entry.quotations == [["Held words."], ["Open words."]]
    assert entry.updated >= before.replace(microsecond=0)


def test_ids_stay_when_addresses_and_hosts_change(client: Client, round_: Round, settings: Settings) -> None:
    later_reply(make_recipient(round_, "Ann"))
    make_correction(round_)
    ids = [entry.id for entry in entries(client)]
    round_.slug, round_.title = "renamed", "Renamed"
    round_.save()
    settings.PUBLIC_ADDRESS = "https://elsewhere.example.org"
    renamed = entries(client)
    assert [entry.id for entry in renamed] == ids
    assert all(entry.link.startswith("https://elsewhere.example.org/rounds/renamed/") for entry in renamed)


def test_feed_is_bounded_and_newest_first(client: Client, round_: Round) -> None:
    for number in range(40):
        person = make_recipient(round_, f"Person {number:02d} of forty")
        later_reply(person, published_at=LATER + datetime.timedelta(hours=number))
    read = entries(client)
    assert len(read) == 30
    assert read[0].title == "Reply from Person 39 of forty: Spring"
    assert read[-1].title == "Reply from Person 10 of forty: Spring"


def test_nothing_of_what_is_to_come_is_in_any_feed(client: Client, round_: Round) -> None:
    ahead = timezone.now() + datetime.timedelta(hours=1)
    ann = make_recipient(round_, "Ann")
    later_reply(ann, answers={1: "Embargoed words."}, published_at=ahead)
    later_reply(make_recipient(round_, "Ben"), answers={1: "Unread words."}, published_at=None)
    coming = make_round(slug="coming", title="Coming round", published_at=ahead)
    make_response(make_recipient(coming, "Cat"), answers={1: "Coming words."}, published_at=ahead)
    make_correction(coming, was="Coming note.")
    for address in ("/feed/", "/rounds/spring/feed/", "/politicians/ann/feed/", "/corrections/feed/"):
        written = client.get(address).content.decode()
        for planted in ("Embargoed words.", "Unread words.", "Coming"):
            assert planted not in written, address
    assert client.get("/politicians/cat/feed/").status_code == 404
    assert client.get("/rounds/coming/feed/").status_code == 404


HOSTILE = [
    "\x0b\x1f \ufffe",
    "]]></content><script>alert(1)</script>",
    "\u202eright to left",
    "x" * 10_000,
    "🙂 e\u0301",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_feed_is_valid_whatever_the_words_hold(client: Client, words: str) -> None:
    name = words[:150]
    round_ = make_round(
        slug="spring",
        title=name,
        introduction=words,
        questions=0,
        campaign=make_campaign(name, slug="schools"),
    )
    make_question(round_, text=words)
    ann = make_recipient(round_, "Ann", role=name)
    ann.name = name
    ann.save()
    later_reply(ann, answers={1: words}, statement=words, spoken_by=name)
    make_correction(round_, was=words, now=words)
    for address in ("/feed/", "/corrections/feed/", "/politicians/ann/feed/", "/campaigns/schools/feed/"):
        for entry in entries(client, address):
            assert list(entry.html.iter("script")) == []
    (reply,) = [
        entry for entry in entries(client, "/politicians/ann/feed/") if entry.title.startswith("Reply")
    ]
    assert reply.authors == [writable(name)]
    assert [paragraph for each in reply.quotations for paragraph in each] == [writable(words)] * 2


def test_what_xml_cannot_hold_is_replaced_visibly() -> None:
    assert writable("a\x00b\x0bc\ufffed\uffffe\tf\ng") == "a\ufffdb\ufffdc\ufffdd\ufffde\tf\ng"


KEPT = ["/feed/", "/rounds/spring/feed/", "/politicians/ann/feed/", "/rounds/spring/card.png"]


@pytest.mark.parametrize("address", KEPT)
def test_unchanged_feed_is_not_sent_again(client: Client, round_: Round, address: str) -> None:
    later_reply(make_recipient(round_, "Ann"))
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["Cache-Control"], again["ETag"]) == ("public, no-cache", first["ETag"])
    unknown = client.get(
        address.replace("spring", "unknown").replace("ann", "unknown") + "?x", headers={"If-None-Match": "*"}
    )
    assert unknown.status_code == (304 if address == "/feed/" else 404)


@pytest.mark.parametrize("address", KEPT)
def test_what_is_asked_again_tells_nothing_of_what_is_not_public(
    client: Client, round_: Round, address: str
) -> None:
    ann = make_recipient(round_, "Ann")
    later_reply(ann)
    first = client.get(address)
    ann.private_note = "Rang twice."
    ann.save()
    make_response(ann, answers={1: "A find that nobody has seen."}, published=False, origin="public_record")
    make_recipient(make_round(published=False), "Dan")
    assert client.get(address).content == first.content
    assert client.get(address)["ETag"] == first["ETag"]


def test_whoever_has_another_text_under_the_same_history_gets_the_new_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade that words a feed otherwise, or a backup that was restored."""
    first = client.get("/feed/")
    monkeypatch.setattr("questions.sentences.FEED_OF_EVERYTHING", "Everything")
    after = client.get("/feed/", headers={"If-None-Match": first["ETag"]})
    assert (after.status_code, b"<title>Everything</title>" in after.content) == (200, True)


def test_recorded_reply_changes_what_was_kept_of_the_card_at_once(client: Client, round_: Round) -> None:
    ann = make_recipient(round_, "Ann", decision="no_response")
    feed, card = client.get("/feed/"), client.get("/rounds/spring/card.png")
    record_response(round=round_, signatories=[ann], answers={1: "Unread."}, by=make_reporter())
    assert client.get("/rounds/spring/card.png", headers={"If-None-Match": card["ETag"]}).status_code == 200
    assert client.get("/feed/").content == feed.content  # it counts nobody, so nothing in it has to change


def test_reply_published_by_its_moment_changes_the_feed(client: Client, round_: Round) -> None:
    reply = record_response(
        round=round_, signatories=[make_recipient(round_, "Ann")], answers={1: "Words."}, by=make_reporter()
    )
    before = client.get("/feed/")
    publish_response(response=reply, by=make_user())
    after = client.get("/feed/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert b"Words." in after.content


def test_feed_of_a_merged_record_leads_on(client: Client, round_: Round) -> None:
    ann = make_recipient(round_, "Ann")
    assert ann.politician is not None
    ann.politician.former_slugs.create(slug="ann-other")
    response = client.get("/politicians/ann-other/feed/")
    assert (response.status_code, response["Location"]) == (301, "/politicians/ann/feed/")


@pytest.mark.parametrize("address", ["/rounds/{}/feed/", "/campaigns/{}/feed/", "/rounds/{}/card.png"])
def test_address_that_was_changed_leads_on(client: Client, round_: Round, address: str) -> None:
    for thing in (round_, round_.campaign):
        thing.former_slugs.create(slug="former")
    response = client.get(address.format("former"))
    today = "schools" if "campaigns" in address else "spring"
    assert (response.status_code, response["Location"]) == (301, address.format(today))


def test_feed_names_who_publishes_it(client: Client, round_: Round) -> None:
    publisher = Publisher.objects.the_one()
    publisher.name = "The Anytown Gazette"
    publisher.save()
    feed = ET.fromstring(client.get("/feed/").content)  # noqa: S314 - our own
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The Anytown Gazette"
    page = client.get(f"/rounds/{round_.slug}/").content.decode()
    assert '"publisher":{"@type":"Organization","name":"The Anytown Gazette"}' in page


def test_group_has_an_address_in_the_round(client: Client, round_: Round) -> None:
    later_reply(make_group(round_, "Green Party councillors"))
    entry, _ = entries(client)
    assert entry.authors == ["Green Party councillors"]
