"""The history of a row as an editor reads it: who, when, and the words before and after."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from questions.actions import publish_round, record_response
from questions.models import Answer, Round
from respondents.admin.history import Part, history_of
from respondents.history import acting
from respondents.models import ContactAddress, Politician
from tests.factories import (
    make_body,
    make_contact_address,
    make_membership,
    make_politician,
    make_recipient,
    make_response,
    make_round,
    make_source,
    make_user,
)
from tests.pages import page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db


def history_address(row: object) -> str:
    meta = row._meta  # type: ignore[attr-defined]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[row.pk])  # type: ignore[attr-defined]


def test_a_changed_answer_shows_its_words_before_and_after_and_by_whom(client: Client, editor: User) -> None:
    draft = make_round(published=False)
    response = record_response(
        round=draft, signatories=[make_recipient(draft, "Ann")], answers={1: "I agree with it."}, by=editor
    )
    zoe = make_user("zoe")
    client.force_login(zoe)
    send(
        client, reverse("admin:questions_response_change", args=[response.pk]), answer_1="I disagree with it."
    )
    page = page_of(client.get(history_address(response)))
    latest = next(
        each for each in page.findall(".//ol[@class='history']/li") if each.find(".//del") is not None
    )
    told = words_of(latest)
    question = draft.questions.get(number=1)
    assert (f", zoe Answer “{question}” changed Text" in told) is True
    assert ["".join(each.itertext()) for each in latest.findall(".//del")] == ["[removed: agree]"]
    assert ["".join(each.itertext()) for each in latest.findall(".//ins")] == ["[added: disagree]"]
    assert "Recorded." in words_of(page)


def test_the_first_edit_of_a_fixture_s_row_shows_what_was(client: Client, editor: User) -> None:
    call_command("loaddata", "reference", "norfolk-mps", verbosity=0)
    round_ = Round.objects.get(slug="norfolk-mps")
    client.force_login(editor)
    before = [(entry.what, entry.reason) for entry in history_of(round_)]
    assert before == [("Added", "Read from a fixture.")]
    with acting(editor):
        round_.title, was = "The nine", round_.title
        round_.save()
    latest = history_of(round_)[0]
    assert (latest.what, latest.who) == ("Changed", "editor")
    assert [change.label for change in latest.changes] == ["Title"]
    pieces = latest.changes[0].pieces
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == was
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == "The nine"


def test_names_choices_and_links_are_told_in_words(editor: User) -> None:
    round_, source = make_round(title="Spring"), make_source(title="The article")
    ann = make_recipient(round_, "Ann")
    with acting(editor):
        round_.sources.add(source)
        ann.decision, ann.decision_source = "no_response", source
        ann.save()
    assert words_added(round_) == {"Sources": str(source)}
    assert words_added(ann) == {"Decision": ann.get_decision_display(), "Decision source": str(source)}


def words_added(row: object) -> dict[str, str]:
    latest = history_of(row)[0]  # type: ignore[arg-type]
    return {each.label: "".join(piece.text for piece in each.pieces) for each in latest.changes}


def test_a_deleted_part_stays_in_the_history_of_its_whole(editor: User) -> None:
    response = make_response(
        make_recipient(make_round(published=False)), answers={1: "One."}, published=False
    )
    with acting(editor):
        response.answers.get().delete()
    latest = history_of(response, [Part(Answer, "response")])[0]
    question = response.round.questions.get(number=1)
    assert (latest.what, latest.who) == (f"Answer “{question}” deleted", "editor")
    assert "One." in ["".join(piece.text for piece in each.pieces) for each in latest.given]


def test_an_act_is_told_in_its_own_words(editor: User) -> None:
    draft = make_round(published=False, asked_on="2026-07-01")
    make_recipient(draft)
    publish_round(round=draft, by=editor)
    assert ("Published.", "editor") in [(entry.what, entry.who) for entry in history_of(draft)]


def test_parts_are_shown_to_whoever_may_see_them(client: Client) -> None:
    politician = make_politician("Ann")
    make_contact_address(politician, value="ann@private.example")
    make_membership(politician, make_body("Anytown Council"))
    somebody = make_user(is_superuser=False)
    somebody.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_politician", "view_membership"])
    )
    client.force_login(somebody)
    shown = text_of(client.get(history_address(politician)))
    assert ("Seat" in shown or "Membership" in shown, "ann@private.example" in shown) == (True, False)
    somebody.user_permissions.add(Permission.objects.get(codename="view_contactaddress"))
    assert "ann@private.example" in text_of(client.get(history_address(politician)))


def test_whoever_may_not_see_the_row_does_not_see_its_history(client: Client) -> None:
    politician = make_politician("Ann")
    client.force_login(make_user(is_superuser=False))
    assert client.get(history_address(politician)).status_code == 404
    assert client.get(reverse("admin:respondents_politician_history", args=[999])).status_code == 404


def test_a_long_history_is_read_in_the_same_number_of_queries_and_in_pages(
    admin_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    politician = make_politician("Ann")

    def add(number: int) -> None:
        for each in range(number):
            make_contact_address(politician, value=f"{Politician.objects.get().version}-{each}@example.org")
            politician.name = f"Ann {politician.version}"
            politician.save()

    add(3)
    admin_client.get(history_address(politician))
    with django_assert_num_queries(10):
        admin_client.get(history_address(politician))
    add(60)
    with django_assert_num_queries(10):
        page = page_of(admin_client.get(history_address(politician)))
    assert len(page.findall(".//ol[@class='history']/li")) == 50
    assert "Page 1 of 3" in words_of(page)
    assert ContactAddress.objects.count() == 63


def test_markup_in_words_is_words(admin_client: Client, editor: User) -> None:
    politician = make_politician("Ann")
    with acting(editor, "<i>why</i>"):
        politician.name = "<script>alert(1)</script>"
        politician.save()
    html = admin_client.get(history_address(politician)).content.decode()
    assert ("<script>alert" in html, "&lt;script&gt;" in html, "<i>why" in html) == (False, True, False)
