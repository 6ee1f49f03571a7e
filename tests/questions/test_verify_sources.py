"""`verify` reads the articles by themselves: who speaks, what is furniture, where the answers begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from pytest_django import DjangoDbBlocker

from questions.models import Answer, Question, Recipient, Response, Round, Signatory, Source
from respondents.models import Politician
from tests import factories
from tests.questions.articles import first_record_on_file
from tests.questions.proving import COMMITTEE, MPS, answer_of, faults, key, with_words


@pytest.fixture(scope="module", autouse=True)
def first_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    with first_record_on_file(django_db_blocker):
        yield


pytestmark = pytest.mark.django_db


def change_source(slug: str, **fields: Any) -> None:
    Source._base_manager.filter(key=f"edp-{slug}").update(**fields)


def replace_in_source(slug: str, old: str, new: str) -> None:
    source = Source.objects.get(key=f"edp-{slug}")
    assert source.text.count(old) == 1
    change_source(slug, text=source.text.replace(old, new))


def test_furniture_that_stands_twice_in_the_article_is_found() -> None:
    replace_in_source(COMMITTEE, "Most Read\n", "Most Read\n\nMost Read\n")
    assert faults() == [("paragraph-not-in-record", "edp-childrens-services-committee")]


def test_furniture_listed_twice_is_found() -> None:
    change_source(COMMITTEE, furniture=Concat(F("furniture"), Value("\nMost Read")))
    assert faults() == [("furniture-not-in-place", "edp-childrens-services-committee")]


def test_furniture_out_of_order_is_found() -> None:
    lines = Source.objects.get(key="edp-childrens-services-committee").furniture.split("\n")
    change_source(COMMITTEE, furniture="\n".join(reversed(lines)))
    assert {key for _, key in faults()} == {"edp-childrens-services-committee"}


def test_empty_lines_before_furniture_count_for_what_follows_it() -> None:
    replace_in_source(COMMITTEE, "Most Read\n\nMr Smith", "Mr Smith")
    replace_in_source(COMMITTEE, "\n\n\nA key improvement", "\n\n\nMost Read\n\nA key improvement")
    assert faults() == []


def test_unlisted_furniture_is_found() -> None:
    change_source(MPS, furniture="")
    assert faults() == [("paragraph-not-in-record", "edp-norfolk-mps")]


def test_speaker_whom_the_record_does_not_know_is_found() -> None:
    replace_in_source(COMMITTEE, "Mr Kiddle-Morris: A consistent", "Ms Nobody: A consistent")
    assert set(faults()) == {
        ("paragraph-of-another-speaker", key("csc-kiddle-morris", 3)),
        ("unknown-speaker", "edp-childrens-services-committee"),
    }


def test_colon_in_the_middle_of_words_is_no_label() -> None:
    old, new = "I am angry that,", "I am angry: that,"
    replace_in_source(MPS, old, new)
    answer = answer_of("mps-lamb", 1)
    with_words(answer, answer.text.replace(old, new))
    assert faults() == []


def test_inner_quotation_that_ends_a_paragraph_keeps_its_mark() -> None:
    """Only the last paragraph of what somebody says closes the newspaper's own pair."""
    old, new = "is a Tory failure.\n\n", "is a 'Tory failure'\n\n"
    replace_in_source(MPS, old, new)
    answer = answer_of("mps-lewis", 2)
    with_words(answer, answer.text.replace(old, new))
    assert faults() == []


def test_party_that_the_article_prints_otherwise_is_found() -> None:
    Recipient._base_manager.filter(slug="norman-lamb").update(
        party=Recipient.objects.get(slug="clive-lewis").party
    )
    assert faults() == [("party-not-as-printed", "norfolk-mps / norman-lamb")]


def test_closing_words_and_questions_have_to_be_there() -> None:
    change_source(MPS, closing_words="No such words")
    Question._base_manager.filter(round__slug=COMMITTEE).update(text="Anything?", number=F("number") + 10)
    assert faults() == [
        ("no-closing-words", "edp-norfolk-mps"),
        ("no-question-in-source", "edp-childrens-services-committee"),
    ]


def test_question_that_the_record_lost_is_found_wherever_it_stood() -> None:
    Answer.objects.filter(question__round__slug=MPS, question__number=1).delete()
    Question.objects.filter(round__slug=MPS, number=1).delete()
    assert {rule for rule, _ in faults()} == {"paragraph-not-in-record"}


def test_an_article_about_another_round_is_not_held_against_this_one() -> None:
    follow_up = factories.make_round(slug="follow-up", follows=Round.objects.get(slug=MPS))
    follow_up.sources.add(Source.objects.get(key="edp-norfolk-mps"))
    ann = factories.make_recipient(follow_up, "Ann")
    factories.make_response(ann, answers={1: "Yes, now."}, original="Yes, now.")
    assert faults() == []


def test_round_that_lost_all_its_replies_is_still_held_against_its_article() -> None:
    Response.objects.filter(round__slug=MPS).delete()
    found = [rule for rule, _ in faults()]
    assert (found.count("paragraph-not-in-record"), set(found)) == (
        20,
        {"paragraph-not-in-record", "unknown-speaker"},
    )


def test_replies_that_lost_their_source_are_still_held_against_the_article_of_their_round() -> None:
    Response._base_manager.filter(round__slug=MPS).update(source=None)
    assert faults() == []
    answer = answer_of("mps-lamb", 4)
    with_words(answer, answer.text.removesuffix(" position locally."))
    assert faults() == [
        ("paragraph-not-in-record", "edp-norfolk-mps"),
        ("paragraph-not-in-source", key("mps-lamb", 4)),
    ]


def test_an_article_that_is_not_proof_read_is_held_against_the_record_only() -> None:
    change_source(MPS, closing_words="")
    Answer.objects.filter(response__slug="mps-lamb", question__number=4).delete()
    assert faults() == []


def also_signed_by(response: str, recipient: str, **fields: Any) -> str:
    """Put one more signatory under a response, behind everybody's back; the key of the signature."""
    reply = Response.objects.get(slug=response)
    signer = Recipient.objects.get(round=reply.round, slug=recipient)
    Signatory.objects.create(response=reply, recipient=signer, position=9, **fields)
    round_ = reply.round.slug
    return f"{round_} / {response} / {round_} / {recipient}"


@pytest.mark.parametrize("signed_as", ["", "Mr Lewis", "Mr Lewis and Mr Freeman"])
def test_words_under_one_label_given_to_one_more_person_are_found(signed_as: str) -> None:
    signature = also_signed_by("mps-lewis", "brandon-lewis", signed_as=signed_as)
    assert faults() == [("signatory-not-in-source", signature)]


def test_somebody_spoken_for_needs_no_label() -> None:
    also_signed_by("mps-lewis", "brandon-lewis", spoken_for=True)
    assert faults() == []


def test_label_for_several_names_each_of_them() -> None:
    replace_in_source(MPS, "Mr Lewis (Labour): ", "Mr Lewis and Mr Freeman: ")
    source = Source.objects.get(key="edp-norfolk-mps")
    change_source(MPS, text=source.text.replace("Mr Lewis: ", "Mr Lewis and Mr Freeman: "))
    Signatory._base_manager.filter(response__slug="mps-lewis").update(signed_as="Mr Lewis and Mr Freeman")
    also_signed_by("mps-lewis", "george-freeman", signed_as="Mr Lewis and Mr Freeman")
    assert faults() == []


def test_inferred_words_are_not_those_of_somebody_with_a_label_of_their_own() -> None:
    signature = also_signed_by("csc-labour", "mark-kiddle-morris")
    assert faults() == [("signatory-speaks-elsewhere", signature)]


def test_inferred_words_are_those_of_somebody_whom_the_article_names() -> None:
    factories.make_recipient(Round.objects.get(slug=COMMITTEE), "Never Mentioned")
    signature = also_signed_by("csc-labour", "never-mentioned")
    assert faults() == [("signatory-not-in-source", signature)]


def test_name_of_somebody_else_on_the_list_is_found_and_an_other_name_is_not() -> None:
    Recipient._base_manager.filter(slug="clive-lewis").update(name="Brandon Lewis")
    assert faults() == [("name-of-somebody-else", f"{MPS} / clive-lewis")]
    Politician._base_manager.filter(slug="clive-lewis").update(other_names="C. A. Lewis\nBrandon Lewis")
    assert faults() == []
