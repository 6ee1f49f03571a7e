"""Putting people on a round's list by their names: the box, the page that shows who is meant, and the act."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from questions.actions import Named, add_people
from questions.models import Correction, Round
from respondents.models import FormerSlug, Politician
from tests import factories as make
from tests.desk import sign_in_again, signed_in
from tests.pages import NOTE, fields_of, messages_on, page_of, text_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make.make_round(published=False, body=make.make_body(), asked_on="2026-07-01")


def page_for(round_: Round) -> str:
    return reverse("admin:questions_round_names", args=[round_.pk])


def shown(browser: Client, round_: Round, names: str) -> Any:
    """The page that asks, after *names* were pasted."""
    return browser.post(page_for(round_), {"names": names})


def rows_on(page: Any) -> list[list[str]]:
    """Each line as the page shows it; of a choice the option that is chosen."""
    rows = []
    for row in page_of(page).findall(".//table[@class='desk-table']/tbody/tr"):
        for choice in row.iter("select"):
            for option in list(choice):
                if option.get("selected") is None:
                    choice.remove(option)
        rows.append([words_of(cell) for cell in row])
    return rows


def listed(round_: Round) -> list[tuple[str, str, str, str, str]]:
    return [
        (each.name, each.slug, each.party_words, each.role, each.area)
        for each in round_.recipients.in_order()
    ]


def test_names_are_found_or_made_new_after_a_page_that_shows_who_is_meant(
    round_: Round, admin_client: Client
) -> None:
    green = make.make_party("Green Party")
    ann = make.make_politician("Ann Able", slug="ann")
    make.make_membership(ann, round_.body, party=green, role="chairman", area="North")  # type: ignore[arg-type]
    make.make_politician("Robert Best", slug="bob", other_names="Bob Best\nBobby")
    asking = shown(
        admin_client,
        round_,
        "Ann Able\r\n\r\n  Bob  Best \r\nCyd de la Cruz, green party, South, by the sea\r\n",
    )
    assert rows_on(asking) == [
        ["Ann Able", "Ann Able (ann)", "Green Party", "North", "chairman"],
        ["Bob Best", "Robert Best (bob)", "party not given", "", ""],
        ["Cyd de la Cruz", "new: a record is made of them", "Green Party", "South, by the sea", ""],
    ]
    assert (round_.recipients.count(), Politician.objects.count()) == (0, 2)
    answer: Any = admin_client.post(page_for(round_), fields_of(asking))
    assert answer.url == reverse("admin:questions_round_desk", args=[round_.pk])
    assert messages_on(admin_client.get(answer.url)) == [
        "3 people were added to the list. Next: put the questions to them, then record what comes back."
    ]
    assert listed(round_) == [
        ("Ann Able", "ann", "Green Party", "chairman", "North"),
        ("Robert Best", "bob", "party not given", "", ""),
        ("Cyd de la Cruz", "cyd-de-la-cruz", "Green Party", "", "South, by the sea"),
    ]
    assert Politician.objects.get(slug="cyd-de-la-cruz").sort_name == "Cruz, Cyd de la"


def test_who_is_meant_is_chosen_where_several_are_called_so(round_: Round, admin_client: Client) -> None:
    make.make_politician("Ann Able", slug="ann")
    other = make.make_politician("Ann Able", slug="ann-2")
    asking = shown(admin_client, round_, "Ann Able")
    assert rows_on(asking)[0][1] == "several are called so: choose"
    page = admin_client.post(page_for(round_), fields_of(asking))
    assert "Several on file are called “Ann Able”: choose who is meant." in text_of(page)
    assert round_.recipients.count() == 0
    admin_client.post(page_for(round_), fields_of(page) | {"who_1": str(other.pk)})
    assert [each.politician for each in round_.recipients.all()] == [other]


def test_a_namesake_may_be_somebody_new(round_: Round, admin_client: Client) -> None:
    make.make_politician("Ann Able", slug="ann-able")
    FormerSlug.objects.create(slug="ann-able-2", politician=make.make_politician("Somebody Else"))
    asking = shown(admin_client, round_, "Ann Able")
    admin_client.post(page_for(round_), fields_of(asking) | {"who_1": "new"})
    assert listed(round_) == [("Ann Able", "ann-able-3", "party not given", "", "")]


def test_whoever_is_on_the_list_stays_as_they_are(round_: Round, admin_client: Client) -> None:
    make.make_recipient(round_, "Ann Able", area="North")
    asking = shown(admin_client, round_, "Ann Able, , South\nBob Best")
    assert "2 named, 1 of them to be added" in text_of(asking)
    assert rows_on(asking)[0][1] == "Ann Able (ann-able), on the list already"
    admin_client.post(page_for(round_), fields_of(asking))
    assert listed(round_) == [
        ("Ann Able", "ann-able", "party not given", "", "North"),
        ("Bob Best", "bob-best", "party not given", "", ""),
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (" \r\n ", "Nobody is named, so nobody was added."),
        (
            "Lewis, Clive",
            (
                "“Lewis, Clive”: no party on file is called “Clive”. Write the name first, then the party as it is "
                "on file, or the name alone."
            ),
        ),
        (", Green Party", "“, Green Party”: the name is missing."),
        ("Ann\r\nBob\r\nAnn", "“Ann” stands there twice. Leave one out: a namesake is added by itself."),
        ("A" * 201, f"“{'A' * 40}…”: a name and an area have at most 200 characters."),
        (
            "\r\n".join(f"N{number}" for number in range(201)),
            "These are 201 names: at most 200 are added at a time.",
        ),
        ("Ann\x01", "The text has a control character (U+0001) in line 1 that cannot be kept."),
    ],
)
def test_what_cannot_be_read_is_told_and_the_words_stay(
    names: str, said: str, round_: Round, admin_client: Client
) -> None:
    page = shown(admin_client, round_, names)
    assert said in text_of(page)
    assert fields_of(page)["names"] == [names]
    assert Politician.objects.count() == 0


def test_somebody_new_of_that_name_since_brings_the_page_back(round_: Round, admin_client: Client) -> None:
    asking = shown(admin_client, round_, "Ann Able")
    make.make_politician("Ann Able", slug="ann")
    page = admin_client.post(page_for(round_), fields_of(asking))
    assert page.status_code == 200
    assert rows_on(page)[0][1] == "Ann Able (ann)"
    assert (Politician.objects.count(), round_.recipients.count()) == (1, 0)


def test_the_box_is_given_back_to_be_changed(round_: Round, admin_client: Client) -> None:
    fields = fields_of(shown(admin_client, round_, "Ann\r\nBob"))
    page = admin_client.post(page_for(round_), {"names": fields["names"], "_box": "1"})
    assert fields_of(page)["names"] == ["Ann\r\nBob"]
    assert "Show who they are…" in page.content.decode()
    assert Politician.objects.count() == 0


@pytest.mark.usefixtures("quick_passwords")
def test_names_survive_signing_in_again(round_: Round) -> None:
    browser = signed_in()
    fields = fields_of(shown(browser, round_, "Ann Able\r\nBob Best"))
    browser.logout()
    signing_in = browser.post(page_for(round_), fields)
    back = sign_in_again(browser, signing_in)
    assert fields_of(back)["names"] == ["Ann Able\r\nBob Best"]
    assert Politician.objects.count() == 0
    assert browser.post(page_for(round_), fields_of(back)).status_code == 302
    assert [name for name, *_ in listed(round_)] == ["Ann Able", "Bob Best"]


def test_all_are_added_or_none(editor: User) -> None:
    round_ = make.make_round(asked_count=1)
    with pytest.raises(ValidationError):
        add_people(round=round_, people=[Named("Ann"), Named("Bob")], by=editor)
    with pytest.raises(ValidationError):
        add_people(round=make.make_round(published=False), people=[Named("Ann"), Named("B" * 201)], by=editor)
    with pytest.raises(ValidationError, match="Nobody is named"):
        add_people(round=round_, people=[], by=editor)
    assert (Politician.objects.count(), round_.recipients.count()) == (0, 0)


def test_readers_of_a_public_round_are_told(client: Client) -> None:
    round_ = make.make_round()
    client.force_login(make.make_publisher())
    asking = client.post(page_for(round_), {"names": "Ann Able"})
    page = client.post(page_for(round_), fields_of(asking))
    assert "What do you tell readers?" in text_of(page)
    assert Politician.objects.count() == 0
    assert client.post(page_for(round_), {**fields_of(page), **NOTE}).status_code == 302
    assert (round_.recipients.get().name, Correction.objects.get().now) == ("Ann Able", "It is right.")


def test_whoever_may_add_no_politicians_adds_those_on_file_only(round_: Round, client: Client) -> None:
    make.make_politician("Ann Able")
    some = make.make_user(is_superuser=False)
    some.user_permissions.set(make.permissions("view_round", "change_round", "add_recipient"))
    client.force_login(some)
    refused = client.post(page_for(round_), fields_of(shown(client, round_, "Bob Best")))
    assert (refused.status_code, Politician.objects.count()) == (403, 1)
    assert client.post(page_for(round_), fields_of(shown(client, round_, "Ann Able"))).status_code == 302
    assert [name for name, *_ in listed(round_)] == ["Ann Able"]


def test_a_body_without_seats_is_no_dead_end(round_: Round, admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:questions_round_members", args=[round_.pk]))
    assert "No seat is on file here, so nobody can be ticked: paste the names below" in text_of(page)
    assert "Everyone who sits on the body" not in text_of(page)
    (form,) = [
        form for form in page_of(page).iter("form") if form.find(".//textarea[@name='names']") is not None
    ]
    assert form.get("action") == page_for(round_)
    assert form.find(".//input[@name='csrfmiddlewaretoken']") is not None
    assert "csrfmiddlewaretoken" in fields_of(admin_client.get(page_for(round_)))
    addresses = {words_of(link): link.get("href") for link in page_of(page).iter("a")}
    assert addresses["Add one person, an organisation or an unnamed group"] == (
        f"{reverse('admin:questions_recipient_add')}?round={round_.pk}"
        f"&next={reverse('admin:questions_round_desk', args=[round_.pk])}"
    )
