"""“My position is unchanged” on the page of a response."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questions.models import Answer, Recipient, Response, Round
from tests.factories import make_question, make_recipient, make_response, make_round
from tests.pages import fields_of, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds() -> tuple[Round, Round]:
    """A round of two questions and its follow-up, which repeats them and asks a third."""
    first = make_round(title="First")
    second = make_round(title="Second", follows=first, questions=0, published=False)
    for question in first.questions.order_by("number"):
        make_question(second, number=question.number, repeats=question)
    make_question(second, number=3)
    return first, second


def listed(rounds: tuple[Round, Round], name: str) -> tuple[Recipient, Recipient]:
    first = make_recipient(rounds[0], name)
    return first, make_recipient(rounds[1], politician=first.politician)


def add_address(round_: Round) -> str:
    return f"{reverse('admin:questions_response_add')}?round={round_.pk}"


def change_address(response: Response) -> str:
    return reverse("admin:questions_response_change", args=[response.pk])


def kept(response: Response) -> list[tuple[int, str, Answer | None]]:
    answers = response.answers.order_by("question__number")
    return [(each.question.number, each.text, each.carried_from) for each in answers]


def test_a_tick_stands_where_somebody_answered_before(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    ann, _ = listed(rounds, "Ann")
    ben, _ = listed(rounds, "Ben")
    make_response(ann, answers={1: "Yes."})
    make_response(ben, answers={1: "No."})
    page = page_of(admin_client.get(add_address(rounds[1])))
    ticks = {box.get("name") for box in page.iter("input") if "carried" in (box.get("name") or "")}
    assert ticks == {"carried_1"}
    helped = page.find(".//div[@id='id_carried_1_helptext']")
    assert helped is not None
    assert words_of(helped) == (
        "Carries their earlier answer forward. Above goes what they say today, or nothing. "
        "Answered before by: Ann and Ben."
    )
    first = page_of(admin_client.get(add_address(rounds[0])))
    assert [box for box in first.iter("input") if "carried" in (box.get("name") or "")] == []


def test_an_unchanged_position_is_recorded_and_taken_back(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    ann, again = listed(rounds, "Ann")
    given = make_response(ann, answers={1: "Yes.", 2: "No."})
    first, second = given.answers.order_by("question__number")
    answer = send(
        admin_client,
        add_address(rounds[1]),
        signatories=[again.pk],
        answer_1="My position is unchanged.",
        carried_1="on",
        carried_2="on",
    )
    assert answer.status_code == 302
    response = Response.objects.get(round=rounds[1])
    assert kept(response) == [(1, "My position is unchanged.", first), (2, "", second)]
    fields = fields_of(admin_client.get(change_address(response)))
    assert (fields["carried_1"], fields["carried_2"], "carried_3" in fields) == (["on"], ["on"], False)
    send(admin_client, change_address(response), notes="Looked at again.")
    assert kept(response) == [(1, "My position is unchanged.", first), (2, "", second)]
    send(admin_client, change_address(response), carried_1=None, carried_2=None)
    assert kept(response) == [(1, "My position is unchanged.", None)]
    send(admin_client, change_address(response), carried_1="on")
    assert kept(response) == [(1, "My position is unchanged.", first)]


def test_what_cannot_be_carried_is_said_at_its_tick_and_nothing_typed_is_lost(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    ann, ann_again = listed(rounds, "Ann")
    ben, ben_again = listed(rounds, "Ben")
    _, cleo_again = listed(rounds, "Cleo")
    make_response(ann, answers={1: "Yes."})
    make_response(ben, answers={1: "No."})
    for signing, sentence in {
        (cleo_again,): "There is no earlier answer of Cleo to carry forward to question 1",
        (ann_again, ben_again): "Ann and Ben did not answer question 1 together before",
        (): "Say whose response it is: it needs at least one signatory.",
    }.items():
        page = send(
            admin_client,
            add_address(rounds[1]),
            signatories=[each.pk for each in signing],
            answer_1="Unchanged.",
            carried_1="on",
        )
        assert sentence in text_of(page)
        fields = fields_of(page)
        assert (fields["answer_1"], fields["carried_1"]) == (["Unchanged."], ["on"])
    assert not Response.objects.filter(round=rounds[1]).exists()


def test_a_tick_that_the_page_does_not_offer_is_refused(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    _, again = listed(rounds, "Ann")
    page = send(admin_client, add_address(rounds[1]), signatories=[again.pk], answer_1="Yes.", carried_1="on")
    assert (
        "There is no earlier answer any more that could be carried forward to question 1. Nothing was recorded."
        in text_of(page)
    )
    assert not Response.objects.filter(round=rounds[1]).exists()


def test_what_a_published_answer_carries_forward_is_not_changed_here(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    ann, again = listed(rounds, "Ann")
    make_response(ann, answers={1: "Yes."})
    response = make_response(again, answers={1: "Unchanged."})
    page = send(admin_client, change_address(response), carried_1="on")
    assert "was published, so what it carries forward stays as it is" in text_of(page)
    assert kept(response) == [(1, "Unchanged.", None)]


def test_the_page_takes_the_same_queries_however_many_answered_before(
    rounds: tuple[Round, Round], admin_client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(add_address(rounds[1]))
        return len(captured)

    make_response(listed(rounds, "Ann")[0], answers={1: "Yes."})
    queries()
    few = queries()
    for number in range(40):
        make_response(listed(rounds, f"Person {number} of forty")[0], answers={1: "Yes.", 2: "No."})
    assert queries() == few
