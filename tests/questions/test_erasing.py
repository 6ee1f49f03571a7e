"""An address is erased from rows, history and log; that it was erased is kept, without it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from questions.actions import erase_contact_details, merge_politicians
from questions.actions.erasing import addresses_known
from questions.actions.history import note_in_history
from questions.models import Recipient
from respondents.admin.history import Part, history_of
from respondents.models import ContactAddress, FormerSlug, Politician
from tests.factories import (
    make_approach,
    make_contact_address,
    make_politician,
    make_recipient,
    make_response,
    make_round,
    make_viewer,
)
from tests.pages import fields_of, messages_on, send, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "ann@private.example"
ERASED = (
    "Erased with every earlier value: from the contact addresses, from the approaches, from the history of both and of "
    "private notes, and from the log."
)


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


def all_of(recipient: Recipient) -> list[ContactAddress]:
    """Every address that somebody on a list ever had."""
    assert recipient.politician is not None
    return [each.row for each in addresses_known(recipient.politician)]


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
    assert erase_contact_details(addresses=all_of(ann), by=editor) == []
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
    assert [(each.row, each.field, each.stands_now, each.in_history) for each in left] == [
        (response, "original", True, True),
        (response, "private notes", True, False),
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
    assert ": original (and in its history)" in text_of(page)
    assert messages_on(page) == [f"{ERASED} It still stands in the texts named below."]
    assert list(ContactAddress.objects.all()) == [kept]


def test_whoever_may_not_delete_addresses_may_not_erase_them(ann: Recipient, client: Client) -> None:
    client.force_login(make_viewer())
    address = reverse("admin:respondents_politician_erase", args=[ann.politician_id])
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]
    assert ContactAddress.objects.count() == 1


def test_an_address_that_was_deleted_can_still_be_erased(ann: Recipient, admin_client: Client) -> None:
    address = reverse("admin:respondents_politician_erase", args=[ann.politician_id])
    gone = f"{ADDRESS}.uk"
    shown = text_of(admin_client.get(address))
    assert f"e-mail: {ADDRESS}, before that old-{ADDRESS}" in shown
    assert f"e-mail: {gone} (deleted, still in the history)" in shown
    number = ContactAddress.history.get(value=gone, history_type="-").id
    page = send(admin_client, address, "", addresses=[str(number)])
    assert page.status_code == 302
    assert everywhere(gone) == []
    assert ContactAddress.objects.get().value == ADDRESS
    page = admin_client.get(address)
    assert messages_on(page) == [f"{ERASED} It stands in no other text of the record."]
    assert "deleted" not in text_of(page)


def test_every_value_that_an_address_had_is_erased(ann: Recipient, editor: User) -> None:
    make_approach(ann, made_to=f"old-{ADDRESS}")
    address = ContactAddress.objects.get()
    address.value = "new@private.example"
    address.save()
    assert erase_contact_details(addresses=[address], by=editor) == []
    assert [everywhere(words) for words in (f"old-{ADDRESS}", "new@private.example")] == [[], []]
    assert everywhere(ADDRESS) == [
        "respondents_historicalcontactaddress.value"
    ]  # the one with .uk: another address


def test_an_address_of_a_record_that_was_merged_is_erased_too(editor: User) -> None:
    kept, other = make_politician("Ann"), make_politician("Anne")
    for politician in (kept, other):
        make_contact_address(politician, value=ADDRESS)
    make_contact_address(other, value="gone@private.example").delete()
    merge_politicians(kept=kept, other=other, by=editor)
    known = addresses_known(kept)
    assert [(each.values, each.is_on_file) for each in known] == [
        ((ADDRESS,), True),
        ((ADDRESS,), False),
        (("gone@private.example",), False),
    ]
    assert erase_contact_details(addresses=[each.row for each in known], by=editor) == []
    assert [everywhere(words) for words in (ADDRESS, "gone@private.example")] == [[], []]


def test_no_address_of_somebody_else_who_once_had_the_same_page_address_is_erased() -> None:
    """A record that was thrown away left its slug free; the history still has whoever took that up and gave it back."""
    stranger = make_politician("Another Ann", slug="ann")
    make_contact_address(stranger, value=ADDRESS).delete()
    stranger.delete()
    ann = make_politician("Ann", slug="ann")
    ann.slug = "ann-able"
    ann.save()
    ann.lead_on_from("ann")
    assert addresses_known(ann) == []


def test_an_address_of_a_merged_record_is_known_through_every_later_change(editor: User) -> None:
    first, second, kept = make_politician("Anne"), make_politician("Ann A"), make_politician("Ann")
    make_contact_address(first, value=ADDRESS).delete()
    merge_politicians(kept=second, other=first, by=editor)
    second.refresh_from_db()
    second.slug = "anne"  # its address is taken up again, and leads on no more
    second.save()
    second.lead_on_from("ann-a")
    assert [each.values for each in addresses_known(second)] == [(ADDRESS,)]
    merge_politicians(kept=kept, other=second, by=editor)
    assert [each.values for each in addresses_known(kept)] == [(ADDRESS,)]


def test_mergers_from_before_their_number_was_kept_are_found_in_the_history(editor: User) -> None:
    first, kept = make_politician("Anne"), make_politician("Ann")
    make_contact_address(first, value=ADDRESS).delete()
    number = first.pk
    merge_politicians(kept=kept, other=first, by=editor)
    kept.slug = "ann-able"
    kept.save()
    kept.lead_on_from("ann")
    for rows in (FormerSlug._base_manager, FormerSlug.history):
        rows.update(merged_number=None)
    assert addresses_known(kept) == []
    migration = import_module("respondents.migrations.0007_mergers_until_now")
    migration.fill_in(apps, SimpleNamespace(connection=connection))
    assert [each.values for each in addresses_known(kept)] == [(ADDRESS,)]
    assert dict(kept.former_slugs.values_list("slug", "merged_number")) == {"anne": number, "ann": None}


def test_addresses_of_others_that_only_hold_it_are_left_alone(ann: Recipient, editor: User) -> None:
    joann = make_recipient(ann.round, "Joann")
    assert joann.politician is not None
    theirs = make_contact_address(joann.politician, value=f"jo{ADDRESS}")
    approach = make_approach(joann, made_to=f"jo{ADDRESS}", private_note=f"Sent to jo{ADDRESS}.")
    note_in_history(joann, editor, f"Rang about jo{ADDRESS}.")
    assert erase_contact_details(addresses=all_of(ann), by=editor) == []
    approach.refresh_from_db()
    theirs.refresh_from_db()
    assert (approach.made_to, approach.private_note) == (f"jo{ADDRESS}", f"Sent to jo{ADDRESS}.")
    assert theirs.value == f"jo{ADDRESS}"
    assert ContactAddress.history.get(id=theirs.pk).value == f"jo{ADDRESS}"
    assert LogEntry.objects.filter(change_message=f"Rang about jo{ADDRESS}.").exists()


def test_an_address_that_somebody_else_has_too_stays_theirs_and_is_named(
    ann: Recipient, editor: User
) -> None:
    ben = make_recipient(ann.round, "Ben")
    assert ben.politician is not None
    theirs = make_contact_address(ben.politician, value=ADDRESS.upper())
    approach = make_approach(ben, made_to=ADDRESS)
    left = erase_contact_details(addresses=all_of(ann), by=editor)
    assert [(each.row, each.field) for each in left] == [(approach, "to whom"), (theirs, "address")]
    assert list(ContactAddress.objects.all()) == [theirs]
    assert ann.approaches.get().made_to == "[erased]"


def test_what_is_too_short_for_an_address_is_refused(admin_client: Client) -> None:
    politician = make_politician("Ann")
    row = make_contact_address(politician, value="0", kind="phone")
    approach = make_approach(make_recipient(make_round(), "Ben"), made_to="01603 000 100")
    address = reverse("admin:respondents_politician_erase", args=[politician.pk])
    page = send(admin_client, address, "", addresses=[str(row.pk)])
    assert (
        "“0” is too short for an address: it stands in too many other words to be erased from them. Delete it on the "
        "politician's own page instead. Nothing was changed."
    ) in text_of(page)
    row.value = "01603 000 100"
    row.save()
    page = send(admin_client, address, "", addresses=[str(row.pk)])
    assert page.status_code == 302
    approach.refresh_from_db()
    assert approach.made_to == "[erased]"
    assert set(ContactAddress.history.values_list("value", flat=True)) == {"[erased]"}


def test_copies_of_private_notes_lose_it_and_copies_of_evidence_are_named(
    ann: Recipient, editor: User
) -> None:
    response = make_response(ann, answers={1: "Yes."}, original=f"From: {ADDRESS}", published=False)
    response.original = "Without."
    response.save()
    gone = make_response(ann, original=f"To: {ADDRESS}", published=False)
    gone.signatories.get().delete()
    gone.delete()
    for row, name in ((ann.round, "notes"), (ann, "private_note"), (response, "notes")):
        setattr(row, name, f"Ring {ADDRESS}.")
        row.save()
        setattr(row, name, "Rung.")
        row.save()
    left = erase_contact_details(addresses=all_of(ann), by=editor)
    assert [(each.row.pk, each.field, each.stands_now, each.in_history) for each in left] == [
        (response.pk, "original", False, True),
        (
            gone.history.model.objects.get(original=f"To: {ADDRESS}", history_type="-").id,
            "original",
            False,
            True,
        ),
    ]
    assert everywhere(ADDRESS) == ["questions_historicalresponse.original"]


def test_an_approach_that_was_erased_from_is_saved_by_a_page_that_shows_it_as_it_is(
    ann: Recipient, admin_client: Client, editor: User
) -> None:
    erase_contact_details(addresses=all_of(ann), by=editor)
    address = reverse("admin:questions_approach_change", args=[ann.approaches.get().pk])
    shown = fields_of(admin_client.get(address))
    assert send(admin_client, address, private_note="Somebody else was here.").status_code == 302
    answer = admin_client.post(address, {**shown, "made_to": "her office", "_save": "1"})
    assert "changed by" in text_of(answer)
    assert "was sent by a page that does not say" not in text_of(answer)
