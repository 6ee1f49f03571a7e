from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Round
from respondents.models import Body, Membership
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Body:
    """A council with a seat of every sort."""
    body = make.make_body()
    green = make.make_party()
    seats: list[tuple[str, dict[str, Any]]] = [
        ("Ann Held", {"start": "2020", "area": "North", "party": green}),
        ("Bob Undated", {"area": "South", "role": "chairman"}),
        ("Cyd Ended", {"start": "2010", "end": "2014", "area": "North"}),
        ("Dan Listed", {"start": "2020", "area": "South", "party": green}),
        ("Eve Later", {"start": "2099", "area": "South"}),
    ]
    for name, fields in seats:
        make.make_membership(make.make_politician(name), body, **fields)
    return body


@pytest.fixture
def round_(council: Body) -> Round:
    draft = make.make_round(published=False, body=council, asked_on="2026-07-01")
    make.make_recipient(draft, politician=council.memberships.get(politician__name="Dan Listed").politician)
    return draft


def address_of(round_: Round, query: str = "") -> str:
    return reverse("admin:questions_round_members", args=[round_.pk]) + query


def rows_of(page: object) -> list[str]:
    return [words_of(row) for row in page_of(page).findall(".//table[@class='desk-table']/tbody/tr")]  # type: ignore[arg-type]


def test_everyone_on_the_body_is_shown_with_what_is_to_be_looked_at(
    round_: Round, admin_client: Client
) -> None:
    page = admin_client.get(address_of(round_))
    assert rows_of(page) == [
        "Ann Held Green Party North 2020 to now, as far as is known",
        "Bob Undated party not given South chairman no dates on file dates not known: check that they hold it",
        "Cyd Ended party not given North 2010 to 2014 the seat has ended",
        "on the list Dan Listed Green Party South 2020 to now, as far as is known",
        "Eve Later party not given South 2099 to now, as far as is known the seat has not begun",
    ]
    ticked = Membership.objects.filter(politician__name__in=["Ann Held", "Bob Undated"])
    assert fields_of(page)["membership"] == [str(seat.pk) for seat in ticked.order_by("pk")]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?area=North", ["Ann Held", "Cyd Ended"]),
        ("?party=green-party", ["Ann Held", "Dan Listed"]),
        ("?party=not-given", ["Bob Undated", "Cyd Ended", "Eve Later"]),
        ("?role=chairman", ["Bob Undated"]),
        ("?area=South&party=green-party", ["Dan Listed"]),
    ],
)
def test_members_are_narrowed(query: str, names: list[str], round_: Round, admin_client: Client) -> None:
    page = page_of(admin_client.get(address_of(round_, query)))
    shown = page.findall(".//table[@class='desk-table']/tbody/tr/th")
    assert [words_of(name) for name in shown] == names


def test_the_ticked_are_added_as_they_are_now(round_: Round, admin_client: Client) -> None:
    fields = fields_of(admin_client.get(address_of(round_)))
    answer = admin_client.post(address_of(round_), fields)
    assert answer.url == reverse("admin:questions_round_desk", args=[round_.pk])  # type: ignore[attr-defined]
    added = round_.recipients.in_order()[1:]
    assert [(one.name, one.area, one.role, one.party_words, one.position) for one in added] == [
        ("Ann Held", "North", "", "Green Party", 2),
        ("Bob Undated", "South", "chairman", "party not given", 3),
    ]
    assert messages_on(admin_client.get(answer.url)) == [  # type: ignore[attr-defined]
        "2 people were added to the list. Next: put the questions to them, then record what comes back."
    ]


def test_another_body_may_be_chosen(round_: Round, admin_client: Client) -> None:
    other = make.make_body("Another Council")
    seat = make.make_membership(make.make_politician("Fay Elsewhere"), other, start="2020")
    address = address_of(round_, f"?body={other.pk}")
    admin_client.post(address, fields_of(admin_client.get(address)))
    added = round_.recipients.get(politician=seat.politician)
    assert added.body == other


@pytest.mark.parametrize("ticked", [[], ["foreign"], ["nonsense"]])
def test_nobody_or_strangers_are_refused(ticked: list[str], round_: Round, admin_client: Client) -> None:
    stranger = make.make_membership(make.make_politician(), make.make_body("Another Council"))
    chosen = [str(stranger.pk) if tick == "foreign" else tick for tick in ticked]
    page = send(admin_client, address_of(round_), "", membership=chosen)
    expected = (
        "1 of those ticked are not among the seats shown here. Nobody was added."
        if ticked
        else "Nobody was ticked, so nobody was added."
    )
    assert expected in text_of(page)
    assert round_.recipients.count() == 1


def test_looking_at_members_adds_nobody(round_: Round, admin_client: Client) -> None:
    admin_client.get(address_of(round_, "?membership=1&everyone=1"))
    assert round_.recipients.count() == 1


def test_650_members_are_added_with_one_press(admin_client: Client) -> None:
    parliament = make.make_body("Parliament")
    for _ in range(650):
        make.make_membership(make.make_politician(), parliament, start="2020")
    round_ = make.make_round(published=False, body=parliament)
    fields = fields_of(admin_client.get(address_of(round_)))
    assert len(fields["membership"]) == 650
    assert admin_client.post(address_of(round_), fields).status_code == 302
    assert round_.recipients.count() == 650


def test_more_members_than_a_page_can_send_are_added_together(admin_client: Client) -> None:
    assembly = make.make_body("Assembly")
    for _ in range(905):
        make.make_membership(make.make_politician(), assembly, start="2020")
    make.make_membership(make.make_politician("Gus Gone"), assembly, start="2010", end="2011")
    round_ = make.make_round(published=False, body=assembly)
    fields = fields_of(admin_client.get(address_of(round_)))
    assert "membership" not in fields
    assert admin_client.post(address_of(round_), fields).status_code == 302
    assert round_.recipients.count() == 905
    assert not round_.recipients.filter(name="Gus Gone").exists()


def test_two_seats_of_one_person_are_ticked_once(round_: Round, admin_client: Client) -> None:
    ann = Membership.objects.get(politician__name="Ann Held")
    make.make_membership(ann.politician, ann.body, role="deputy", start="2021")
    assert "ticked above for another seat" in rows_of(admin_client.get(address_of(round_)))[1]
