"""Feeds: what is news, word for word; ids that never change; nothing that is not public; and cheap to ask for again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from questions.actions import publish_response, publish_round, record_response, withdraw, withdraw_round
from questions.actions.amendments import amend_response
from questions.actions.corrections import Note
from questions.actions.withholding import release, withhold
from questions.feeds.atom import writable
from questions.models import Publisher, Response, Round
from tests.factories import (
    PUBLISHED,
    make_approach,
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

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LATER = PUBLISHED + datetime.timedelta(days=1)


@dataclass(frozen=True)
class Read:
    """One entry as a reader of feeds has it."""

    id: str
    title: str
    link: str
    published: datetime.datetime
    updated: datetime.datetime
    authors: list[str]
    html: Any = field(repr=False)

    @property
    def text(self) -> str:
        return " ".join("".join(self.html.itertext()).split())

    @property
    def quotations(self) -> list[list[str]]:
        """The paragraphs of each quotation, line ends as they were."""
        return [[_words(paragraph) for paragraph in each] for each in self.html.iter("blockquote")]


def _words(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    for child in paragraph:
        assert child.tag == "br"
        parts += ["\n", child.tail or ""]
    return "".join(parts)


def entries(client: Client, address: str = "/feed/") -> list[Read]:
    """The entries of a feed, which must be well-formed and have what Atom asks for."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = ET.fromstring(response.content)  # noqa: S314 - our own feed, which is to be parsed as others would
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    read = [_read(entry) for entry in feed.findall(f"{ATOM}entry")]
    assert [each.updated for each in read] == sorted((each.updated for each in read), reverse=True)
    assert len({each.id for each in read}) == len(read)
    return read


def _read(entry: ET.Element) -> Read:
    def one(name: str) -> str:
        (found,) = entry.findall(f"{ATOM}{name}")
        return found.text or ""

    (link,) = entry.findall(f"{ATOM}link")
    (content,) = entry.findall(f"{ATOM}content")
    assert (link.get("rel"), content.get("type")) == ("alternate", "html")
    return Read(
        id=one("id"),
        title=one("title"),
        link=link.get("href", ""),
        published=datetime.datetime.fromisoformat(one("published")),
        updated=datetime.datetime.fromisoformat(one("updated")),
        authors=[name.text or "" for name in entry.findall(f"{ATOM}author/{ATOM}name")],
        html=html5lib.parseFragment(content.text or "", namespaceHTMLElements=False),
    )


@pytest.fixture
def round_() -> Round:
    return make_round(slug="spring", title="Spring", campaign=make_campaign("Schools", slug="schools"))


def later_reply(*signatories: Any, **fields: Any) -> Response:
    given: dict[str, Any] = {"answers": {1: "Words."}, "published_at": LATER} | fields
    return make_response(*signatories, **given)


def test_round_is_one_entry_with_its_count_and_questions_and_names_nobody_as_silent(
    client: Client, round_: Round
) -> None:
    make_response(make_recipient(round_, "Ann"), answers={1: "Said with the round.", 2: "And this."})
    make_recipient(round_, "Silent Ben", decision="no_response")
    (entry,) = entries(client)
    assert (entry.title, entry.link) == ("Spring (Schools)", "http://testserver/rounds/spring/")
    assert entry.published == entry.updated == PUBLISHED
    assert entry.text.startswith("At least one of those asked answered") or "One of" in entry.text
    assert "Question 1: Question 1 of spring?" in entry.text
    assert "Silent Ben" not in entry.text
    assert "Said with the round." not in entry.text


def test_later_reply_is_an_entry_word_for_word_with_its_attribution(client: Client, round_: Round) -> None:
    words = "First <b>line</b> & more\n  second line\n\nNext paragraph."
    reply = later_reply(
        make_recipient(round_, "Ann", role="chairman"), answers={1: words}, on_behalf_of="her colleagues"
    )
    entry, _ = entries(client)
    assert entry.id == f"tag:localhost,2026:response/{reply.pk}"
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
    reply = later_reply(make_recipient(round_, "Ann"), answers={1: "Held words.", 2: "Open words."})
    answer = reply.answers.get(question__number=1)
    answer.withheld, answer.withheld_note = "held_back", "Our lawyers read it."
    answer.save()
    entry, _ = entries(client)
    assert "An answer was received; it is held back. Our lawyers read it." in entry.text
    assert "Held words." not in client.get("/feed/").content.decode()
    assert entry.updated == LATER
    before = timezone.now()
    release(answer=answer, by=make_user())
    entry, _ = entries(client)
    assert entry.quotations == [["Held words."], ["Open words."]]
    assert entry.updated >= before.replace(microsecond=0)


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
    (gone,) = entries(client)
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
    corrected = found[f"tag:localhost,2026:response/{reply.pk}"]
    assert corrected.quotations == [["Ten houses."]]
    assert corrected.updated >= started
    assert corrected.published == LATER
    assert found[f"tag:localhost,2026:round/{round_.pk}"].updated >= started
    assert found[f"tag:localhost,2026:response/{other.pk}"].updated == LATER
    (note,) = [entry for entry in found.values() if entry.title == "Correction: Spring"]
    assert "It said nine." in note.text
    assert "Nine houses." in note.text


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
    (reply,) = [entry for entry in entries(client, "/politicians/ann/feed/") if "response/" in entry.id]
    assert reply.authors == [writable(name)]
    assert [paragraph for each in reply.quotations for paragraph in each] == [writable(words)] * 2


def test_what_xml_cannot_hold_is_replaced_visibly() -> None:
    assert writable("a\x00b\x0bc\ufffed\uffffe\tf\ng") == "a\ufffdb\ufffdc\ufffdd\ufffde\tf\ng"


def test_unchanged_feed_is_not_sent_again(
    client: Client, round_: Round, django_assert_max_num_queries: Any
) -> None:
    ann = make_recipient(round_, "Ann")
    later_reply(ann)
    for address in ("/feed/", "/rounds/spring/feed/", "/politicians/ann/feed/", "/rounds/spring/card.png"):
        first = client.get(address)
        assert first["Cache-Control"] == "public, no-cache"
        with django_assert_max_num_queries(3):
            again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    unknown = client.get("/rounds/unknown/feed/", headers={"If-None-Match": "*"})
    assert unknown.status_code == 404


def test_recorded_reply_changes_what_was_kept_at_once(client: Client, round_: Round) -> None:
    ann = make_recipient(round_, "Ann", decision="no_response")
    feed, card = client.get("/feed/"), client.get("/rounds/spring/card.png")
    record_response(round=round_, signatories=[ann], answers={1: "Unread."}, by=make_reporter())
    for address, before in (("/feed/", feed), ("/rounds/spring/card.png", card)):
        after = client.get(address, headers={"If-None-Match": before["ETag"]})
        assert after.status_code == 200
        assert b"Unread." not in after.content


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
