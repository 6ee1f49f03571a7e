"""The page on which a follow-up is started: whom, who is new, who takes whose place, in which words."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questions.models import Question, Recipient, Round
from respondents.models import Body, Membership
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db


def address_of(round_: Round, query: str = "") -> str:
    return reverse("admin:questions_round_follow_up", args=[round_.pk]) + query


@pytest.fixture
def body() -> Body:
    return make.make_body("House")


@pytest.fixture
def asked(body: Body) -> Round:
    """One answered all, one in part, one declined, one is silent, one left; somebody joined for the one who left."""
    round_ = make.make_round(body=body, title="Asked", asked_on="2026-03", asked_count=5)
    make.make_response(make.make_recipient(round_, "Ann All"), answers={1: "Words.", 2: "Words."})
    make.make_response(make.make_recipient(round_, "Pat Part"), answers={1: "Words."})
    make.make_response(make.make_recipient(round_, "Dora Declines"), refuses=True)
    for name in ("Sam Silent", "Lee Left"):
        make.make_recipient(round_, name, decision="no_response", area=name.split()[1])
    for recipient in round_.recipients.all():
        assert recipient.politician is not None
        end = "2026-05-04" if recipient.slug == "lee-left" else ""
        make.make_membership(recipient.politician, body, start="2020", end=end, area=recipient.area)
    make.make_membership(make.make_politician("Nora New"), body, start="2026-05-05", area="Left")
    make.make_membership(make.make_politician("Olga Other"), body, start="2019")
    return round_


def seat(name: str) -> Membership:
    return Membership.objects.get(politician__name=name)


def tables(page: Any) -> dict[str, list[str]]:
    """Who stands in each table of the page, by the table's heading."""
    return {
        words_of(table[0][0]): [words_of(cell) for cell in table.findall("tbody/tr/th")]
        for table in page_of(page).findall(".//table[@class='desk-table']")
    }


CHOICES: dict[str, tuple[dict[str, list[str]], list[str]]] = {
    "?whom=silent": ({"Ready to be asked again": ["Sam Silent"]}, ["1", "2"]),
    "?whom=declined": ({"Ready to be asked again": ["Dora Declines"]}, ["1", "2"]),
    "?whom=did_not_answer": (
        {"Ready to be asked again": ["Dora Declines", "Sam Silent"], "For you to decide": ["Pat Part"]},
        ["1", "2"],
    ),
    "?whom=left_open&question=2": (
        {"Ready to be asked again": ["Pat Part", "Dora Declines", "Sam Silent"]},
        ["2"],
    ),
    "?whom=left_open&question=9": (
        {"Ready to be asked again": ["Dora Declines", "Sam Silent"], "For you to decide": ["Pat Part"]},
        ["1", "2"],
    ),
    "?whom=everyone": (
        {"Ready to be asked again": ["Ann All", "Pat Part", "Dora Declines", "Sam Silent"]},
        ["1", "2"],
    ),
}


@pytest.mark.parametrize("query", CHOICES)
def test_every_choice_shows_whom_it_is_about(query: str, asked: Round, admin_client: Client) -> None:
    expected, questions = CHOICES[query]
    page = admin_client.get(address_of(asked, query))
    always = {"Left": ["Lee Left"], "Joined since": ["Nora New"], "Not on the earlier list": ["Olga Other"]}
    assert tables(page) == expected | always
    fields = fields_of(page)
    ready = [asked.recipients.get(name=name) for name in expected["Ready to be asked again"]]
    assert fields["recipient"] == [str(each.pk) for each in ready]
    assert "member" not in fields
    assert fields["question"] == questions


def test_every_choice_is_a_link_with_its_number(asked: Round, admin_client: Client) -> None:
    page = page_of(admin_client.get(address_of(asked, "?whom=left_open&question=2")))
    links = page.findall(".//nav[@class='desk-choice']//a")
    assert [(words_of(link), link.get("aria-current")) for link in links] == [
        ("The silent (2)", None),
        ("Those who declined (1)", None),
        ("All who did not answer (4)", None),
        ("Everyone (5)", None),
        ("Chosen one by one", None),
        ("question 1 (3)", None),
        ("question 2 (4)", "true"),
    ]


def test_a_new_member_and_a_substitute_are_asked(asked: Round, admin_client: Client) -> None:
    left = asked.recipients.get(slug="lee-left")
    page = page_of(admin_client.get(address_of(asked, "?whom=silent")))
    choice = page.find(f".//select[@name='place_{left.pk}']")
    assert choice is not None
    assert [
        (group.get("label"), [words_of(each) for each in group]) for group in choice.findall("optgroup")
    ] == [
        ("Joined since", ["Nora New (party not given, Left)"]),
        ("On the body, and not on the earlier list", ["Olga Other (party not given)"]),
    ]
    answer = send(
        admin_client,
        address_of(asked, "?whom=silent"),
        "",
        member=[seat("Olga Other").pk],
        **{f"place_{left.pk}": f"seat-{seat('Nora New').pk}"},
    )
    draft = asked.followed_by.get()
    assert [(each.name, each.takes_place_of) for each in draft.recipients.in_order()] == [
        ("Sam Silent", None),
        ("Nora New", left),
        ("Olga Other", None),
    ]
    assert draft.notes == ""
    assert messages_on(admin_client.get(answer.url)) == [
        (
            "A draft was made, with three on its list and two questions. One of them takes the place of somebody "
            "who left. Next: look it over, record the responses as they come, and publish."
        )
    ]


def test_a_question_is_put_in_other_words(asked: Round, admin_client: Client) -> None:
    send(admin_client, address_of(asked), "", wording_2="Will you\r\nanswer now? ")
    put = asked.followed_by.get().questions.order_by("number")
    first, second = asked.questions.order_by("number")
    assert [(each.text, each.repeats) for each in put] == [
        (first.text, first),
        ("Will you\nanswer now? ", second),
    ]


def test_an_untouched_wording_stays_byte_for_byte(asked: Round, admin_client: Client) -> None:
    Question._base_manager.filter(round=asked, number=1).update(text="\n Odd  words,\nin two lines. ")
    send(admin_client, address_of(asked), "")
    assert asked.followed_by.get().questions.get(number=1).text == "\n Odd  words,\nin two lines. "


def test_the_wording_of_a_draft_is_changed_on_its_page_and_still_repeats(
    asked: Round, admin_client: Client
) -> None:
    send(admin_client, address_of(asked), "")
    draft = asked.followed_by.get()
    address = reverse("admin:questions_round_change", args=[draft.pk])
    fields = fields_of(admin_client.get(address))
    (box,) = [name for name, value in fields.items() if name.endswith("-text") and "Question 2" in value[0]]
    send(admin_client, address, **{box: "In other words?"})
    question = draft.questions.get(number=2)
    assert (question.text, question.repeats) == ("In other words?", asked.questions.get(number=2))


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"member": ["999999"]}, "Somebody who was ticked or chosen is not among those shown here."),
    ({"place": "seat-999999"}, "Somebody who was ticked or chosen is not among those shown here."),
    ({"place": "nonsense"}, "Somebody who was ticked or chosen is not among those shown here."),
    (
        {"question": ["2"], "wording_2": " "},
        "Question 2 has no words: give it some, or leave the question out.",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED)
def test_what_cannot_be_made_is_said_and_every_choice_stays(
    fields: dict[str, Any], sentence: str, asked: Round, admin_client: Client
) -> None:
    left = asked.recipients.get(slug="lee-left")
    ticked = [str(asked.recipients.get(slug="pat-part").pk)]
    fields = {"wording_1": "Other words?", "recipient": ticked, **fields}
    if "place" in fields:
        fields[f"place_{left.pk}"] = fields.pop("place")
    page = send(admin_client, address_of(asked), "", **fields)
    assert sentence in text_of(page)
    kept = fields_of(page)
    assert (kept["recipient"], kept["wording_1"]) == (ticked, ["Other words?"])
    assert Round.objects.count() == 1


def test_those_who_sat_there_already_are_not_listed_where_they_are_too_many(
    asked: Round, body: Body, admin_client: Client
) -> None:
    for _ in range(101):
        make.make_membership(make.make_politician(), body, start="2019")
    page = admin_client.get(address_of(asked))
    assert "102 others sit on House, or may, and were not on the earlier list" in text_of(page)
    assert tables(page)["Joined since"] == ["Nora New"]
    assert "Not on the earlier list" not in tables(page)


def test_the_page_takes_the_same_queries_however_many_there_are(
    asked: Round, body: Body, admin_client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(address_of(asked, "?whom=everyone")).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(150):
        recipient = make.make_recipient(asked, f"Person {number} of many", decision="no_response")
        make.make_membership(recipient.politician, body, start="2020", end="2026-04" if number % 2 else "")  # type: ignore[arg-type]
        make.make_membership(make.make_politician(), body, start="2026-05-05")
    assert queries() == few


def test_the_list_of_the_round_before_the_last_is_offered_too(asked: Round, admin_client: Client) -> None:
    second = make.make_round(title="Second", follows=asked, body=asked.body, asked_on="2026-06")
    make.make_recipient(second, politician=asked.recipients.get(slug="sam-silent").politician)
    page = admin_client.get(address_of(second, "?whom=everyone"))
    assert tables(page) == {
        "For you to decide": ["Ann All", "Pat Part", "Dora Declines"],
        "Left": ["Lee Left"],
        "Ready to be asked again": ["Sam Silent"],
        "Not on the earlier list": ["Nora New", "Olga Other"],
    }
    send(
        admin_client,
        address_of(second, "?whom=chosen"),
        "",
        recipient=[asked.recipients.get(slug="ann-all").pk],
    )
    third = second.followed_by.get()
    assert [each.slug for each in Recipient.objects.filter(round=third)] == ["ann-all"]
