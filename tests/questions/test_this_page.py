"""What a page says of itself to search engines and to whoever shares its address."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from questions.models import PreviewLink, Round
from tests.factories import (
    make_answer,
    make_campaign,
    make_correction,
    make_group,
    make_party,
    make_recipient,
    make_response,
    make_round,
    make_source,
    make_user,
    name_publisher,
)
from tests.reading import FEED, Reading, read

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def round_() -> Round:
    round_ = make_round(slug="spring", title="Spring", campaign=make_campaign("Schools", slug="schools"))
    make_response(make_recipient(round_, "Ann", party=make_party()), answers={1: "Words."})
    return round_


def canonical(page: Reading) -> str:
    return page.one("link", rel="canonical").get("href", "")


@pytest.mark.parametrize(
    ("asked", "known_as", "robots"),
    [
        ("/", "/", ""),
        ("/rounds/spring/", "/rounds/spring/", ""),
        ("/rounds/spring/?view=grid", "/rounds/spring/", ""),
        ("/rounds/spring/?utm_source=elsewhere", "/rounds/spring/", ""),
        ("/rounds/spring/?party=green-party", "/rounds/spring/", "noindex, follow"),
        ("/rounds/spring/questions/1/", "/rounds/spring/questions/1/", ""),
        ("/politicians/", "/politicians/", ""),
        ("/politicians/?party=green-party", "/politicians/", "noindex, follow"),
        ("/answers/?q=words", "/answers/", "noindex, follow"),
        ("/answers/?q=", "/answers/", ""),
        ("/answers/?question=1&page=2", "/answers/", "noindex, follow"),
        ("/answers/?page=2", "/answers/", ""),
        ("/politicians/?after=ann", "/politicians/?after=ann", ""),
        ("/answers/?page=1", "/answers/", ""),
        ("/answers/?page=one", "/answers/", ""),
        ("/compare/", "/compare/", ""),
        ("/compare/?politician=ann", "/compare/", "noindex, follow"),
        ("/rounds/spring/all/", "/rounds/spring/all/", ""),
        ("/rounds/spring/questions/1/?answer=ann", "/rounds/spring/questions/1/", "noindex, follow"),
        ("/corrections/?page=2", "/corrections/", ""),
    ],
)
def test_page_names_its_permanent_address(client: Client, asked: str, known_as: str, robots: str) -> None:
    page = read(client, asked)
    assert (canonical(page), page.meta("robots")) == (f"{HOST}{known_as}", robots)


def test_every_public_page_has_one_and_says_what_it_is(client: Client) -> None:
    to_read, seen = ["/"], {"/"}
    while to_read:
        page = read(client, to_read.pop())
        assert canonical(page).startswith(HOST), page.address
        assert page.meta("og:url") in {canonical(page), ""}
        to_read += [link for link in page.links if link not in seen]
        seen.update(page.links)
    assert {"/parties/green-party/", "/politicians/ann/", "/campaigns/schools/"} <= seen


def test_addresses_are_those_of_the_setting(client: Client, settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = "https://record.example.org"
    page = read(client, "/rounds/spring/")
    assert canonical(page) == "https://record.example.org/rounds/spring/"
    assert page.meta("og:image").startswith("https://record.example.org/rounds/spring/card.png?")
    assert "Sitemap: https://record.example.org/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("address", ["/no-such-page/", "/rounds/draft/"])
def test_what_is_not_there_has_no_address_and_is_not_to_be_indexed(client: Client, address: str) -> None:
    page = read(client, address, 404)
    assert page.all("link", rel="canonical") == []
    assert page.meta("robots") == "noindex"


def test_shared_round_shows_its_count_and_its_picture(client: Client, round_: Round) -> None:
    make_recipient(round_, "Ben", decision="no_response")
    round_.asked_count = 2
    round_.save()
    page = read(client, "/rounds/spring/")
    said = {name: page.meta(f"og:{name}") for name in ("title", "description", "type", "locale", "url")}
    assert said == {
        "title": "Spring",
        "description": "One of two answered.",
        "type": "article",
        "locale": "en_GB",
        "url": f"{HOST}/rounds/spring/",
    }
    assert page.meta("twitter:card") == "summary_large_image"
    told = "Spring: One of two answered. A seat for everyone asked: 1 answered in part · 1 did not respond."
    assert page.meta("og:image:alt") == told
    address = page.meta("og:image").removeprefix(HOST)
    assert client.get(address)["Content-Type"] == "image/png"
    make_response(round_.recipients.get(slug="ben"), published=False)
    assert read(client, "/rounds/spring/").meta("og:image").removeprefix(HOST) != address


def test_shared_link_names_the_publisher_as_soon_as_there_is_one(client: Client) -> None:
    assert read(client, "/rounds/spring/").meta("og:site_name") == "Accountability"
    name_publisher(name="The Norfolk “Lantern”")
    assert read(client, "/rounds/spring/").meta("og:site_name") == "The Norfolk “Lantern”"


@pytest.mark.parametrize(
    ("address", "feeds"),
    [
        ("/", ["/feed/"]),
        ("/rounds/spring/", ["/feed/", "/rounds/spring/feed/"]),
        ("/rounds/spring/questions/1/", ["/feed/", "/rounds/spring/feed/"]),
        ("/campaigns/schools/", ["/feed/", "/campaigns/schools/feed/"]),
        ("/politicians/ann/", ["/feed/", "/politicians/ann/feed/"]),
        ("/corrections/", ["/feed/", "/corrections/feed/"]),
    ],
)
def test_page_offers_its_feed_to_programs_and_to_people(
    client: Client, address: str, feeds: list[str]
) -> None:
    page = read(client, address)
    offered = [link.get("href", "").removeprefix(HOST) for link in page.all("link", type=FEED)]
    assert offered == feeds
    linked = [link.get("href", "") for link in page.all("a", type=FEED)]
    if "questions" not in address:
        assert sorted(set(linked)) == sorted(feeds)
    assert all(client.get(feed).status_code == 200 for feed in feeds)


def test_previews_tell_nobody_anything(client: Client) -> None:
    draft = make_round(slug="draft", published=False, asked_on="2026-07-01")
    make_response(make_recipient(draft, "Cat"), answers={1: "Draft words."}, published=False)
    link = PreviewLink.objects.create(
        round=draft,
        made_for="a lawyer",
        made_by=make_user(),
        expires_at=timezone.now() + datetime.timedelta(days=1),
    )
    for address in (link.get_absolute_url(), f"{link.get_absolute_url()}questions/1/"):
        page = read(client, address)
        assert page.meta("robots") == "noindex, nofollow"
        assert page.all("link", rel="canonical") + page.all("link", type=FEED) + page.all("script") == []
        assert page.meta("og:title") == ""


def test_shared_campaign_says_what_it_is_about_or_names_its_latest_round(
    client: Client, round_: Round
) -> None:
    make_recipient(
        make_round(slug="autumn", title="Autumn", campaign=round_.campaign, asked_on="2027-01-01"), "Ben"
    )
    page = read(client, "/campaigns/schools/")
    expected = "Autumn: None of those asked has answered so far (as of "
    assert page.meta("og:description").startswith(expected)
    assert page.meta("description") == page.meta("og:description")
    round_.campaign.summary = "Who pays for schools?\n\nMore of it."
    round_.campaign.save()
    assert read(client, "/campaigns/schools/").meta("og:description") == "Who pays for schools?"


# --- facts for other programs ---------------------------------------------------------------------


def test_question_has_its_answers_with_their_authors_as_they_were(client: Client, round_: Round) -> None:
    ben = make_recipient(round_, "Ben", role="chairman", party=make_party("Labour"))
    cat, group = make_recipient(round_, "Cat"), make_group(round_, "Councillors")
    make_response(ben, cat, group, answers={1: "Joint <b>words</b>.\n\nTwo paragraphs."})
    facts = read(client, "/rounds/spring/questions/1/").data
    question = facts["mainEntity"]
    assert (question["@type"], question["text"], question["answerCount"]) == (
        "Question",
        "Question 1 of spring?",
        2,
    )
    own, joint = question["suggestedAnswer"]
    assert (own["@type"], own["text"]) == ("Answer", "Words.")
    assert own["url"] == f"{HOST}/rounds/spring/questions/1/#ann"
    assert joint["text"] == "Joint <b>words</b>.\n\nTwo paragraphs."
    assert joint["author"] == [
        {
            "@type": "Person",
            "name": "Ben",
            "url": f"{HOST}/politicians/ben/",
            "jobTitle": "chairman",
            "affiliation": {"@type": "Organization", "name": "Labour"},
        },
        {"@type": "Person", "name": "Cat", "url": f"{HOST}/politicians/cat/"},
        {"@type": "Thing", "name": "Councillors", "url": f"{HOST}/rounds/spring/#councillors"},
    ]


def test_words_are_dated_by_their_source_and_not_by_this_record(client: Client, round_: Round) -> None:
    source = make_source(
        title="The article",
        publication="Daily Press",
        url="https://press.example/1",
        published_on="2017-07-05",
    )
    undated = make_source(title="The minutes")
    make_response(
        make_recipient(round_, "Ben"), answers={1: "In 2017."}, source=source, received_on="2017-07"
    )
    make_response(make_recipient(round_, "Cat"), answers={1: "Some day."}, source=undated)
    own, reported, undated_words = read(client, "/rounds/spring/questions/1/").data["mainEntity"][
        "suggestedAnswer"
    ]
    assert own["datePublished"] == "2026-07-03T09:00:00+00:00"
    assert "dateCreated" not in own
    assert reported["dateCreated"] == "2017-07"
    assert reported["isBasedOn"] == {
        "@type": "CreativeWork",
        "name": "The article",
        "publisher": {"@type": "Organization", "name": "Daily Press"},
        "url": "https://press.example/1",
        "datePublished": "2017-07-05",
    }
    assert undated_words["isBasedOn"] == {"@type": "CreativeWork", "name": "The minutes"}
    assert [each for each in (reported, undated_words) if "datePublished" in each] == []
    round_.sources.add(source)
    assert read(client, "/rounds/spring/").data["isBasedOn"] == [reported["isBasedOn"]]


def test_answer_that_was_replaced_is_suggested_no_more(client: Client, round_: Round) -> None:
    old = round_.responses.get().answers.get()
    make_answer(make_response(round_.recipients.get(slug="ann")), 1, text="Newer.", replaces=old)
    question = read(client, "/rounds/spring/questions/1/").data["mainEntity"]
    assert [each["text"] for each in question["suggestedAnswer"]] == ["Newer."]
    assert question["answerCount"] == 1
    assert read(client, "/rounds/spring/").data["hasPart"][0]["answerCount"] == 1


def test_summary_is_no_quotation_and_what_is_withheld_is_left_out(client: Client, round_: Round) -> None:
    summed = make_response(make_recipient(round_, "Ben"))
    make_answer(summed, 1, text="The newsroom's summary.", is_paraphrase=True)
    held = make_response(make_recipient(round_, "Cat"))
    make_answer(held, 1, text="Held words.", withheld="held_back", withheld_note="Why.")
    page = read(client, "/rounds/spring/questions/1/")
    answers = page.data["mainEntity"]["suggestedAnswer"]
    assert [(each.get("text"), each.get("abstract")) for each in answers] == [
        ("Words.", None),
        (None, "The newsroom's summary."),
    ]
    assert "author" not in answers[1]
    assert answers[1]["about"][0]["name"] == "Ben"
    assert "Held words." not in page.html


def test_round_and_corrections_are_told_as_facts(client: Client, round_: Round) -> None:
    note = make_correction(round_, was="It said nine.", now="It says ten.")
    facts = read(client, "/rounds/spring/").data
    assert (facts["@type"], facts["name"]) == ("CollectionPage", "Spring")
    assert [part["url"] for part in facts["hasPart"]] == [
        f"{HOST}/rounds/spring/questions/1/",
        f"{HOST}/rounds/spring/questions/2/",
    ]
    told = {
        "@type": "CorrectionComment",
        "@id": f"{HOST}/rounds/spring/#correction-{note.key}",
        "url": f"{HOST}/rounds/spring/#correction-{note.key}",
        "name": "correction",
        "datePublished": "2026-07-04",
        "text": "It said nine.\n\nIt says ten.",
    }
    assert facts["correction"] == [told]
    assert read(client, "/corrections/").data["correction"] == [told]


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b\u2029c", "&lt;b&gt; \\u003c"]
)
def test_no_words_can_end_the_block_of_facts(client: Client, round_: Round, words: str) -> None:
    make_response(make_recipient(round_, "Ben"), answers={1: words})
    page = read(client, "/rounds/spring/questions/1/")
    assert page.data["mainEntity"]["suggestedAnswer"][1]["text"] == words
    block = page.html.partition('ld+json">')[2].partition("</script>")[0]
    assert not set(block) & set("<>&\u2028\u2029")
