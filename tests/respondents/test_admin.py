import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from respondents.models import Body, Membership, Politician
from tests import factories as make
from tests.pages import fields_of, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db


def test_a_politician_is_entered_with_seat_identifier_and_address(admin_client: Client) -> None:
    body, party = make.make_body(), make.make_party()
    rows: dict[str, object] = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-body": body.pk,
        "memberships-0-party": party.pk,
        "memberships-0-start": "2020-05",
        "identifiers-TOTAL_FORMS": "1",
        "identifiers-0-scheme": "wikidata",
        "identifiers-0-value": "Q1",
        "contact_addresses-TOTAL_FORMS": "1",
        "contact_addresses-0-kind": "email",
        "contact_addresses-0-value": "ann@example.org",
    }
    person = {"name": "Ann Able", "sort_name": "Able, Ann", "slug": "ann-able"}
    answer = send(admin_client, reverse("admin:respondents_politician_add"), **person, **rows)
    assert answer.status_code == 302, text_of(answer)
    ann = Politician.objects.get()
    assert [(seat.body, seat.party, seat.start) for seat in ann.memberships.all()] == [
        (body, party, "2020-05")
    ]
    assert [str(identifier) for identifier in ann.identifiers.all()] == ["wikidata: Q1"]
    assert [address.value for address in ann.contact_addresses.all()] == ["ann@example.org"]


def test_a_seat_that_ends_before_it_starts_is_refused_with_a_sentence(admin_client: Client) -> None:
    seat = make.make_membership(make.make_politician(), make.make_body())
    address = reverse("admin:respondents_membership_change", args=[seat.pk])
    page = send(admin_client, address, start="2020", end="2019")
    assert "The seat would end before it starts." in text_of(page)
    assert Membership.objects.get().end == ""


def test_a_date_that_is_none_is_refused_with_a_sentence(admin_client: Client) -> None:
    seat = make.make_membership(make.make_politician(), make.make_body())
    page = send(
        admin_client, reverse("admin:respondents_membership_change", args=[seat.pk]), start="May 2020"
    )
    assert "“May 2020” is not a date this record can keep: write 2017, 2017-07 or 2017-07-03" in text_of(page)


def test_a_bodys_page_leads_to_its_seats(admin_client: Client) -> None:
    body = make.make_body()
    make.make_membership(make.make_politician("Ann"), body)
    make.make_membership(make.make_politician("Bob"), make.make_body("Another Council"))
    page = page_of(admin_client.get(reverse("admin:respondents_body_change", args=[body.pk])))
    links = {words_of(link): link.get("href", "") for link in page.iter("a")}
    found = page_of(admin_client.get(links["1 on file"]))
    assert [words_of(row[1]) for row in found.findall(".//table[@id='result_list']/tbody/tr")] == ["Ann"]


def test_people_are_found_by_another_name(admin_client: Client) -> None:
    ann = make.make_politician("Ann Able", other_names="Annie Able\nCouncillor A.")
    make.make_politician("Bob Best")
    answer = admin_client.get(
        reverse("admin:autocomplete"),
        {"term": "Annie", "app_label": "questions", "model_name": "recipient", "field_name": "politician"},
    )
    assert answer.json()["results"] == [{"id": str(ann.pk), "text": "Ann Able"}]


def test_a_politician_with_many_seats_asks_no_more_than_with_one(admin_client: Client) -> None:
    ann, body = make.make_politician(), make.make_body()
    make.make_membership(ann, body, area="0")
    address = reverse("admin:respondents_politician_change", args=[ann.pk])
    admin_client.get(address)
    with CaptureQueriesContext(connection) as one:
        admin_client.get(address)
    for area in range(1, 20):
        make.make_membership(ann, body, area=str(area))
    with CaptureQueriesContext(connection) as many:
        page = admin_client.get(address)
    assert fields_of(page)["memberships-TOTAL_FORMS"] == ["20"]
    assert len(many) == len(one)


def test_a_new_body_leads_on_to_its_seats_and_back(admin_client: Client) -> None:
    answer = send(
        admin_client, reverse("admin:respondents_body_add"), name="Council", kind="council", slug="council"
    )
    body = Body.objects.get()
    own = reverse("admin:respondents_body_change", args=[body.pk])
    assert answer.url == own
    (seats,) = [link for link in page_of(admin_client.get(own)).iter("a") if words_of(link) == "Add a seat"]
    make.make_politician("Ann")
    address = str(seats.get("href"))
    assert fields_of(admin_client.get(address))["body"] == [str(body.pk)]
    answer = send(admin_client, address, politician=str(Politician.objects.get().pk))
    assert (answer.url, body.memberships.count()) == (own, 1)


def test_a_sort_name_is_proposed_from_the_name_where_none_is_typed(admin_client: Client) -> None:
    add = reverse("admin:respondents_politician_add")
    send(admin_client, add, name="Clive Lewis", slug="clive-lewis", sort_name="")
    send(admin_client, add, name="Mary van der Berg", slug="mary", sort_name="van der Berg, Mary")
    send(admin_client, add, name="Cher", slug="cher", sort_name=" ")
    assert dict(Politician.objects.values_list("slug", "sort_name")) == {
        "clive-lewis": "Lewis, Clive",
        "mary": "van der Berg, Mary",
        "cher": "Cher",
    }
    cher = Politician.objects.get(slug="cher")
    page = send(admin_client, reverse("admin:respondents_politician_change", args=[cher.pk]), sort_name="")
    assert page.status_code == 302
    cher.refresh_from_db()
    assert cher.sort_name == "Cher"
