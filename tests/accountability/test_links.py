"""Whoever works on the desk meets no link that ends in a refusal, or nowhere."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from questions.actions import publish_round, record_response
from questions.actions.withholding import withhold
from questions.models import Round
from tests import factories as make
from tests.pages import page_of

pytestmark = pytest.mark.django_db

# What a list's own links say: each order and filter leads to the same list.
OF_A_LIST = {"o", "p", "all", "e", "q"}
NOT_FOLLOWED = {"/admin/logout/", "/admin/jsi18n/"}


def plant() -> None:
    """A draft with a moment set, a draft without, and a public round, with whatever hangs on them."""
    reporter, publisher = make.make_reporter(), make.make_publisher()
    body, party, campaign = make.make_body(), make.make_party(), make.make_campaign()
    for state in ("draft", "set", "public"):
        round_ = make.make_round(
            published=state == "public", campaign=campaign, body=body, deadline_on="2026-07-10"
        )
        ann = make.make_recipient(round_, f"Ann {state}", party=party, body=body)
        ben = make.make_recipient(round_, f"Ben {state}", decision="no_response")
        for each in (ann, ben):
            make.make_approach(each)
        make.make_membership(ann.politician, body)  # type: ignore[arg-type]  # a person on the list has one
        reply = record_response(round=round_, signatories=[ann], answers={1: "Yes.", 2: "No."}, by=reporter)
        withhold(answer=reply.answers.get(question__number=2), note="Being checked.", by=publisher)
        round_.sources.add(make.make_source())
        if state == "set":
            ahead = timezone.now() + datetime.timedelta(days=1)
            publish_round(round=round_, at=ahead, by=make.make_publisher())
        if state == "public":
            make.make_response(ann, answers={1: "Public."})
            make.make_correction(round_)


def links_on(address: str, page: object) -> Iterator[str]:
    """The addresses on this site that a page leads to."""
    for link in page_of(page).iter("a"):  # type: ignore[arg-type]  # an answer of the test client
        there = urlsplit(urljoin(address, link.get("href") or ""))
        if there.netloc == "" and there.scheme == "" and there.path not in NOT_FOLLOWED:
            yield f"{there.path}?{there.query}" if there.query else there.path


def kind_of(address: str) -> tuple[str, str, frozenset[str]]:
    """What an address is apart from its values: of pages that differ in them alone, one is asked for.

    Each row of the desk has a page of its own; of histories and of readers' pages one of a kind will do.
    """
    parts = urlsplit(address)
    found = resolve(parts.path)
    named = (
        frozenset(name for name, _ in parse_qsl(parts.query)) - OF_A_LIST - {"next", "_changelist_filters"}
    )
    is_of_one = found.view_name.startswith("admin:") and not found.view_name.endswith("_history")
    return found.view_name, str(found.kwargs) if is_of_one else "", named


def main_pages() -> list[str]:
    """Home, and of every model its list and the page of each of its rows; of a round its desk too."""
    models = [
        model for model in admin.site._registry if model._meta.app_label in {"questions", "respondents"}
    ]
    pages = [reverse("admin:index")]
    for model in models:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages.append(reverse(f"{name}_changelist"))
        pages += [reverse(f"{name}_change", args=[row.pk]) for row in model._default_manager.all()]
    return pages + [reverse("admin:questions_round_desk", args=[round_.pk]) for round_ in Round.objects.all()]


@pytest.mark.parametrize("make_somebody", [make.make_viewer, make.make_reporter, make.make_publisher])
def test_no_link_on_the_desk_ends_in_a_refusal_or_nowhere(make_somebody: Callable[[], User]) -> None:
    plant()
    client = Client()
    client.force_login(make_somebody())
    found: dict[tuple[str, str, frozenset[str]], tuple[str, str]] = {}
    for page in main_pages():
        for link in links_on(page, client.get(page)):
            found.setdefault(kind_of(link), (link, page))
    answers = [(client.get(link).status_code, link, page) for link, page in found.values()]
    dead = [each for each in answers if each[0] not in {200, 302}]
    assert dead == []
    assert {name for name, *_ in found} > {
        "admin:questions_round_output",
        "admin:questions_response_change",
        "round",
    }
