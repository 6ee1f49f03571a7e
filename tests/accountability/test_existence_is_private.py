"""Whether a draft is there at all is private: its addresses answer as those of what never was, to the last byte."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.accountability.test_who_may_do_what import Address, addresses, path_of, rows_of

pytestmark = pytest.mark.django_db

NEVER_WAS = 987654


def told(client: Client, path: str, method: str = "get") -> tuple[int, dict[str, str], bytes]:
    """All that an answer tells: its status, its headers and its words, but for the address and the time of asking."""
    answer = getattr(client, method)(path)
    headers = {
        name: value.replace(path, "PATH") for name, value in answer.headers.items() if name != "Expires"
    }
    return answer.status_code, headers, answer.content.replace(path.encode(), b"PATH")


@pytest.mark.parametrize("who", ["a reader", "staff without a group"])
def test_a_drafts_pages_answer_as_those_of_what_never_was(who: str, client: Client) -> None:
    if who != "a reader":
        client.force_login(make.make_user(is_superuser=False))
    slugs = rows_of(published=False)["slug"]
    for name, slug in slugs.items():
        number = {"number": 1} if name == "question" else {}
        draft, never = (reverse(name, kwargs={"slug": each, **number}) for each in (slug, "never-was"))
        assert client.get(draft).status_code == 404, name
        assert told(client, draft) == told(client, never), name
        assert told(client, draft, "head") == told(client, never, "head"), name


def test_a_politician_in_drafts_only_is_not_found_under_a_former_address_either(client: Client) -> None:
    person = make.make_recipient(make.make_round(published=False)).politician
    assert person is not None
    person.former_slugs.create(slug="as-she-was")
    former, never = reverse("politician", args=["as-she-was"]), reverse("politician", args=["never-was"])
    assert told(client, former) == told(client, never)


def object_pages() -> list[Address]:
    return [each for each in addresses() if {"object_id", "id"} & set(each.parts)]


def missing(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same addresses of rows that were never there."""
    return {**rows, **{part: dict.fromkeys(rows[part], NEVER_WAS) for part in ("object_id", "id")}}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("published", [False, True])
def test_whoever_may_not_look_learns_nothing_from_the_admin(method: str, published: bool) -> None:
    rows = rows_of(published=published)
    client = Client()
    client.force_login(make.make_user("bare", is_superuser=False))
    assert len(object_pages()) > 50
    for address in object_pages():
        there, never = (told(client, path_of(address, each), method) for each in (rows, missing(rows)))
        assert there[0] == 404, address
        assert there == never, address


def test_whoever_may_look_at_one_thing_learns_nothing_of_another() -> None:
    """A right to see parties is none to know which rounds there are."""
    rows = rows_of(published=False)
    client = Client()
    somebody = make.make_user("bare", is_superuser=False)
    somebody.user_permissions.add(*make.permissions("view_party"))
    client.force_login(somebody)
    others = [each for each in object_pages() if not each.name.startswith("admin:respondents_party_")]
    for address in others:
        there, never = (told(client, path_of(address, each)) for each in (rows, missing(rows)))
        assert there == never, address
    party = rows["object_id"]["respondents_party"]
    assert client.get(reverse("admin:respondents_party_change", args=[party])).status_code == 200


def test_the_short_address_of_a_row_is_the_same_for_all() -> None:
    """Django leads from `…/round/7/` to `…/round/7/change/` without a look whether there is a seventh round."""
    rows = rows_of(published=False)["object_id"]
    client = Client()
    client.force_login(make.make_user("bare", is_superuser=False))
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        there, never = (
            reverse(f"admin:{name}_change", args=[pk]).removesuffix("change/")
            for pk in (rows[name], NEVER_WAS)
        )
        assert told(client, there) == told(client, never)


def test_the_admin_leads_nobody_from_a_number_to_a_drafts_address(client: Client) -> None:
    client.force_login(make.make_publisher())
    draft = make.make_round(published=False)
    page = client.get(f"/admin/r/9/{draft.pk}/")
    assert page.status_code == 404
    assert draft.slug.encode() not in page.content
