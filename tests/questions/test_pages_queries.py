"""Every page takes a fixed number of queries, the same with 3 and with 300 recipients."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from questions.models import Answer, Approach, Recipient, RecipientKind, Response, Round, Signatory
from questions.pages.question_page import load_question_page
from questions.pages.round_page import load_round_page
from questions.search.index import index_answers
from respondents.models import Politician
from tests.factories import (
    PUBLISHED,
    make_body,
    make_campaign,
    make_correction,
    make_party,
    make_question,
    make_response,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db

WHO_PUBLISHES = 1  # every page names them at its foot
BUDGETS = {
    "/compare/?politician=person-1&politician=person-2&politician=person-3": 8,
    "/compare/?politician=person-1": 8,
    "/rounds/second/": 8,
    "/rounds/second/?view=person": 8,
    "/rounds/second/?view=grid": 8,
    "/rounds/second/?party=green-party&standing=answered&q=person&area=x&view=grid": 8,
    "/rounds/second/all/": 8,
    "/rounds/second/questions/1/": 6,
    "/politicians/person-1/": 6,
    "/": 6,
    "/campaigns/campaign/": 6,
    "/answers/": 10,
    "/answers/?q=words": 12,
    "/answers/?q=words&party=green-party&standing=answered&round=second&question=1": 10,
    "/politicians/": 7,
    "/politicians/?q=person&party=green-party&standing=replied": 7,
    "/non-respondents/": 6,
    "/parties/green-party/": 6,
    "/bodies/council/": 6,
    "/corrections/": 6,
    "/feed/": 12,
    "/campaigns/campaign/feed/": 12,
    "/rounds/second/feed/": 12,
    "/politicians/person-1/feed/": 12,
    "/corrections/feed/": 6,
    "/rounds/second/card.png": 4,
    "/sitemap.xml": 6,
    "/sitemap-politicians.xml": 6,
    "/sitemap-questions.xml": 6,
}
MEASURED = {
    "/compare/?politician=person-1&politician=person-2&politician=person-3": 8,
    "/compare/?politician=person-1": 2,
    "/rounds/second/": 8,
    "/rounds/second/?view=person": 8,
    "/rounds/second/?view=grid": 8,
    "/rounds/second/?party=green-party&standing=answered&q=person&area=x&view=grid": 8,
    "/rounds/second/all/": 8,
    "/rounds/second/questions/1/": 6,
    "/politicians/person-1/": 6,
    "/": 6,
    "/campaigns/campaign/": 3,
    "/answers/": 10,
    "/answers/?q=words": 11,
    "/answers/?q=words&party=green-party&standing=answered&round=second&question=1": 10,
    "/politicians/": 6,
    "/politicians/?q=person&party=green-party&standing=replied": 7,
    "/non-respondents/": 5,
    "/parties/green-party/": 3,
    "/bodies/council/": 4,
    "/corrections/": 3,
    "/feed/": 11,
    "/campaigns/campaign/feed/": 12,
    "/rounds/second/feed/": 10,
    "/politicians/person-1/feed/": 10,
    "/corrections/feed/": 4,
    "/rounds/second/card.png": 2,
    "/sitemap.xml": 4,
    "/sitemap-politicians.xml": 2,
    "/sitemap-questions.xml": 2,
}
NAME_NO_PUBLISHER = ("/sitemap", "/rounds/second/card.png")


def fill(number: int) -> None:
    """Two rounds of five questions to *number* people: a third answer, a third are silent, a third await."""
    campaign, body, party = (
        make_campaign("Campaign", slug="campaign"),
        make_body(slug="council"),
        make_party(),
    )
    first = make_round(slug="first", campaign=campaign, body=body, questions=5, asked_count=number)
    second = make_round(slug="second", campaign=campaign, body=body, questions=0, follows=first)
    second.sources.add(make_source())
    for question in first.questions.all():
        make_question(second, number=question.number, repeats=question)
    people = Politician._base_manager.bulk_create(
        Politician(slug=f"person-{each}", name=f"Person {each}", sort_name=f"{each:03d}")
        for each in range(1, number + 1)
    )
    for round_ in (first, second):
        answer_a_third(round_, people, party.pk)
    make_correction(second, recipient=second.recipients.first())
    later = PUBLISHED + datetime.timedelta(days=1)
    make_response(second.recipients.get(slug="person-2"), answers={1: "Later words."}, published_at=later)
    unseen = second.recipients.get(slug="person-3")
    make_response(unseen, published=False)


def answer_a_third(round_: Round, people: list[Politician], party: int) -> None:
    recipients = Recipient._base_manager.bulk_create(
        Recipient(
            round=round_,
            slug=person.slug,
            name=person.name,
            politician=person,
            kind=RecipientKind.PERSON,
            position=place,
            party_id=party,
            decision="no_response" if place % 3 == 2 else "",
        )
        for place, person in enumerate(people, 1)
    )
    Approach._base_manager.bulk_create(Approach(recipient=each, made_on="2026-07-01") for each in recipients)
    answering = recipients[::3]
    responses = Response._base_manager.bulk_create(
        Response(round=round_, slug=each.slug, published_at=PUBLISHED) for each in answering
    )
    Signatory._base_manager.bulk_create(
        Signatory(response=response, recipient=each)
        for response, each in zip(responses, answering, strict=True)
    )
    Answer._base_manager.bulk_create(
        Answer(response=response, question=question, text=f"Words of {response.slug}.")
        for response in responses
        for question in round_.questions.all()
    )
    index_answers(Q(response__round=round_), "default")


@pytest.mark.parametrize("address", BUDGETS)
@pytest.mark.parametrize("number", [3, 300])
def test_page_takes_a_fixed_number_of_queries(
    client: Client,
    django_assert_num_queries: Callable[[int], CaptureQueriesContext],
    address: str,
    number: int,
) -> None:
    fill(number)
    names_publisher = not address.startswith(NAME_NO_PUBLISHER)
    with django_assert_num_queries(MEASURED[address] + (WHO_PUBLISHES if names_publisher else 0)):
        response = client.get(address)
    assert response.status_code == 200
    assert MEASURED[address] <= BUDGETS[address]


@pytest.mark.parametrize("address", ["/how-we-count/", "/about/", "/no/such/page/"])
def test_plain_page_asks_only_who_publishes_it(client: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == WHO_PUBLISHES


def test_templates_run_no_query() -> None:
    fill(3)
    ContentType.objects.clear_cache()
    round_page = load_round_page("second", timezone.now())
    question_page = load_question_page("second", 1, timezone.now())
    with CaptureQueriesContext(connection) as queries:
        render_to_string("round.html", {"page": round_page})
        render_to_string("round_all.html", {"page": round_page})
        render_to_string("question.html", {"page": question_page})
    assert len(queries) == 0
