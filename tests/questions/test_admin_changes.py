"""What changed, on the desk: with everything on file, also what readers do not see yet."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questions.models import Recipient, Round
from tests import factories as make
from tests.pages import page_of, text_of, words_of

pytestmark = pytest.mark.django_db


def address_of(round_: Round) -> str:
    return reverse("admin:questions_round_changes", args=[round_.pk])


@pytest.fixture
def rounds() -> tuple[Round, Round]:
    """A round and a draft that follows it; the first question is put in other words there."""
    body = make.make_body("House")
    first = make.make_round(title="First", body=body, asked_on="2026-03", asked_count=4)
    second = make.make_round(
        title="Second", body=body, follows=first, questions=0, published=False, asked_on="2026-06-01"
    )
    one, two = first.questions.order_by("number")
    make.make_question(second, repeats=one, text="In other words?")
    make.make_question(second, repeats=two)
    return first, second


def listed(rounds: tuple[Round, Round], name: str, **fields: str) -> tuple[Recipient, Recipient]:
    first = make.make_recipient(rounds[0], name, **fields)
    return first, make.make_recipient(rounds[1], politician=first.politician)


def test_the_desk_tells_what_changed_with_replies_that_are_not_public(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    _ann, ann_again = listed(rounds, "Ann", decision="no_response")
    ben, ben_again = listed(rounds, "Ben")
    cleo, _ = listed(rounds, "Cleo", decision="no_response")
    gone = make.make_recipient(rounds[0], "Gone")
    dan = make.make_recipient(rounds[0], "Dan")
    assert dan.politician is not None
    make.make_membership(dan.politician, rounds[0].body, start="2010", end="2026-05-04")  # type: ignore[arg-type]
    make.make_recipient(rounds[1], "Taker", takes_place_of=gone)
    make.make_membership(make.make_politician("New"), rounds[0].body, start="2026-05-05", area="East")  # type: ignore[arg-type]
    reply = make.make_response(ann_again, answers={1: "At last."}, published=False)
    earlier = make.make_response(ben, answers={1: "Yes.", 2: "As ever."})
    carried = make.make_answer(
        make.make_response(ben_again, answers={1: "Yes."}, published=False),
        2,
        text="",
        carried_from=earlier.answers.get(question__number=2),
    )
    page = admin_client.get(address_of(rounds[1]))
    items = page_of(page).findall(".//ul[@class='desk-changes']/li")
    assert [words_of(item) for item in items] == [
        (
            "Ann: did not respond before; now replied "
            "Answered now: question 1 (worded differently) now "
            "Replied, without an answer to this: question 2"
        ),
        (
            "Ben: answered before; now replied "
            "Unchanged, they say: their earlier answer is carried forward: question 2 before now "
            "Answered again: question 1 (worded differently) before now"
        ),
        (
            "Cleo: did not respond before; now asked, no reply yet "
            "Asked again, no reply yet: question 1 (worded differently), question 2"
        ),
        (
            "Taker: in the place of Gone, who left; first asked in this round: asked, no reply yet "
            "First asked now: question 1, question 2"
        ),
        "Gone: left; Taker was asked in their place",
        "Dan: no longer holds a seat on the body: it ended on 4 May 2026",
        "New (party not given, East): joined the body on 5 May 2026",
    ]
    links = {link.get("href") for item in items for link in item.iter("a")}
    for answer in (*reply.answers.all(), carried):
        assert reverse("admin:questions_answer_change", args=[answer.pk]) in links
    assert cleo.standing == "no_response"


def test_a_first_round_says_that_nothing_can_have_changed(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    assert "This round follows no other" in text_of(admin_client.get(address_of(rounds[0])))


def test_the_desk_leads_to_what_changed(rounds: tuple[Round, Round], admin_client: Client) -> None:
    for round_, is_there in zip(rounds, (False, True), strict=True):
        page = page_of(admin_client.get(reverse("admin:questions_round_desk", args=[round_.pk])))
        links = {link.get("href") for link in page.iter("a")}
        assert (address_of(round_) in links) == is_there


def test_whoever_may_only_look_sees_it_and_visitors_do_not(
    rounds: tuple[Round, Round], client: Client
) -> None:
    assert client.get(address_of(rounds[1])).status_code == 302
    looker, stranger = (make.make_user(is_superuser=False) for _ in range(2))
    looker.user_permissions.add(Permission.objects.get(codename="view_round"))
    for user, status in ((stranger, 404), (looker, 200)):
        client.force_login(user)
        assert client.get(address_of(rounds[1])).status_code == status


def test_the_page_takes_the_same_queries_however_many_there_are(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(address_of(rounds[1]))
        return len(captured)

    listed(rounds, "Ann")
    queries()
    few = queries()
    for number in range(100):
        _, again = listed(rounds, f"Person {number} of many")
        make.make_response(again, answers={1: "Words."}, published=False)
    assert queries() == few
