"""Every line of the checklist that blocks publication leads to the place where it is put right."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from questions.actions import record_response
from questions.models import Decision, Round
from tests import factories as make
from tests.pages import page_of, text_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client: Client) -> User:
    publisher = make.make_publisher("pam")
    client.force_login(publisher)
    return publisher


def blocks_on(client: Client, round_: Round) -> dict[str, str]:
    """What blocks publication, with the addresses the lines lead to; the way back left out."""
    desk = page_of(client.get(reverse("admin:questions_round_desk", args=[round_.pk])))
    lines = desk.findall(".//li[@class='blocks']")
    found = {}
    for line in lines:
        link = line.find("a")
        address = "" if link is None else str(link.get("href"))
        found[words_of(line).removeprefix("Blocks publication: ")] = address
    return found


@pytest.mark.usefixtures("publisher")
def test_a_silence_without_evidence_leads_to_where_it_is_withdrawn(client: Client) -> None:
    draft = make.make_round(published=False, asked_on="2026-07-01", deadline_on="2026-07-10")
    ann = make.make_recipient(draft, "Ann", decision=Decision.NO_RESPONSE, decided_on="2026-07-11")
    (address,) = blocks_on(client, draft).values()
    assert address == f"{reverse('admin:questions_round_silences', args=[draft.pk])}?recipient={ann.pk}"
    assert "Ann" in text_of(client.get(address))


def test_words_of_ones_own_lead_to_the_response_and_say_who_may_publish_it(
    client: Client, publisher: User
) -> None:
    draft = make.make_round(published=False, asked_on="2026-07-01")
    own = [
        record_response(
            round=draft, signatories=[make.make_recipient(draft, name)], answers={1: "Yes."}, by=publisher
        )
        for name in ("Ann", "Ben")
    ]
    told = "You entered the response from {} yourself, and whoever entered words does not publish them."
    found = blocks_on(client, draft)
    for response, name in zip(own, ("Ann", "Ben"), strict=True):
        (line,) = [each for each in found if each.startswith(told.format(name))]
        assert line.endswith("Nobody else may publish yet: an administrator makes somebody a publisher.")
        assert found[line].startswith(reverse("admin:questions_response_change", args=[response.pk]))
    make.make_publisher("quin", first_name="Quin", last_name="Able")
    make.make_reporter("rita")
    assert all(line.endswith("Who may: Quin Able.") for line in blocks_on(client, draft))
    for name in ("sam", "tess", "una"):
        make.make_publisher(name)
    assert all(
        line.endswith("Who may: Quin Able, sam, tess and 1 more.") for line in blocks_on(client, draft)
    )
