"""An address is erased from rows, history and log; that it was erased is kept, without it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from questions.actions import erase_contact_details
from questions.actions.history import note_in_history
from questions.models import Recipient
from respondents.admin.history import Part, history_of
from respondents.models import ContactAddress, Politician
from tests.factories import (
    make_approach,
    make_contact_address,
    make_politician,
    make_recipient,
    make_response,
    make_round,
    make_viewer,
)
from tests.pages import messages_on, send, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "ann@private.example"


@pytest.fixture
def ann(editor: User) -> Recipient:
    """Somebody whose address stands wherever the record itself keeps it."""
    politician = make_politician("Ann")
    ann = make_recipient(make_round(), politician=politician, name="Ann")
    address = make_contact_address(
        politician, value=f"old-{ADDRESS}", private_note=f"Not {ADDRESS} at night."
    )
    address.value = ADDRESS
    address.save()
    approach = make_approach(ann, made_to="ANN@private.example", private_note=f"Wrote to {ADDRESS} again.")
    approach.made_to = ADDRESS
    approach.save()
    gone = make_contact_address(politician, value=f"{ADDRESS}.uk")
    gone.delete()
    note_in_history(politician, editor, f"Rang about {ADDRESS}.")
    return ann


def everywhere(words: str) -> list[str]:
    """The tables and columns of the whole database in which *words* stand."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            for field in model._meta.concrete_fields:
                column = connection.ops.quote_name(str(field.column))
                cursor.execute(
                    f"SELECT COUNT(*) FROM {table} WHERE LOWER(CAST({column} AS TEXT)) LIKE %s",  # noqa: S608 - own names
                    [f"%{words.lower()}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{model._meta.db_table}.{field.column}")
    return sorted(set(found))


def test_an_erased_address_stands_nowhere_in_the_database(ann: Recipient, editor: User) -> None:
    assert everywhere(ADDRESS) == [
        "django_admin_log.change_message",
        "questions_approach.made_to",
        "questions_approach.private_note",
        "questions_historicalapproach.made_to",
        "questions_historicalapproach.private_note",
        "respondents_contactaddress.private_note",
        "respondents_contactaddress.value",
        "respondents_historicalcontactaddress.private_note",
        "respondents_historicalcontactaddress.value",
    ]
    assert erase_contact_details(addresses=ContactAddress.objects.all(), by=editor) == []
    assert everywhere(ADDRESS) == []
    approach = ann.approaches.get()
    assert (approach.made_to, approach.private_note) == ("[erased]", "Wrote to [erased] again.")
    assert not ContactAddress.objects.exists()


def test_that_it_was_erased_is_kept_without_it(ann: Recipient, editor: User) -> None:
    erase_contact_details(addresses=ContactAddress.objects.all(), by=editor)
    politician = Politician.objects.get()
    assert ("Erased contact details: e-mail.", "editor") in [
        (entry.what, entry.who) for entry in history_of(politician, [Part(ContactAddress, "politician")])
    ]
    assert LogEntry.objects.filter(change_message="Rang about [erased].").count() == 1
    assert ann.approaches.count() == 1


def test_texts_that_are_evidence_are_named_and_left_alone(ann: Recipient, editor: User) -> None:
    original = f"From: {ADDRESS}\n\nYes."
    response = make_response(ann, answers={1: "Yes."}, original=original, notes=f"Ask {ADDRESS}.")
    left = erase_contact_details(addresses=ContactAddress.objects.all(), by=editor)
    assert sorted((mention.row, mention.field) for mention in left) == [
        (response, "original"),
        (response, "private notes"),
    ]
    response.refresh_from_db()
    assert response.original == original


def test_nothing_chosen_is_a_sentence(editor: User) -> None:
    with pytest.raises(ValidationError) as refused:
        erase_contact_details(addresses=[], by=editor)
    assert refused.value.messages == ["Choose at least one address to erase. Nothing was changed."]


def test_the_page_erases_what_is_ticked_and_tells_what_is_left(ann: Recipient, admin_client: Client) -> None:
    make_response(ann, answers={1: "Yes."}, original=f"From: {ADDRESS}\n\nYes.")
    address = reverse("admin:respondents_politician_erase", args=[ann.politician_id])
    refused = send(admin_client, address, "")
    assert "Tick at least one address. Nothing was changed." in text_of(refused)
    kept = make_contact_address(Politician.objects.get(), value="other@private.example")
    chosen = ContactAddress.objects.exclude(pk=kept.pk).get()
    page = send(admin_client, address, "", addresses=[str(chosen.pk)])
    assert "What was erased still stands in these texts." in text_of(page)
    assert messages_on(page) == ["Erased from the record, its history and its log."]
    assert list(ContactAddress.objects.all()) == [kept]


def test_whoever_may_not_delete_addresses_may_not_erase_them(ann: Recipient, client: Client) -> None:
    client.force_login(make_viewer())
    address = reverse("admin:respondents_politician_erase", args=[ann.politician_id])
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]
    assert ContactAddress.objects.count() == 1
