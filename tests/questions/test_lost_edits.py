"""Two editors open the same page: whoever saves second gets both texts, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, override_settings

from questions.models import NonRespondent, Recipient, Response, Round
from respondents.models import EditorialModel, Party
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, text_of, words_of
from tests.questions.editors import (
    NOTHING_SAVED,
    clashes_on,
    kept_in,
    opened,
    page_for,
    save_at,
    signed_in,
)

pytestmark = pytest.mark.django_db

DECIDE = "Somebody else changed this too. Choose at the top of the page which text is to stand."


def draft() -> Round:
    return make.make_round(published=False, questions=1)


def silent() -> Recipient:
    return make.make_recipient(draft(), decision="no_response", decision_source=make.make_source())


def reply() -> Response:
    return make.make_response(make.make_recipient(draft()), published=False)


ROWS: dict[str, tuple[Callable[[], Any], str]] = {
    "questions.answer": (lambda: make.make_answer(reply(), 1), "text"),
    "questions.approach": (lambda: make.make_approach(make.make_recipient(draft())), "private_note"),
    "questions.campaign": (make.make_campaign, "title"),
    "questions.correction": (lambda: make.make_correction(draft()), "was"),
    "questions.nonrespondent": (lambda: NonRespondent.objects.get(pk=silent().pk), "private_note"),
    "questions.publisher": (make.name_publisher, "run_by"),
    "questions.question": (lambda: make.make_question(draft()), "text"),
    "questions.recipient": (lambda: make.make_recipient(draft()), "private_note"),
    "questions.response": (reply, "statement"),
    "questions.round": (draft, "title"),
    "questions.source": (make.make_source, "title"),
    "respondents.body": (make.make_body, "name"),
    "respondents.membership": (
        lambda: make.make_membership(make.make_politician(), make.make_body()),
        "area",
    ),
    "respondents.party": (make.make_party, "name"),
    "respondents.politician": (make.make_politician, "name"),
}


@pytest.fixture
def ada() -> Client:
    return signed_in("ada")


@pytest.fixture
def ben() -> Client:
    return signed_in("ben")


def test_every_page_of_the_record_is_in_the_table() -> None:
    ours = {model._meta.label_lower for model in admin.site._registry if issubclass(model, EditorialModel)}
    assert set(ROWS) == ours


@pytest.mark.parametrize("label", ROWS)
def test_the_second_to_save_gets_both_texts_and_chooses(label: str, ada: Client, ben: Client) -> None:
    make_row, field = ROWS[label]
    row = make_row()
    address = page_for(row)
    first, second = opened(ada, address), opened(ben, address)
    assert ada.post(address, first | {field: "Words of Ada."}).status_code == 302
    save_at(row)
    page: Any = ben.post(address, second | {field: "Words of Ben."})
    assert page.status_code == 200
    assert kept_in(row, field) == "Words of Ada."
    [(_, theirs, mine)] = clashes_on(page)
    assert (theirs, mine) == ("Words of [only here: Ada].", "Words of [only here: Ben].")
    told = text_of(page)
    assert NOTHING_SAVED in told
    assert "On file now, saved by ada on 3 July 2026 at 14:03" in told
    assert DECIDE in told
    again = {**fields_of(page), "_save": "1"}
    assert again[field] == ["Words of Ben."]
    page = ben.post(address, again)
    assert (page.status_code, kept_in(row, field)) == (200, "Words of Ada.")
    [box] = fields_of(page)["undecided"]
    chosen = {**fields_of(page), "_save": "1", f"decide-{box}": "mine"}
    assert ben.post(address, chosen).status_code == 302
    assert kept_in(row, field) == "Words of Ben."


@pytest.mark.parametrize("label", ROWS)
@override_settings(ROOT_URLCONF="tests.questions.urls_unprotected")
def test_twin_on_a_stock_page_the_first_edit_is_lost(label: str, ada: Client, ben: Client) -> None:
    make_row, field = ROWS[label]
    row = make_row()
    address = page_for(row, "unprotected")
    first, second = opened(ada, address), opened(ben, address)
    assert ada.post(address, first | {field: "Words of Ada."}).status_code == 302
    assert ben.post(address, second | {field: "Words of Ben."}).status_code == 302
    assert kept_in(row, field) == "Words of Ben."


@pytest.fixture
def party() -> Party:
    return make.make_party("Greens", adjective="Green", other_names="The Green Party")


def test_what_is_on_file_can_be_kept(party: Party, ada: Client, ben: Client) -> None:
    address = page_for(party)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"name": "Ada's name"})
    page: Any = ben.post(address, second | {"name": "Ben's name"})
    assert [words_of(label) for label in page_of(page).findall(".//fieldset[@class='clash']//label")] == [
        "Keep what is on file",
        "Save what stands in the box, as I typed it or change it now",
    ]
    done: Any = ben.post(address, {**fields_of(page), "_save": "1", "decide-name": "theirs"})
    assert done.status_code == 302
    assert messages_on(ben.get(done.url)) == ["Nothing was changed, so nothing was saved."]
    party.refresh_from_db()
    assert (party.name, party.version) == ("Ada's name", 2)


def test_a_third_text_can_be_written_into_the_box(party: Party, ada: Client, ben: Client) -> None:
    address = page_for(party)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"name": "Ada's name"})
    page: Any = ben.post(address, second | {"name": "Ben's name"})
    ben.post(address, {**fields_of(page), "_save": "1", "decide-name": "mine", "name": "The name of both"})
    assert kept_in(party, "name") == "The name of both"


def test_what_only_one_of_them_changed_is_kept_and_shown(party: Party, ada: Client, ben: Client) -> None:
    address = page_for(party)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"adjective": "Ada's"})
    save_at(party)
    page: Any = ben.post(address, second | {"name": "Ben's name"})
    assert (page.status_code, kept_in(party, "name")) == (200, "Greens")
    assert clashes_on(page) == []
    told = text_of(page)
    assert "The party “Greens” was changed by ada on 3 July 2026 at 14:03." in told
    assert "Changed by others, and on this page now: Adjective [removed: Green][added: Ada's]" in told
    assert "Changed by you alone, and saved when you save again: Name." in told
    again = fields_of(page)
    assert (again["adjective"], again["name"]) == (["Ada's"], ["Ben's name"])
    assert ben.post(address, {**again, "_save": "1"}).status_code == 302
    party.refresh_from_db()
    assert (party.name, party.adjective, party.other_names) == ("Ben's name", "Ada's", "The Green Party")


@override_settings(ROOT_URLCONF="tests.questions.urls_unprotected")
def test_twin_on_a_stock_page_what_only_the_other_changed_is_lost(
    party: Party, ada: Client, ben: Client
) -> None:
    address = page_for(party, "unprotected")
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"adjective": "Ada's"})
    ben.post(address, second | {"name": "Ben's name"})
    party.refresh_from_db()
    assert (party.name, party.adjective) == ("Ben's name", "Green")


def test_an_untouched_page_writes_nothing_over_what_came_meanwhile(
    party: Party, ada: Client, ben: Client
) -> None:
    address = page_for(party)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"name": "Ada's name"})
    done: Any = ben.post(address, second)
    assert messages_on(ben.get(done.url)) == ["Nothing was changed, so nothing was saved."]
    party.refresh_from_db()
    assert (party.name, party.version) == ("Ada's name", 2)


def test_both_typing_the_same_is_no_clash(party: Party, ada: Client, ben: Client) -> None:
    address = page_for(party)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"name": "The same"})
    assert ben.post(address, second | {"name": "The same"}).status_code == 302
    party.refresh_from_db()
    assert (party.name, party.version) == ("The same", 2)


def test_a_decision_counts_only_for_the_text_it_was_made_about(
    party: Party, ada: Client, ben: Client
) -> None:
    address = page_for(party)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"name": "Ada's name"})
    page: Any = ben.post(address, second | {"name": "Ben's name"})
    decided = {**fields_of(page), "_save": "1", "decide-name": "mine"}
    cyd = signed_in("cyd")
    cyd.post(address, opened(cyd, address) | {"name": "Cyd's name"})
    page = ben.post(address, decided)
    assert (page.status_code, kept_in(party, "name")) == (200, "Cyd's name")
    [(_, theirs, mine)] = clashes_on(page)
    assert (theirs, mine) == ("[only here: Cyd]'s name", "[only here: Ben]'s name")


def test_a_clash_stays_one_when_a_third_editor_changes_something_else(
    party: Party, ada: Client, ben: Client
) -> None:
    address = page_for(party)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"name": "Ada's name"})
    page: Any = ben.post(address, second | {"name": "Ben's name"})
    decided = {**fields_of(page), "_save": "1", "decide-name": "mine"}
    cyd = signed_in("cyd")
    cyd.post(address, opened(cyd, address) | {"adjective": "Cyd's"})
    page = ben.post(address, decided)
    assert (page.status_code, kept_in(party, "name")) == (200, "Ada's name")
    assert [label for label, _, _ in clashes_on(page)] == ["Name"]
    told = text_of(page)
    assert "On file now, saved by ada on" in told  # not by cyd, who saved last but left the name alone
    assert "Adjective [removed: Green][added: Cyd's]" in told


def test_a_post_that_does_not_say_what_its_page_showed_overwrites_nothing(party: Party, ada: Client) -> None:
    address = page_for(party)
    fields = opened(ada, address) | {"name": "Sent blind"}
    del fields["seen"]
    page: Any = ada.post(address, fields)
    assert (page.status_code, kept_in(party, "name")) == (200, "Greens")
    assert "The party “Greens” was sent by a page that does not say what it had shown." in text_of(page)
    assert [label for label, _, _ in clashes_on(page)] == ["Name"]
    assert ada.post(address, {**fields_of(page), "_save": "1", "decide-name": "mine"}).status_code == 302
    assert kept_in(party, "name") == "Sent blind"


def test_words_that_differ_in_spaces_only_are_told_so(party: Party, ada: Client, ben: Client) -> None:
    address = page_for(party)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"other_names": "One\r\nTwo"})
    page: Any = ben.post(address, second | {"other_names": "One Two"})
    assert "The two differ in spaces or line breaks only." in text_of(page)


def test_choices_links_and_dates_are_told_in_words(ada: Client, ben: Client) -> None:
    row = make.make_correction(draft())
    address = page_for(row)
    first, second = opened(ada, address), opened(ben, address)
    question = row.round.questions.get()
    ada.post(address, first | {"kind": "typing_error", "made_on": "05/07/2026", "question": question.pk})
    page: Any = ben.post(address, second | {"kind": "clarification", "made_on": "06/07/2026"})
    assert clashes_on(page) == [
        ("Date", "[only here: 05]/07/2026", "[only here: 06]/07/2026"),
        ("Kind", "[only here: typing error of ours]", "[only here: clarification]"),
    ]
    assert f"Question [added: {question}]" in text_of(page)
    assert fields_of(page)["question"] == [str(question.pk)]


def test_links_to_several_rows_are_compared(ada: Client, ben: Client) -> None:
    round_, one, two = draft(), make.make_source(title="One"), make.make_source(title="Two")
    address = page_for(round_)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"sources": [one.pk]})
    page: Any = ben.post(address, second | {"sources": [two.pk]})
    assert clashes_on(page) == [("Sources", "[only here: One]", "[only here: Two]")]
    assert list(round_.sources.all()) == [one]
    ben.post(address, {**fields_of(page), "_save": "1", "decide-sources": "mine"})
    assert list(round_.sources.all()) == [two]


def test_a_save_after_somebody_deleted_the_row_brings_nothing_back(party: Party, ben: Client) -> None:
    address = page_for(party)
    fields = opened(ben, address)
    Party.objects.get(pk=party.pk).delete()
    ben.post(address, fields | {"name": "Ben's name"})
    assert not Party.objects.exists()
