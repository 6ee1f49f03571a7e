"""What was changed since a page asked whether to delete it is not deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from questions.models import Approach, Campaign, Question, Recipient, Round
from respondents.models import EditedMeanwhileError, Party
from tests import factories as make
from tests.pages import fields_of, text_of
from tests.questions.editors import opened, page_for, save_at, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return signed_in("ada")


@pytest.fixture
def ben() -> Client:
    return signed_in("ben")


def rename(party: Party, name: str, client: Client) -> None:
    address = page_for(party)
    assert client.post(address, opened(client, address) | {"name": name}).status_code == 302


def test_a_row_that_was_changed_since_the_page_asked_is_not_deleted(ada: Client, ben: Client) -> None:
    party = make.make_party("Greens")
    address = page_for(party, act="delete")
    fields = fields_of(ben.get(address))
    rename(party, "The Greens", ada)
    save_at(party)
    page: Any = ben.post(address, fields)
    assert (page.status_code, Party.objects.count()) == (200, 1)
    assert (
        "Nothing was deleted: The party “The Greens” was changed by ada on 3 July 2026 at 14:03. "
        "You are about to delete the party “The Greens”, and all that stands below."
    ) in text_of(page)
    assert ben.post(address, fields_of(page)).status_code == 302
    assert Party.objects.count() == 0


@override_settings(ROOT_URLCONF="tests.questions.urls_unprotected")
def test_twin_on_a_stock_page_the_change_is_deleted(ada: Client, ben: Client) -> None:
    party = make.make_party("Greens")
    address = page_for(party, "unprotected", act="delete")
    assert ben.get(address).status_code == 200
    rename(party, "The Greens", ada)
    assert ben.post(address, {"post": "yes"}).status_code == 302
    assert Party.objects.count() == 0


def test_a_deletion_that_does_not_say_what_was_shown_deletes_nothing(ben: Client) -> None:
    party = make.make_party("Greens")
    page: Any = ben.post(page_for(party, act="delete"), {"post": "yes"})
    assert (page.status_code, Party.objects.count()) == (200, 1)
    assert "Nothing was deleted: This page was sent without saying what it had shown" in text_of(page)


def selected(client: Client, *rows: Any) -> tuple[str, dict[str, Any]]:
    """The page that asks whether to delete *rows*: its address and what its button sends."""
    model = rows[0]._meta
    address = reverse(f"admin:{model.app_label}_{model.model_name}_changelist")
    page: Any = client.post(
        address, {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    )
    return address, fields_of(page)


def test_of_several_selected_none_is_deleted_when_one_was_changed(ada: Client, ben: Client) -> None:
    parties = [make.make_party("Greens"), make.make_party("Reds")]
    address, fields = selected(ben, *parties)
    rename(parties[0], "The Greens", ada)
    page: Any = ben.post(address, fields)
    assert (page.status_code, Party.objects.count()) == (200, 2)
    assert "Nothing was deleted: The party “The Greens” was changed by ada on" in text_of(page)
    assert ben.post(address, fields_of(page)).status_code == 302
    assert Party.objects.count() == 0
    assert Party.history.filter(history_type="-").count() == 2


def test_several_selected_are_deleted_when_nothing_changed(ben: Client) -> None:
    parties = [make.make_party("Greens"), make.make_party("Reds")]
    address, fields = selected(ben, *parties)
    assert ben.post(address, fields).status_code == 302
    assert Party.objects.count() == 0


def test_twin_unseen_the_change_is_deleted_with_those_selected(ada: Client, ben: Client) -> None:
    party = make.make_party("Greens")
    address, fields = selected(ben, party)
    rename(party, "The Greens", ada)
    fields["seen"] = selected(ben, party)[1]["seen"]
    ben.post(address, fields)
    assert Party.objects.count() == 0


def test_what_would_go_with_a_draft_is_seen_too(ben: Client) -> None:
    draft = make.make_round(published=False, questions=2)
    address = page_for(draft, act="delete")
    fields = fields_of(ben.get(address))
    added = make.make_recipient(draft, "Ann")
    page: Any = ben.post(address, fields)
    assert (page.status_code, Round.objects.count()) == (200, 1)
    assert f"Nothing was deleted: The recipient “{added}” was added on" in text_of(page)
    question = draft.questions.get(number=1)
    question.text = "Reworded?"
    question.save()
    page = ben.post(address, fields_of(page))
    assert "The question “1. Reworded?” was changed on" in text_of(page)
    assert ben.post(address, fields_of(page)).status_code == 302
    assert (Round.objects.count(), Question.objects.count(), Recipient.objects.count()) == (0, 0, 0)


def test_deleting_a_row_as_it_was_read_deletes_no_later_version() -> None:
    stale = make.make_campaign("Schools")
    Campaign.objects.get(pk=stale.pk).save()
    with pytest.raises(EditedMeanwhileError) as refused, transaction.atomic():
        stale.delete()
    assert "".join(refused.value.messages) == (
        "Somebody else changed or deleted “Schools” in the meantime. "
        "Read it again before you change it. Nothing was changed."
    )
    assert Campaign.objects.count() == 1
    Campaign.objects.get(pk=stale.pk).delete()
    assert Campaign.objects.count() == 0


def test_twin_past_the_version_a_later_edit_is_deleted() -> None:
    stale = make.make_approach(make.make_recipient(make.make_round()))
    Approach.objects.get(pk=stale.pk).save()
    Approach._base_manager.filter(pk=stale.pk).delete()  # past `delete`, and so past the version
    assert Approach.objects.count() == 0
