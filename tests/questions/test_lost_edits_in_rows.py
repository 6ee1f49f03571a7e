"""Rows within a page: what somebody else changed or deleted meanwhile is neither overwritten nor brought back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from questions.models import Approach, Question, Recipient, Round
from respondents.models import ContactAddress, Identifier, Membership, Politician
from tests import factories as make
from tests.pages import fields_of, text_of
from tests.questions.editors import clashes_on, opened, page_for, save_at, sent_again, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return signed_in("ada")


@pytest.fixture
def ben() -> Client:
    return signed_in("ben")


@pytest.fixture
def round_() -> Round:
    """A draft with two questions, and Ann and Bob on its list, each approached once."""
    draft = make.make_round(published=False, questions=2)
    for name in ("Ann", "Bob"):
        make.make_approach(make.make_recipient(draft, name, area="North"), private_note="By telephone.")
    return draft


@pytest.fixture
def politician(round_: Round) -> Politician:
    """Ann, with a seat, an address and an identifier."""
    ann = Politician.objects.get(recipients__round=round_, name="Ann")
    make.make_membership(ann, make.make_body(), area="North")
    make.make_contact_address(ann, value="ann@example.org")
    Identifier.objects.create(politician=ann, scheme="wikidata", value="Q1")
    return ann


# Each kind of row: the page it stands on, its model, the name of its rows there, and a box of it.
ROWS = {
    "question": (Round, Question, "questions", "text"),
    "recipient": (Round, Recipient, "recipients", "area"),
    "approach": (Recipient, Approach, "approaches", "private_note"),
    "seat": (Politician, Membership, "memberships", "area"),
    "address": (Politician, ContactAddress, "contact_addresses", "value"),
    "identifier": (Politician, Identifier, "identifiers", "value"),
}


def row_and_page(kind: str) -> tuple[Any, str, str]:
    """The first row of a *kind*, the address of the page on which it stands, and the start of its boxes' names."""
    parent, model, rows, _ = ROWS[kind]
    row = model._base_manager.order_by("pk").first()
    page = page_for(parent._base_manager.order_by("pk").first())
    return row, page, f"{rows}-0"


@pytest.mark.usefixtures("politician")
@pytest.mark.parametrize("kind", ROWS)
def test_a_row_that_both_changed_is_chosen(kind: str, ada: Client, ben: Client) -> None:
    row, address, start = row_and_page(kind)
    field = ROWS[kind][3]
    box = f"{start}-{field}"
    first, second = opened(ada, address), opened(ben, address)
    assert ada.post(address, first | {box: "Ada's."}).status_code == 302
    page: Any = ben.post(address, second | {box: "Ben's."})
    row.refresh_from_db()
    assert (page.status_code, getattr(row, field)) == (200, "Ada's.")
    assert [(theirs, mine) for _, theirs, mine in clashes_on(page)] == [
        ("[only here: Ada]'s.", "[only here: Ben]'s.")
    ]
    assert ben.post(address, sent_again(page)).status_code == 200
    assert ben.post(address, sent_again(page, **{f"decide-{box}": "mine"})).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "Ben's."


@pytest.mark.usefixtures("politician")
@pytest.mark.parametrize("kind", ROWS)
def test_twin_unseen_a_row_is_overwritten(kind: str, ada: Client, ben: Client) -> None:
    row, address, start = row_and_page(kind)
    field = ROWS[kind][3]
    box = f"{start}-{field}"
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {box: "Ada's."})
    second["seen"] = opened(ben, address)["seen"]  # as if nobody looked at what the page had shown
    assert ben.post(address, second | {box: "Ben's."}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "Ben's."


@pytest.mark.usefixtures("politician")
@pytest.mark.parametrize("kind", ["question", "seat", "address", "identifier"])
def test_a_row_that_was_changed_meanwhile_is_not_deleted(kind: str, ada: Client, ben: Client) -> None:
    row, address, start = row_and_page(kind)
    field = ROWS[kind][3]
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {f"{start}-{field}": "Ada's."})
    save_at(row)
    page: Any = ben.post(address, second | {f"{start}-DELETE": "on"})
    assert type(row).objects.filter(pk=row.pk).exists()
    told = text_of(page)
    assert "was changed by ada on 3 July 2026 at 14:03, so it was not deleted." in told
    again = fields_of(page)
    assert (again[f"{start}-{field}"], again.get(f"{start}-DELETE")) == (["Ada's."], None)
    assert ben.post(address, sent_again(page, **{f"{start}-DELETE": "on"})).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.usefixtures("politician")
@pytest.mark.parametrize("kind", ["question", "seat", "address", "identifier"])
def test_twin_unseen_a_row_is_deleted_with_what_was_changed(kind: str, ada: Client, ben: Client) -> None:
    row, address, start = row_and_page(kind)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {f"{start}-{ROWS[kind][3]}": "Ada's."})
    second["seen"] = opened(ben, address)["seen"]
    ben.post(address, second | {f"{start}-DELETE": "on"})
    assert not type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.usefixtures("politician")
@pytest.mark.parametrize("kind", ["question", "seat", "address", "identifier"])
def test_words_typed_into_a_row_that_was_deleted_meanwhile_are_shown(
    kind: str, ada: Client, ben: Client
) -> None:
    row, address, start = row_and_page(kind)
    box = f"{start}-{ROWS[kind][3]}"
    first, second = opened(ada, address), opened(ben, address)
    assert ada.post(address, first | {f"{start}-DELETE": "on"}).status_code == 302
    page: Any = ben.post(address, second | {box: "Ben's."})
    assert (page.status_code, type(row).objects.filter(pk=row.pk).exists()) == (200, False)
    told = text_of(page)
    assert "was deleted by ada on" in told
    assert "There is no box for it any more. You had typed:" in told
    assert "Ben's." in told
    assert ben.post(address, sent_again(page)).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_a_row_that_both_deleted_is_gone_without_a_word(
    politician: Politician, ada: Client, ben: Client
) -> None:
    address = page_for(politician)
    first, second = opened(ada, address), opened(ben, address)
    assert ada.post(address, first | {"memberships-0-DELETE": "on"}).status_code == 302
    assert ben.post(address, second | {"memberships-0-DELETE": "on"}).status_code == 302


def test_other_rows_keep_what_was_typed_when_one_was_deleted_meanwhile(
    round_: Round, ada: Client, ben: Client
) -> None:
    address = page_for(round_)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"questions-0-DELETE": "on"})
    page: Any = ben.post(
        address,
        second
        | {
            "questions-0-text": "The first, says Ben.",
            "questions-1-text": "The second, says Ben.",
            "questions-2-text": "A new one.",
            "title": "Ben's title",
        },
    )
    again = fields_of(page)
    assert (again["questions-0-text"], again["questions-1-text"]) == (
        ["The second, says Ben."],
        ["A new one."],
    )
    assert (again["questions-TOTAL_FORMS"], again["questions-INITIAL_FORMS"]) == (["2"], ["1"])
    assert ben.post(address, sent_again(page)).status_code == 302
    assert list(round_.questions.order_by("number").values_list("text", flat=True)) == [
        "The second, says Ben.",
        "A new one.",
    ]
    assert Round.objects.get(pk=round_.pk).title == "Ben's title"


def test_a_clash_keeps_its_decision_when_a_row_before_it_goes(
    round_: Round, ada: Client, ben: Client
) -> None:
    address = page_for(round_)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"questions-1-text": "Ada's."})
    page: Any = ben.post(address, second | {"questions-1-text": "Ben's."})
    decided = sent_again(page, **{"decide-questions-1-text": "mine"})
    Question.objects.get(round=round_, number=1).delete()
    assert ben.post(address, decided).status_code == 302
    assert list(round_.questions.values_list("text", flat=True)) == ["Ben's."]


def test_a_row_that_somebody_added_meanwhile_is_no_clash(round_: Round, ada: Client, ben: Client) -> None:
    address = page_for(round_)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"questions-2-text": "Ada's."})
    assert (
        ben.post(address, second | {"questions-2-text": "Ben's.", "title": "Ben's title"}).status_code == 302
    )
    assert sorted(round_.questions.values_list("number", "text")) == [
        *((number, f"Question {number} of {round_.slug}?") for number in (1, 2)),
        (3, "Ada's."),
        (4, "Ben's."),
    ]


def test_rows_that_were_left_alone_take_what_came_meanwhile(round_: Round, ada: Client, ben: Client) -> None:
    address = page_for(round_)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"questions-0-text": "Ada's.", "recipients-1-area": "South"})
    assert ben.post(address, second | {"questions-1-text": "Ben's."}).status_code == 302
    assert list(round_.questions.order_by("number").values_list("text", flat=True)) == ["Ada's.", "Ben's."]
    assert [one.area for one in round_.recipients.in_order()] == ["North", "South"]


def test_a_row_changed_on_its_own_page_is_compared_too(round_: Round, ada: Client, ben: Client) -> None:
    address = page_for(round_)
    ann = round_.recipients.get(name="Ann")
    second = opened(ben, address)
    ada.post(page_for(ann), opened(ada, page_for(ann)) | {"role": "leader", "area": "South"})
    page: Any = ben.post(address, second | {"recipients-0-area": "East"})
    assert clashes_on(page) == [("Area", "[only here: South]", "[only here: East]")]
    assert "Role [added: leader]" in text_of(page)
    assert fields_of(page)["recipients-0-role"] == ["leader"]
