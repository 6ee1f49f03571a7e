"""Nothing that is not public stands on any public page: a string is planted in each place and looked for on all."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from questions.models import Round
from questions.sitemaps import SECTIONS
from respondents.models import Party
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_approach,
    make_body,
    make_campaign,
    make_contact_address,
    make_correction,
    make_membership,
    make_politician,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_source,
    make_user,
)
from tests.reading import read, words_in

pytestmark = pytest.mark.django_db

FOR_PROGRAMS = [
    "/feed/",
    "/corrections/feed/",
    "/campaigns/public/feed/",
    "/rounds/public/feed/",
    *(
        f"/politicians/{slug}/feed/"
        for slug in ("answers-all", "held-back", "unpublished-person", "withdrawn-person", "silent-one")
    ),
    "/robots.txt",
    "/sitemap.xml",
    *(f"/sitemap-{section}.xml" for section in SECTIONS),
]
HIDDEN_ADDRESSES = [
    "/rounds/draft/feed/",
    "/rounds/draft/card.png",
    "/rounds/withdrawn/feed/",
    "/campaigns/draft/feed/",
    "/politicians/draft-person/feed/",
    "/rounds/draft/",
    "/rounds/draft/all/",
    "/rounds/draft/?view=person",
    "/rounds/draft/?view=grid",
    "/rounds/draft/questions/1/",
    "/rounds/withdrawn/",
    "/rounds/withdrawn/all/",
    "/rounds/withdrawn/?view=grid",
    "/rounds/withdrawn/questions/1/",
    "/campaigns/draft/",
    "/politicians/draft-person/",
    "/parties/draft-party/",
    "/bodies/draft-body/",
]


class Plants:
    """Strings that stand nowhere else, each named after where it was planted."""

    def __init__(self) -> None:
        self.planted: list[str] = []

    def plant(self, where: str) -> str:
        self.planted.append(f"Planted-{where}-x{len(self.planted):03d}x")
        return self.planted[-1]


@pytest.fixture
def plants() -> Plants:
    plants = Plants()
    public = public_round(plants)
    replies(plants, public)
    draft_round(plants, public)
    withdrawn_round(plants)
    return plants


def public_round(plants: Plants) -> Round:
    source = make_source(text=plants.plant("archived text"), furniture=plants.plant("furniture"))
    source.closing_words = plants.plant("closing words")
    source.save()
    round_ = make_round(
        slug="public", notes=plants.plant("round notes"), campaign=make_campaign("Public", slug="public")
    )
    round_.sources.add(source)
    body = make_body("Public body", slug="public-body")
    round_.body = body
    round_.save()
    person = make_politician("Silent One")
    silent = make_recipient(
        round_,
        politician=person,
        decision="no_response",
        decision_source=source,
        decided_by=make_user(plants.plant("decided by")),
        decision_evidence=plants.plant("evidence"),
        decision_note=plants.plant("decision note"),
        put_forward_at=PUBLISHED,
        put_forward_by=make_user(plants.plant("put forward by")),
        put_forward_source=make_source(title=plants.plant("source put forward")),
        private_note=plants.plant("recipient note"),
    )
    make_recipient(
        round_,
        "Put Forward",
        put_forward_at=PUBLISHED,
        put_forward_by=make_user(plants.plant("awaited put forward by")),
        put_forward_source=make_source(title=plants.plant("awaited put forward source")),
    )
    make_contact_address(person, value=plants.plant("address"), private_note=plants.plant("address note"))
    make_membership(person, body, role=plants.plant("role today"), area=plants.plant("area today"))
    make_approach(
        silent,
        made_to=plants.plant("made to"),
        private_note=plants.plant("approach note"),
        made_by=make_user(plants.plant("made by")),
    )
    return round_


def replies(plants: Plants, round_: Round) -> None:
    answers = make_recipient(round_, "Answers All")
    make_response(
        answers,
        answers={1: "Public words."},
        original=plants.plant("original"),
        notes=plants.plant("response notes"),
        entered_by=make_user(plants.plant("entered by")),
    )
    held = make_response(make_recipient(round_, "Held Back"), answers={})
    answer = make_answer(
        held, 1, text=plants.plant("held words"), withheld="held_back", withheld_note="Our lawyers read it."
    )
    make_correction(
        round_,
        answer=answer,
        was=plants.plant("was of held"),
        now=plants.plant("now of held"),
        earlier_words=plants.plant("earlier words of held"),
        later_words=plants.plant("later words of held"),
    )
    hidden_replies: dict[str, dict[str, Any]] = {
        "unpublished": {"published": False},
        "withdrawn": {"withdrawn_at": PUBLISHED, "withdrawal_note": "It was withdrawn at their request."},
    }
    for slug, fields in hidden_replies.items():
        recipient = make_recipient(
            round_, f"{slug} Person", decision="no_response", decision_wording=plants.plant(f"{slug} wording")
        )
        hidden = make_response(
            recipient,
            answers={1: plants.plant(f"{slug} answer")},
            channel="letter",
            received_on="1999-12-31",
            spoken_by=plants.plant(f"{slug} spoken by"),
            on_behalf_of=plants.plant(f"{slug} on behalf of"),
            timing_words=plants.plant(f"{slug} timing"),
            statement=plants.plant(f"{slug} statement"),
            source=make_source(title=plants.plant(f"{slug} source")),
            **fields,
        )
        for thing in ({"answer": hidden.answers.get()}, {"response": hidden}):
            make_correction(
                round_,
                was=plants.plant(f"was of {slug}"),
                earlier_words=plants.plant(f"earlier words of {slug}"),
                later_words=plants.plant(f"later words of {slug}"),
                **thing,
            )
    make_response(
        answers,
        answers={2: plants.plant("looked up")},
        origin="public_record",
        spoken_by=plants.plant("looked up by"),
        published=False,
    )


def draft_round(plants: Plants, public: Round) -> None:
    draft = make_round(
        slug="draft",
        published=False,
        title=plants.plant("draft title"),
        introduction=plants.plant("draft introduction"),
        population=plants.plant("draft population"),
        campaign=make_campaign(plants.plant("draft campaign"), slug="draft"),
        body=make_body(plants.plant("draft body"), slug="draft-body"),
        follows=public,
        questions=0,
    )
    asked = make_question(draft, text=plants.plant("draft question"), repeats=public.questions.get(number=1))
    later = public.questions.get(number=2)
    later.repeats = asked
    later.save()
    person = make_politician(plants.plant("draft person"), slug="draft-person")
    party = Party.objects.create(slug="draft-party", name=plants.plant("draft party"), adjective="Draft")
    recipient = make_recipient(draft, politician=person, party=party)
    answered = make_response(recipient, answers={1: plants.plant("draft answer")})
    carried = public.responses.get(origin="reply", answers__text="Public words.").answers.get()
    carried.carried_from = answered.answers.get()
    carried.save()
    make_correction(draft, was=plants.plant("draft correction"))


def withdrawn_round(plants: Plants) -> None:
    withdrawn = make_round(
        slug="withdrawn",
        title=plants.plant("withdrawn title"),
        withdrawn_at=PUBLISHED,
        withdrawal_note="We asked the wrong people.",
    )
    make_response(
        make_recipient(withdrawn, "Withdrawn Round Person", slug="withdrawn-round"),
        answers={1: plants.plant("answer of the withdrawn round")},
    )


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """The address and the HTML of every public page, found by following links."""
    to_read, seen = ["/"], {"/"}
    while to_read:
        page = read(client, to_read.pop())
        yield page.address, page.html
        for link in page.links:
            if link not in seen:
                seen.add(link)
                to_read.append(link)


def test_nothing_private_stands_on_any_public_page(client: Client, plants: Plants) -> None:
    read_pages = list(pages(client))
    assert {"/rounds/public/", "/rounds/public/questions/1/", "/politicians/silent-one/"} <= {
        address for address, _ in read_pages
    }
    read_pages += [(address, client.get(address).content.decode()) for address in HIDDEN_ADDRESSES]
    for address in FOR_PROGRAMS:
        answered = client.get(address)
        assert answered.status_code == 200, address
        read_pages.append((address, answered.content.decode()))
    shown = {
        (planted, address) for address, html in read_pages for planted in plants.planted if planted in html
    }
    assert shown == set()
    assert any("Public words." in html for _, html in read_pages)
    assert len(plants.planted) == 67
    assert not any("1999-12" in html or "December 1999" in html for _, html in read_pages)


@pytest.mark.parametrize("address", ["/answers/", "/politicians/", "/non-respondents/"])
def test_nothing_private_can_be_found_by_searching(client: Client, plants: Plants, address: str) -> None:
    found = {
        planted for planted in plants.planted if "page.none" not in read(client, f"{address}?q={planted}").ids
    }
    assert found == set()


def test_what_is_withheld_or_withdrawn_says_so(client: Client, plants: Plants) -> None:
    assert plants.planted
    page = read(client, "/rounds/public/questions/1/")
    assert [words_in(element) for element in page.all("p", class_="withheld")] == [
        "An answer was received; it is held back. Our lawyers read it."
    ]
    page = read(client, "/rounds/public/")
    assert "A reply was received, published, and withdrawn on 3 July 2026." in page.text
    assert "It was withdrawn at their request." in page.text
    assert page.standings == {
        "silent-one": "no_response",
        "put-forward": "awaiting",
        "answers-all": "partly_answered",
        "held-back": "partly_answered",
        "unpublished-person": "replied",
        "withdrawn-person": "replied",
    }


@pytest.mark.parametrize("address", HIDDEN_ADDRESSES)
def test_drafts_are_as_unknown_as_any_other_address(client: Client, plants: Plants, address: str) -> None:
    assert plants.planted
    if "withdrawn" in address:
        page = read(client, address, 410)
        assert "withdrew it on 3 July 2026" in page.text
        assert "We asked the wrong people." in page.text
        return
    unknown = client.get(address.replace("draft", "never-heard-of"))
    assert client.get(address).content == unknown.content
    assert (client.get(address).status_code, unknown.status_code) == (404, 404)
