"""What stands once only is told on the filled page, whatever part of it the page shows; rows may swap places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from questions.models import Question, Recipient, Round
from respondents.broken_rules import refusal_of
from respondents.models import ContactAddress, Identifier, Membership
from tests import factories as make
from tests.pages import fields_of, page_of, send, text_of
from tests.questions.editors import page_for

pytestmark = pytest.mark.django_db

NUMBER_TAKEN = "This round already has a question with this number."
SHORT_NAME_TAKEN = "This round already has a recipient with this short name."
ON_THE_LIST = "This person is already on the round's list."
SEAT_ON_FILE = "This seat is already on file for this person."
ADDRESS_ON_FILE = "This address is already on file for this person."
TYPED = "Long words that nobody wants to type again."


@pytest.fixture
def reporter(client: Client) -> Client:
    client.force_login(make.make_reporter())
    return client


@pytest.fixture
def draft() -> Round:
    """A draft with two questions, and Ann and Ben on its list."""
    draft = make.make_round(published=False)
    make.make_recipient(draft, "Ann")
    make.make_recipient(draft, "Ben")
    return draft


def errors_on(page: Any) -> list[str]:
    """What the boxes and rows of a page say is wrong."""
    lists = page_of(page).findall(".//div[@id='content-main']//ul")
    return [
        " ".join("".join(item.itertext()).split())
        for each in lists
        if "errorlist" in (each.get("class") or "").split()
        for item in each
    ]


def refused(page: Any, told: str) -> None:
    """The page came back with what was *told*, once, and with the words that were typed."""
    assert page.status_code == 200
    assert errors_on(page) == [told]
    assert TYPED in [word for values in fields_of(page).values() for word in values]


def numbered(draft: Round) -> list[tuple[int, str]]:
    return list(draft.questions.order_by("number").values_list("number", "text"))


def test_a_number_that_another_question_has_is_told_on_the_questions_own_page(
    reporter: Client, draft: Round
) -> None:
    before = numbered(draft)
    first = draft.questions.get(number=1)
    refused(send(reporter, page_for(first), number="2", text=TYPED), NUMBER_TAKEN)
    assert numbered(draft) == before


@pytest.mark.parametrize("row", ["questions-1", "questions-2"])
def test_a_number_twice_on_the_rounds_page_is_told_at_the_row_that_was_changed(
    reporter: Client, draft: Round, row: str
) -> None:
    before = numbered(draft)
    page = send(reporter, page_for(draft), **{f"{row}-number": "1", f"{row}-text": TYPED})
    refused(page, NUMBER_TAKEN)
    assert numbered(draft) == before


def test_two_new_questions_of_a_new_round_do_not_share_a_number(reporter: Client) -> None:
    campaign = make.make_campaign()
    address = reverse("admin:questions_round_add")
    rows = {"questions-TOTAL_FORMS": "2"}
    for index in range(2):
        rows |= {f"questions-{index}-number": "4", f"questions-{index}-text": TYPED}
        rows |= {f"questions-{index}-kind": "open"}
    page = send(
        reporter, address, campaign=str(campaign.pk), title="R", slug="r", population="all of them", **rows
    )
    refused(page, NUMBER_TAKEN)
    assert not Round.objects.exists()


def test_a_question_without_a_number_takes_none_that_was_typed_beside_it(
    reporter: Client, draft: Round
) -> None:
    new = {"questions-TOTAL_FORMS": "4", "questions-3-kind": "open"}
    typed = {"questions-2-text": "Without.", "questions-3-text": "With.", "questions-3-number": "3"}
    assert send(reporter, page_for(draft), **new, **typed).status_code == 302
    assert numbered(draft)[2:] == [(3, "With."), (4, "Without.")]


def test_two_questions_swap_their_numbers_and_the_history_says_just_that(
    reporter: Client, draft: Round
) -> None:
    first, second = draft.questions.order_by("number")
    swapped = {"questions-0-number": "2", "questions-1-number": "1"}
    assert send(reporter, page_for(draft), **swapped).status_code == 302
    assert numbered(draft) == [(1, second.text), (2, first.text)]
    for question, numbers in ((first, [1, 2]), (second, [2, 1])):
        copies = Question.history.filter(id=question.pk).order_by("history_id")
        assert list(copies.values_list("number", "version")) == [(numbers[0], 1), (numbers[1], 2)]


def test_three_questions_move_round_and_one_takes_the_place_of_a_deleted_one(reporter: Client) -> None:
    draft = make.make_round(published=False, questions=5)
    texts = [text for _, text in numbered(draft)]
    moved = {"questions-0-number": "2", "questions-1-number": "3", "questions-2-number": "1"}
    moved |= {"questions-3-number": "5", "questions-4-DELETE": "on"}
    assert send(reporter, page_for(draft), **moved).status_code == 302
    assert numbered(draft) == [(1, texts[2]), (2, texts[0]), (3, texts[1]), (5, texts[3])]


def test_somebody_on_the_list_is_not_put_on_it_again(reporter: Client, draft: Round) -> None:
    ann = draft.recipients.get(name="Ann")
    row = {"recipients-2-0-kind": "person", "recipients-2-0-politician": str(ann.politician_id)}
    refused(send(reporter, page_for(draft), **row, introduction=TYPED), ON_THE_LIST)
    assert draft.recipients.count() == 2


def test_the_same_person_in_two_new_rows_is_told(reporter: Client, draft: Round) -> None:
    cat = make.make_politician("Cat")
    rows = {"recipients-2-TOTAL_FORMS": "2"}
    for index in range(2):
        rows |= {f"recipients-2-{index}-kind": "person", f"recipients-2-{index}-politician": str(cat.pk)}
    refused(send(reporter, page_for(draft), **rows, introduction=TYPED), ON_THE_LIST)
    assert draft.recipients.count() == 2


def test_a_short_name_or_a_politician_already_on_the_list_is_told_on_the_recipients_page(
    reporter: Client, draft: Round
) -> None:
    ann, ben = draft.recipients.order_by("position")
    refused(send(reporter, page_for(ben), slug=ann.slug, private_note=TYPED), SHORT_NAME_TAKEN)
    refused(send(reporter, page_for(ben), politician=str(ann.politician_id), private_note=TYPED), ON_THE_LIST)
    assert Recipient.objects.get(pk=ben.pk).slug == "ben"


def test_two_seats_swap_their_bodies(reporter: Client) -> None:
    politician = make.make_politician("Ann")
    bodies = make.make_body("Council"), make.make_body("Parliament")
    seats = [make.make_membership(politician, body) for body in bodies]
    swapped = {f"memberships-{index}-body": str(bodies[1 - index].pk) for index in range(2)}
    assert send(reporter, page_for(politician), **swapped).status_code == 302
    assert [Membership.objects.get(pk=seat.pk).body for seat in seats] == [bodies[1], bodies[0]]
    copies = Membership.history.filter(id__in=[seat.pk for seat in seats])
    assert set(copies.values_list("role", flat=True)) == {""}
    twice = {"memberships-0-body": str(bodies[1].pk), "other_names": TYPED}
    refused(send(reporter, page_for(politician), **twice), SEAT_ON_FILE)


def test_two_addresses_swap_their_values_and_a_third_takes_none_of_them(reporter: Client) -> None:
    politician = make.make_politician("Ann")
    first = make.make_contact_address(politician, value="a@private.example")
    second = make.make_contact_address(politician, value="b@private.example")
    swapped = {f"contact_addresses-{index}-value": f"{'ba'[index]}@private.example" for index in range(2)}
    assert send(reporter, page_for(politician), **swapped).status_code == 302
    kept = [ContactAddress.objects.get(pk=each.pk).value for each in (first, second)]
    assert kept == ["b@private.example", "a@private.example"]
    again = {"contact_addresses-TOTAL_FORMS": "3", "contact_addresses-2-kind": "email"}
    again |= {"contact_addresses-2-value": "a@private.example", "contact_addresses-2-private_note": TYPED}
    refused(send(reporter, page_for(politician), **again), ADDRESS_ON_FILE)
    assert ContactAddress.objects.count() == 2


def test_an_identifier_of_somebody_else_is_told(reporter: Client) -> None:
    ann, ben = make.make_politician("Ann"), make.make_politician("Ben")
    Identifier.objects.create(politician=ben, scheme="wikidata", value="Q1")
    row = {"identifiers-TOTAL_FORMS": "1", "identifiers-0-scheme": "wikidata", "identifiers-0-value": "Q1"}
    page = send(reporter, page_for(ann), **row, other_names=TYPED)
    refused(page, "Another politician already has this identifier.")


@pytest.fixture
def somebody_is_quicker() -> Iterator[None]:
    """Somebody else gives a question the number 7 after the page was found in order, and before it is saved."""

    def take_the_number(instance: Question, **_: Any) -> None:
        if instance.number == 7:
            Question._base_manager.filter(number=2).update(number=7)

    pre_save.connect(take_the_number, sender=Question)
    yield
    pre_save.disconnect(take_the_number, sender=Question)


@pytest.mark.usefixtures("somebody_is_quicker")
@pytest.mark.parametrize("page", ["the question's own", "the round's"])
def test_what_only_the_database_notices_is_told_on_the_filled_page(
    reporter: Client, draft: Round, page: str
) -> None:
    before = numbered(draft)
    first = draft.questions.get(number=1)
    if page == "the round's":
        changes = {"introduction": TYPED, "questions-0-number": "7"}
        answer = send(reporter, page_for(draft), **changes)
    else:
        answer = send(reporter, page_for(first), number="7", text=TYPED)
    refused(answer, f"{NUMBER_TAKEN} Nothing was changed. Look at what stands there now, and save again.")
    assert numbered(draft) == before
    assert Round.objects.get().introduction == ""


def test_each_kind_of_broken_rule_has_its_sentence(draft: Round) -> None:
    again = "Nothing was changed. Look at what stands there now, and save again."
    told = {}
    for name, broken in (
        ("number", {"number": 2}),
        ("zero", {"number": 0}),
        ("nobody's", {"round_id": None}),
    ):
        with pytest.raises(IntegrityError) as refused_, transaction.atomic():
            Question._base_manager.filter(round=draft, number=1).update(**broken)
        told[name] = refusal_of(refused_.value).messages
    assert told == {
        "number": [f"{NUMBER_TAKEN} {again}"],
        "zero": [f"Questions are numbered from 1. {again}"],
        "nobody's": [
            f"The record does not take this: it stands there already, or it breaks a rule of the record. {again}"
        ],
    }


def test_the_page_itself_says_nothing_of_what_is_in_order(reporter: Client, draft: Round) -> None:
    page = send(reporter, page_for(draft), **{"questions-0-text": "Reworded."})
    assert page.status_code == 302
    assert "already" not in text_of(reporter.get(page_for(draft)))
