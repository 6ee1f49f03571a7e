"""Whoever saves a page that was reached from the desk comes back to the desk, and nowhere else."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.pages import send

pytestmark = pytest.mark.django_db

DESK = "/admin/questions/round/1/desk/?show=late&q=ann"
LIST = "/admin/respondents/party/"


def address(way: str) -> str:
    party = make.make_party("Labour")
    return f"{reverse('admin:respondents_party_change', args=[party.pk])}?next={quote(way)}"


def test_saving_leads_back_to_the_desk_as_it_was(admin_client: Client) -> None:
    assert send(admin_client, address(DESK), name="Labour Party").url == DESK
    assert send(admin_client, address(DESK)).url == DESK  # unchanged
    new = f"{reverse('admin:respondents_party_add')}?next={quote(DESK)}"
    assert send(admin_client, new, name="A", slug="a", adjective="A").url == DESK


def test_staying_on_the_page_keeps_the_way_back(admin_client: Client) -> None:
    here = address(DESK)
    again = send(admin_client, here, "_continue", name="Labour Party").url
    assert (
        again
        == f"{here.split('?')[0]}?next=%2Fadmin%2Fquestions%2Fround%2F1%2Fdesk%2F%3Fshow%3Dlate%26q%3Dann"
    )
    assert send(admin_client, again, name="Labour").url == DESK
    another = send(admin_client, again, "_addanother", name="Labour Party").url
    assert send(admin_client, another, name="B", slug="b", adjective="B").url == DESK


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/admin/",
        "//evil.example/admin/",
        "/\\evil.example/admin/",
        "http:///admin/",
        "javascript:alert(1)",
        "/rounds/1/",
        "admin/",
        "\x00/admin/",
        "",
    ],
)
def test_an_address_elsewhere_is_left_alone(elsewhere: str, admin_client: Client) -> None:
    assert send(admin_client, address(elsewhere), name="Labour Party").url == LIST
