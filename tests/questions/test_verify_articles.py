"""`verify` holds the two articles paragraph by paragraph: whatever is changed on either side is found."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoDbBlocker

from questions.models import Answer, Question, Recipient, Response, Signatory
from questions.models.verbatim import paragraphs_of
from tests.questions.articles import ANSWER_LINES, first_record_on_file
from tests.questions.proving import MPS, answer_of, faults, key, with_words


@pytest.fixture(scope="module", autouse=True)
def first_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    with first_record_on_file(django_db_blocker):
        yield


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("response", "number"), ANSWER_LINES)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_one_changed_character_is_found(response: str, number: int, place: str) -> None:
    answer = answer_of(response, number)
    here = {"first": 0, "middle": len(answer.text) // 2, "last": len(answer.text) - 1}[place]
    changed = answer.text[:here] + ("x" if answer.text[here] != "x" else "y") + answer.text[here + 1 :]
    with_words(answer, changed)
    assert faults() == [
        ("answer-not-in-source", key(response, number)),
        ("paragraph-not-in-record", f"edp-{answer.question.round.slug}"),
        ("paragraph-not-in-source", key(response, number)),
    ]


@pytest.mark.parametrize(("response", "number"), [("mps-lamb", 1), ("csc-labour", 2)])
@pytest.mark.parametrize("change", ["{}\n", "\n{}", "{} ", " {}", "between"])
def test_white_space_around_and_between_paragraphs_counts(response: str, number: int, change: str) -> None:
    answer = answer_of(response, number)
    changed = answer.text.replace("\n\n", "\n\n\n", 1) if change == "between" else change.format(answer.text)
    with_words(answer, changed)
    assert faults() != []


def test_table_names_rule_and_row_and_quotes_the_words() -> None:
    answer = answer_of("mps-bellingham", 1)
    with_words(answer, answer.text.replace("A Conservative", "A conservative"))
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("verify", stdout=out)
    assert (str(refused.value), refused.value.returncode) == (
        "The record has 3 faults. Nothing was changed.",
        1,
    )
    quote = "onservative administration is in place now, that is part …"
    row = f"questions.answer ({key('mps-bellingham', 1)})"
    assert [
        tuple(cell.strip() for cell in line.split(" | ")) for line in out.getvalue().splitlines()[2:]
    ] == [
        ("rule", "row", "message"),
        ("----", "---", "-------"),
        (
            "answer-not-in-source",
            row,
            (
                f"The answer does not stand word for word in its source or its original: “A c{quote}”. "
                "Compare it with them."
            ),
        ),
        (
            "paragraph-not-in-record",
            "questions.source (edp-norfolk-mps)",
            f"Line 17: “A C{quote}”, said by Mr Bellingham is not in the record of norfolk-mps at this place.",
        ),
        (
            "paragraph-not-in-source",
            row,
            f"“A c{quote}” is no whole paragraph of edp-norfolk-mps, or stands there less often.",
        ),
    ]


@pytest.mark.parametrize(
    ("response", "number", "place"),
    [("mps-lewis", 2, 0), ("mps-lewis", 2, 2), ("mps-lewis", 2, 4), ("csc-labour", 1, 1)],
)
def test_dropped_paragraph_is_found(response: str, number: int, place: int) -> None:
    answer = answer_of(response, number)
    paragraphs = paragraphs_of(answer.text)
    del paragraphs[place]
    with_words(answer, "\n\n".join(paragraphs))
    # A new first paragraph is one that, in the article, somebody was already in the middle of.
    begins = [("paragraph-of-another-speaker", key(response, number))] if place == 0 else []
    assert faults() == [("paragraph-not-in-record", f"edp-{answer.question.round.slug}"), *begins]


def test_shortened_paragraph_is_found() -> None:
    """Its words still stand in the article, one after the other: only the article's side shows it."""
    answer = answer_of("mps-bellingham", 1)
    with_words(answer, answer.text.removesuffix(" We have to look forward now."))
    assert faults() == [
        ("paragraph-not-in-record", "edp-norfolk-mps"),
        ("paragraph-not-in-source", key("mps-bellingham", 1)),
    ]


def test_swapped_answers_are_found() -> None:
    ours, theirs = answer_of("mps-bellingham", 3), answer_of("mps-lamb", 3)
    with_words(ours, theirs.text)
    with_words(theirs, ours.text)
    assert faults() == [
        ("paragraph-of-another-speaker", key("mps-bellingham", 3)),
        ("paragraph-of-another-speaker", key("mps-lamb", 3)),
    ]


def test_swapped_paragraphs_are_found() -> None:
    answer = answer_of("csc-smith", 1)
    one, two, three, four = paragraphs_of(answer.text)
    with_words(answer, f"{one}\n\n{three}\n\n{two}\n\n{four}")
    assert faults() == [
        ("answer-not-in-source", key("csc-smith", 1)),
        ("paragraph-out-of-place", key("csc-smith", 1)),
    ]


def test_answers_to_two_questions_swapped_are_found() -> None:
    first, second = answer_of("csc-kiddle-morris", 3), answer_of("csc-kiddle-morris", 4)
    with_words(first, second.text)
    with_words(second, first.text)
    assert {rule for rule, _ in faults()} == {"paragraph-out-of-place"}


@pytest.mark.parametrize(
    ("response", "number", "whom"),
    [("mps-lewis", 4, "brandon-lewis"), ("csc-labour", 3, "green-party-councillors")],
)
def test_answer_moved_to_another_person_is_found(response: str, number: int, whom: str) -> None:
    answer = answer_of(response, number)
    recipient = Recipient.objects.get(slug=whom)
    other = Response.objects.create(
        round=recipient.round,
        slug="other",
        source=answer.response.source,
        published_at=answer.response.published_at,
    )
    Signatory.objects.create(response=other, recipient=recipient)
    Answer._base_manager.filter(pk=answer.pk).update(response=other, inference="")
    slug = recipient.round.slug
    assert set(faults()) == {("paragraph-of-another-speaker", f"{slug} / other / {slug} / {number}")}


def test_signature_changed_to_another_person_is_found() -> None:
    """Clive Lewis, not Brandon: the label alone does not tell the two apart, but their parties do."""
    Signatory._base_manager.filter(response__slug="mps-lewis").update(
        recipient=Recipient.objects.get(slug="brandon-lewis")
    )
    assert faults() == [("party-not-as-printed", "norfolk-mps / brandon-lewis")]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_first_paragraph_of_the_labour_group_moved_to_mr_kiddle_morris_is_found(number: int) -> None:
    """Only two empty lines tell in the article where his words end and theirs begin."""
    his, theirs = answer_of("csc-kiddle-morris", number), answer_of("csc-labour", number)
    first, *rest = paragraphs_of(theirs.text)
    with_words(his, f"{his.text}\n\n{first}")
    with_words(theirs, "\n\n".join(rest))
    assert faults() == [
        ("paragraph-of-another-speaker", key("csc-kiddle-morris", number)),
        ("paragraph-of-another-speaker", key("csc-labour", number)),
    ]


def test_inferred_answer_given_out_as_printed_is_found() -> None:
    Answer._base_manager.filter(response__slug="csc-labour", question__number=4).update(inference="")
    assert faults() == [("paragraph-of-another-speaker", key("csc-labour", 4))]


@pytest.mark.parametrize("blank", ["\n", " ", "\n \n"])
def test_blanked_answer_is_found(blank: str) -> None:
    with_words(answer_of("mps-lamb", 3), blank)
    assert [fault for fault in faults() if fault[0] != "answer-set-otherwise"] == [
        ("answer-without-words", key("mps-lamb", 3)),
        ("paragraph-not-in-record", "edp-norfolk-mps"),
    ]


def test_answer_blanked_behind_a_position_is_found() -> None:
    Answer._base_manager.filter(pk=answer_of("mps-lamb", 3).pk).update(text="", position="yes")
    assert faults() == [
        ("answer-without-words", key("mps-lamb", 3)),
        ("changed-past-the-history", key("mps-lamb", 3)),
        ("paragraph-not-in-record", "edp-norfolk-mps"),
        ("position-not-offered", key("mps-lamb", 3)),
    ]


def test_deleted_answer_is_found() -> None:
    answer_of("csc-smith", 4).delete()
    assert faults() == [("paragraph-not-in-record", "edp-childrens-services-committee")]


def test_changed_question_is_found_and_disturbs_no_answer() -> None:
    Question._base_manager.filter(round__slug=MPS, number=3).update(
        text="Do you believe Norfolk is adequately funded?"
    )
    assert faults() == [
        ("question-not-in-record", "edp-norfolk-mps"),
        ("question-not-in-source", "norfolk-mps / 3"),
    ]


def test_withdrawn_reply_is_still_compared_in_private() -> None:
    response = Response.objects.get(slug="mps-lamb")
    Response._base_manager.filter(pk=response.pk).update(withdrawn_at=response.published_at)
    assert faults() == []
    answer = answer_of("mps-lamb", 3)
    with_words(answer, "Secret words.")
    assert faults() == [
        ("paragraph-not-in-record", "edp-norfolk-mps"),
        ("paragraph-not-in-source", key("mps-lamb", 3)),
    ]


def test_withheld_words_are_compared_and_never_printed() -> None:
    answer = answer_of("mps-lamb", 3)
    Answer._base_manager.filter(pk=answer.pk).update(
        withheld="held_back", withheld_note="Our lawyers are reading it."
    )
    assert faults() == []
    with_words(answer, "Secret words.")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stdout=out)
    assert "answer-not-in-source" in out.getvalue()
    assert "paragraph-not-in-source" in out.getvalue()
    assert "Secret" not in out.getvalue()
    assert "Norfolk is not adequately funded" not in out.getvalue()
