"""The fixtures hold what the two articles say, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from pytest_django import DjangoDbBlocker

from questions.models import Answer, Question, Recipient, Response, Round, Signatory, Source
from questions.models.verbatim import paragraphs_of
from respondents.history import history_tables
from respondents.models import Membership, Party, Politician
from tests.questions.articles import (
    ANSWER_LINES,
    NAMES,
    QUESTION_LINES,
    archived_text,
    first_record_on_file,
    objects_in,
    words_of,
)

ENTERED = "2026-11-21T09:00:00Z"


@pytest.fixture(scope="module", autouse=True)
def first_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    with first_record_on_file(django_db_blocker):
        yield


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("response", "question"), ANSWER_LINES)
def test_answer_is_word_for_word_what_the_article_prints(response: str, question: int) -> None:
    answer = Answer.objects.get(response__slug=response, question__number=question)
    assert answer.text == words_of(response, question)
    assert len(paragraphs_of(answer.text)) == len(ANSWER_LINES[response, question])


def test_answers_stand_in_the_order_of_the_articles() -> None:
    stored = [
        (each["fields"]["response"][1], each["fields"]["question"][1])
        for name in NAMES
        for each in objects_in(name, "questions.answer")
    ]
    assert stored == list(ANSWER_LINES)


def test_difficult_places_of_the_texts_are_kept() -> None:
    def text(response: str, number: int) -> str:
        return Answer.objects.get(response__slug=response, question__number=number).text

    assert text("mps-bellingham", 2).endswith(
        "'that family is not ideal, children's services should take the children away'."
    )
    assert text("mps-lamb", 4).endswith("a full understanding of the position locally.")
    assert "well over £300 million of cuts" in text("mps-lewis", 3)
    assert "services can be 'managed' in such a way" in text("mps-lewis", 3)
    assert text("csc-kiddle-morris", 2).endswith("need to be speeded up")
    assert text("csc-kiddle-morris", 4).endswith("in a non ideological way")
    assert (
        "Archant \N{REPLACEMENT CHARACTER} 2013"
        in Source.objects.get(key="edp-childrens-services-committee").text
    )


@pytest.mark.parametrize("name", QUESTION_LINES)
def test_questions_are_as_printed_without_their_numbers(name: str) -> None:
    lines = archived_text(name).split("\n")
    printed = [lines[number - 1] for number in QUESTION_LINES[name]]
    stored = Question.objects.filter(round__slug=name).order_by("number")
    assert [f"{question.number}) {question.text}" for question in stored] == printed
    assert [question.optional for question in stored] == [False, False, False, name != "norfolk-mps"]


def test_archived_texts_are_the_stored_pages_byte_for_byte() -> None:
    for name in QUESTION_LINES:
        assert Source.objects.get(key=f"edp-{name}").text == archived_text(name)


def test_rounds_say_what_the_articles_say_and_make_up_no_date() -> None:
    fields = [
        "population",
        "asked_count",
        "asked_on",
        "asked_on_words",
        "deadline_on",
        "deadline_words",
        "method",
    ]
    assert list(Round.objects.order_by("pk").values_list("slug", *fields)) == [
        ("norfolk-mps", "all nine Norfolk MPs", 9, "", "last week", "", "", "email"),
        (
            "childrens-services-committee",
            "all 17 councillors on the County Council's children's services committee",
            17,
            "",
            "on Monday",
            "",
            "by Wednesday",
            "email",
        ),
    ]
    assert set(Source.objects.values_list("published_on", "published_on_words")) == {("", "")}
    assert list(
        Round.objects.order_by("pk").values_list("sources__key", "campaign__slug", "body__slug", "follows")
    ) == [
        ("edp-norfolk-mps", "fighting-for-their-futures", "house-of-commons", None),
        (
            "edp-childrens-services-committee",
            "fighting-for-their-futures",
            "childrens-services-committee",
            None,
        ),
    ]


def test_everyone_on_the_lists_stands_where_the_articles_leave_them() -> None:
    listed = Recipient.objects.with_standing().order_by("round_id", "position")
    rows = [
        (
            recipient.position,
            recipient.name,
            recipient.party.adjective if recipient.party else "",
            recipient.role or recipient.area,
            recipient.standing.value,
            recipient.decision_wording,
            recipient.decision_source.key if recipient.decision_source else "",
            recipient.decided_on,
        )
        for recipient in listed.select_related("party", "decision_source")
    ]
    mps, committee = "edp-norfolk-mps", "edp-childrens-services-committee"
    silent = ("no_response", "")
    assert rows == [
        (1, "Henry Bellingham", "Conservative", "North West Norfolk", "answered", "", "", ""),
        (2, "Norman Lamb", "Liberal Democrat", "North Norfolk", "answered", "", "", ""),
        (3, "Clive Lewis", "Labour", "Norwich South", "answered", "", "", ""),
        (4, "Chloe Smith", "", "Norwich North", "excused", "on maternity leave", mps, ""),
        (5, "George Freeman", "", "Mid Norfolk", *silent, mps, ""),
        (6, "Brandon Lewis", "", "Great Yarmouth", *silent, mps, ""),
        (7, "Elizabeth Truss", "", "South West Norfolk", *silent, mps, ""),
        (8, "Richard Bacon", "", "South Norfolk", *silent, mps, ""),
        (9, "Keith Simpson", "", "Broadland", *silent, mps, ""),
        (1, "Roger Smith", "Conservative", "chairman", "answered", "", "", ""),
        (2, "Mark Kiddle-Morris", "Conservative", "councillor", "answered", "", "", ""),
        (3, "Mike Sands", "Labour", "councillor", "answered", "", "", ""),
        (4, "Emma Corlett", "Labour", "councillor", "answered", "", "", ""),
        (5, "Chrissie Rumsby", "Labour", "councillor", "answered", "", "", ""),
        (6, "Green Party councillors", "Green Party", "", *silent, committee, ""),
        (7, "Liberal Democrat councillors", "Liberal Democrat", "", *silent, committee, ""),
        (8, "UKIP councillors", "UKIP", "", *silent, committee, ""),
    ]
    assert list(listed.filter(kind="group").values_list("slug", "size")) == [
        ("green-party-councillors", None),
        ("liberal-democrat-councillors", None),
        ("ukip-councillors", None),
    ]


def test_people_and_parties_are_named_as_the_articles_name_them() -> None:
    honorifics = dict(Politician.objects.exclude(honorific="").values_list("slug", "honorific"))
    assert honorifics == dict.fromkeys(
        ["clive-lewis", "henry-bellingham", "norman-lamb", "roger-smith", "mark-kiddle-morris"], "Mr"
    )
    assert dict(Politician.objects.filter(name__contains="Lewis").values_list("slug", "sort_name")) == {
        "clive-lewis": "Lewis, Clive",
        "brandon-lewis": "Lewis, Brandon",
    }
    assert list(Party.objects.order_by("name").values_list("slug", "name", "adjective")) == [
        ("conservatives", "Conservatives", "Conservative"),
        ("green-party", "Green Party", "Green Party"),
        ("labour", "Labour", "Labour"),
        ("liberal-democrats", "Liberal Democrats", "Liberal Democrat"),
        ("ukip", "UKIP", "UKIP"),
    ]
    assert Membership.objects.count() == 14
    assert Membership.objects.exclude(start="", end="").count() == 0
    assert set(Membership.objects.filter(party=None).values_list("politician__slug", flat=True)) == {
        "chloe-smith",
        "george-freeman",
        "brandon-lewis",
        "elizabeth-truss",
        "richard-bacon",
        "keith-simpson",
    }


def test_replies_are_signed_as_the_articles_sign_them() -> None:
    signed = Signatory.objects.order_by("pk").values_list(
        "response__slug", "recipient__slug", "position", "signed_as"
    )
    assert list(signed) == [
        ("mps-bellingham", "henry-bellingham", 1, "Mr Bellingham"),
        ("mps-lamb", "norman-lamb", 1, "Mr Lamb"),
        ("mps-lewis", "clive-lewis", 1, "Mr Lewis"),
        ("csc-smith", "roger-smith", 1, "Mr Smith"),
        ("csc-kiddle-morris", "mark-kiddle-morris", 1, "Mr Kiddle-Morris"),
        ("csc-labour", "mike-sands", 1, ""),
        ("csc-labour", "emma-corlett", 2, ""),
        ("csc-labour", "chrissie-rumsby", 3, ""),
    ]
    assert dict(Response.objects.exclude(on_behalf_of="").values_list("slug", "on_behalf_of")) == {
        "csc-smith": "his 'immediate colleagues'"
    }
    assert set(Response.objects.values_list("received_on", "received_at", "channel", "timing_words")) == {
        ("", None, "", "")
    }


def test_only_the_labour_group_s_answers_are_inferred_and_say_why() -> None:
    inferred = Answer.objects.exclude(inference="")
    assert set(inferred.values_list("response__slug", flat=True)) == {"csc-labour"}
    assert inferred.count() == 4
    (inference,) = set(inferred.values_list("inference", flat=True))
    assert inference == (
        "The article says that the three Labour councillors “responded as a group”. In its stored text these "
        "paragraphs have lost their label: they follow Mr Kiddle-Morris's answer after two blank lines."
    )


def test_fixtures_hold_no_more_rows_than_the_articles_give() -> None:
    assert {name: dict(Counter(each["model"] for each in objects_in(name))) for name in NAMES} == {
        "reference": {
            "respondents.party": 5,
            "respondents.body": 3,
            "respondents.politician": 14,
            "respondents.membership": 14,
            "questions.campaign": 1,
        },
        "norfolk-mps": {
            "questions.source": 1,
            "questions.round": 1,
            "questions.question": 4,
            "questions.recipient": 9,
            "questions.response": 3,
            "questions.signatory": 3,
            "questions.answer": 12,
        },
        "childrens-services-committee": {
            "questions.source": 1,
            "questions.round": 1,
            "questions.question": 4,
            "questions.recipient": 8,
            "questions.response": 3,
            "questions.signatory": 5,
            "questions.answer": 12,
        },
    }


def test_loaded_rows_hold_the_fixtures_fields_and_otherwise_what_an_empty_row_holds() -> None:
    """The same on every engine and at every hour: whatever a fixture leaves out is a constant of the model."""
    out = StringIO()
    history = [table._meta.label for table in history_tables()]
    history.append("questions.Publisher")  # made by its migration, and filled in by no fixture
    natural = {"natural_foreign": True, "natural_primary": True}
    call_command("dumpdata", "respondents", "questions", exclude=history, stdout=out, **natural)
    dumped = json.loads(out.getvalue())
    in_fixtures = [each for name in NAMES for each in objects_in(name)]
    assert sorted(map(_as_text, dumped)) == sorted(_as_text(_whole(each)) for each in in_fixtures)


def test_every_moment_is_the_constant_of_the_fixtures() -> None:
    for name in NAMES:
        for each in objects_in(name):
            moments = {field: value for field, value in each["fields"].items() if field.endswith("_at")}
            expected: dict[str, set[str]] = {
                "questions.round": {"published_at"},
                "questions.response": {"published_at", "entered_at"},
            }
            assert set(moments) == expected.get(each["model"], set())
            assert set(moments.values()) <= {ENTERED}


def _whole(each: dict[str, Any]) -> dict[str, Any]:
    model = apps.get_model(each["model"])
    fields: dict[str, Any] = {
        field.name: field.get_default()
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != "entered_at"
    }
    fields |= {field.name: [] for field in model._meta.many_to_many}
    return {"model": each["model"], "fields": fields | each["fields"]}


def _as_text(each: dict[str, Any]) -> str:
    return json.dumps(each, sort_keys=True, cls=DjangoJSONEncoder)
