"""`verify` asks every published round for its evidence, whatever it was made of."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from questions.attribution import withheld_words
from questions.models import Answer, Question, Response, Round
from questions.sentences import asked_words
from tests import factories
from tests.questions.proving import faults, verify

pytestmark = pytest.mark.django_db

ORIGINAL = (
    "Dear editor,\n\nYes, we will. It is not easy, but we will.\n\nAnd no, not this year.\n\nYours, Ann"
)


@pytest.fixture
def spring() -> Round:
    """A round with a date and nobody on its list."""
    return factories.make_round(slug="spring", asked_on="2026-07-01")


def reply(round_: Round, answers: dict[int, str], **fields: Any) -> None:
    """Ann's reply."""
    ann = factories.make_recipient(round_, "Ann")
    factories.make_response(ann, slug="ann", answers=answers, **{"original": ORIGINAL, **fields})


def test_nothing_on_file_is_nothing_to_verify() -> None:
    assert verify() == "There is nothing to verify: no round is published.\n"
    assert verify(as_json=True) == '{\n  "rounds": {},\n  "faults": []\n}\n'


def test_drafts_are_not_verified_but_their_links_are(spring: Round) -> None:
    draft = factories.make_round(slug="draft", published=False)
    factories.make_response(factories.make_recipient(draft), slug="reply", answers={1: "Unproved."})
    Round._base_manager.filter(pk=spring.pk).update(withdrawn_at=spring.published_at)
    assert verify() == "There is nothing to verify: no round is published.\n"
    draft.responses.get().signatories.all().delete()
    assert faults() == [("response-without-signatory", "draft / reply")]


def test_words_of_a_reply_are_proved_by_its_original(spring: Round) -> None:
    reply(spring, {1: "Yes, we will. It is not easy, but we will.", 2: "And no, not this year."})
    assert faults() == []
    assert verify() == (
        "spring: number asked not known (1 answered); 2 questions, 1 response, 2 answers, 2 paragraphs.\nNo faults.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        "Yes, we will",
        "Yes, we will.\n\nAnd no, not this year.",
        "It is not easy, but we will.",
        "\nYes, we will.",
    ],
)
def test_part_of_the_original_is_word_for_word(spring: Round, words: str) -> None:
    reply(spring, {1: words})
    assert faults() == []


@pytest.mark.parametrize(
    "words",
    [
        "Yes, we Will.",
        "es, we will.",
        "Yes, we wil",
        "Yes,  we will.",
        "And no, not this year.\n\nYes, we will.",
        "Yes, we will.\n\nYes, we will.",
        "Yes, we will. […] no, not this year.",
    ],
)
def test_other_words_than_the_original_s_are_found(spring: Round, words: str) -> None:
    reply(spring, {1: words})
    assert faults() == [("answer-not-in-source", "spring / ann / spring / 1")]


@pytest.mark.parametrize("mark", ["[…]", "[...]"])
def test_cut_words_stand_in_order_between_the_marks(spring: Round, mark: str) -> None:
    reply(spring, {})
    response = spring.responses.get()
    factories.make_answer(response, 1, text=f"Yes, we will. {mark} no, not this year. {mark}", is_cut=True)
    assert faults() == []
    factories.make_answer(response, 2, text=f"no, not this year. {mark} Yes, we will.", is_cut=True)
    assert faults() == [("answer-not-in-source", "spring / ann / spring / 2")]


def test_the_newsroom_s_own_summary_is_not_looked_for(spring: Round) -> None:
    reply(spring, {})
    factories.make_answer(spring.responses.get(), 1, text="She agrees.", is_paraphrase=True)
    assert faults() == []


def test_coded_position_without_words_needs_no_source(spring: Round) -> None:
    Question._base_manager.filter(round=spring, number=1).update(kind="yes_no")
    reply(spring, {}, original="")
    factories.make_answer(spring.responses.get(), 1, text="", position="yes")
    assert faults() == []


def test_tick_without_words_needs_no_source(spring: Round) -> None:
    Question._base_manager.filter(round=spring, number=1).update(kind="yes_no")
    reply(spring, {}, original="")
    factories.make_answer(spring.responses.get(), 1, text="", ticked="yes")
    assert faults() == []


@pytest.mark.parametrize(
    "tampered",
    [{"text": ""}, {"ticked": "no"}, {"position": "yes"}, {"ticked": ""}, {"position": ""}],
    ids=str,
)
def test_typed_answer_changed_behind_everybodys_back_is_found(
    spring: Round, tampered: dict[str, str]
) -> None:
    Question._base_manager.filter(round=spring, number=1).update(kind="yes_no")
    reply(spring, {})
    answer = factories.make_answer(
        spring.responses.get(), 1, text="Yes, we will.", ticked="yes", position="no"
    )
    assert faults() == []
    Answer._base_manager.filter(pk=answer.pk).update(**tampered)
    assert faults() == [("changed-past-the-history", "spring / ann / spring / 1")]


def test_position_that_the_question_does_not_offer_is_found(spring: Round) -> None:
    reply(spring, {})
    factories.make_answer(spring.responses.get(), 1, text="Yes, we will.", ticked="yes")
    assert faults() == [("position-not-offered", "spring / ann / spring / 1")]


def test_words_without_any_source_are_found(spring: Round) -> None:
    reply(spring, {1: "Yes, we will."}, original="", statement="No more.")
    assert faults() == [
        ("answer-without-source", "spring / ann / spring / 1"),
        ("statement-without-source", "spring / ann"),
    ]


def test_statement_is_proved_like_an_answer(spring: Round) -> None:
    reply(spring, {}, statement="It is not easy, but we will.")
    assert faults() == []
    Response._base_manager.filter(round=spring).update(statement="It is easy.")
    assert faults() == [("statement-not-in-source", "spring / ann")]


def test_words_may_stand_in_any_source_of_the_round_but_only_in_the_reply_s_own_if_it_has_one(
    spring: Round,
) -> None:
    theirs, other = (
        factories.make_source(text="She said: “Yes.”"),
        factories.make_source(text="She said: “No.”"),
    )
    spring.sources.set([theirs, other])
    reply(spring, {1: "Yes.", 2: "No."}, original="")
    assert faults() == []
    Response._base_manager.filter(round=spring).update(source=theirs)
    assert faults() == [("answer-not-in-source", "spring / ann / spring / 2")]


def test_unpublished_reply_is_not_asked_for_its_evidence(spring: Round) -> None:
    reply(spring, {1: "Unproved."})
    Response._base_manager.filter(round=spring).update(published_at=None)
    assert faults() == []


def test_round_needs_a_source_an_approach_or_a_date() -> None:
    bare = factories.make_round(slug="bare")
    recipient = factories.make_recipient(bare)
    assert faults() == [("round-without-evidence", "bare")]
    approach = factories.make_approach(recipient)
    assert faults() == []
    approach.delete()
    bare.sources.add(factories.make_source())
    assert faults() == []
    bare.sources.clear()
    Round._base_manager.filter(pk=bare.pk).update(asked_on="2026")
    assert faults() == []


@pytest.mark.parametrize(
    ("outcome", "deadline", "own_deadline", "is_shown"),
    [
        ("sent", "2026-07-02", "", True),
        ("auto_reply", "2026-07-02", "", True),
        ("bounced", "2026-07-02", "", False),
        ("never_sent", "2026-07-02", "", False),
        ("sent", "", "", False),
        ("sent", "2999-01-01", "", False),
        ("sent", "2026-07-02", "2999-01-01", False),
        ("sent", "2999-01-01", "2026-07-02", True),
    ],
)
def test_silence_needs_a_delivered_approach_and_a_deadline_that_has_passed(
    outcome: str, deadline: str, own_deadline: str, *, is_shown: bool
) -> None:
    round_ = factories.make_round(slug="spring", asked_on="2026-07-01", deadline_on=deadline)
    ben = factories.make_recipient(round_, "Ben", decision="no_response", own_deadline_on=own_deadline)
    factories.make_approach(ben, outcome=outcome)
    assert faults() == ([] if is_shown else [("silence-without-evidence", "spring / ben")])


def test_reply_on_file_asks_for_no_evidence_of_silence(spring: Round) -> None:
    ben = factories.make_recipient(spring, "Ben", decision="no_response")
    assert faults() == [("silence-without-evidence", "spring / ben")]
    factories.make_response(ben, published=False)
    assert faults() == []


@pytest.mark.parametrize(("asked", "found"), [(None, []), (4, []), (3, [("more-than-asked", "spring")])])
def test_counts_add_up_to_the_number_asked(
    spring: Round, asked: int | None, found: list[tuple[str, str]]
) -> None:
    Round._base_manager.filter(pk=spring.pk).update(asked_count=asked)
    factories.make_recipient(spring)
    factories.make_group(spring, "Greens", size=3)
    factories.make_group(spring, "Reds")
    factories.make_recipient(spring, volunteered=True)
    assert faults() == found


def test_control_character_anywhere_is_found(spring: Round) -> None:
    Round._base_manager.filter(pk=spring.pk).update(notes="A\x1fB")
    assert faults() == [("control-character", "spring")]


def test_show_sets_a_round_like_an_article(spring: Round) -> None:
    labour = factories.make_party("Labour")
    Round._base_manager.filter(pk=spring.pk).update(
        asked_count=9, deadline_words="by Wednesday", method="email"
    )
    source = factories.make_source(quotation_marks="‘’", text="")
    ann = factories.make_recipient(spring, "Ann", party=labour)
    bob = factories.make_recipient(spring, "Bob", party=labour)
    factories.make_recipient(spring, "Cat", decision="excused", decision_wording="on leave", area="North")
    factories.make_recipient(spring, "Dan", decision="no_response", role="leader", area="South")
    eve = factories.make_recipient(spring, "Eve")
    both = factories.make_response(
        ann, bob, answers={1: "One.\n\nTwo."}, source=source, statement="That is all."
    )
    factories.make_answer(both, 2, text="Secret.", withheld="held_back", withheld_note="The lawyers read it.")
    draft = factories.make_response(eve, published=False)
    factories.make_answer(draft, 1, text="She agrees.", is_paraphrase=True, inference="Her office says so.")
    assert verify(show="spring").splitlines() == [
        spring.title,
        "",
        f"Everyone on the list: {asked_words(Round.objects.get(pk=spring.pk))}.",
        "",
        "1) Question 1 of spring?",
        "",
        "Ann, Bob (Labour): ‘One.",
        "",
        "‘Two.’",
        "",
        "Eve [not public] [in the newsroom's words]: She agrees.",
        "",
        "[Her office says so.]",
        "",
        "2) Question 2 of spring?",
        "",
        f"Ann, Bob: [{withheld_words(both.answers.get(question__number=2))}]",
        "",
        "Statements, to no single question:",
        "",
        "Ann, Bob (Labour): ‘That is all.’",
        "",
        "Cat (North): excused: on leave",
        "Dan (leader, South): did not respond",
        "4 not named",
    ]


def test_show_of_a_draft_says_that_it_is_not_public() -> None:
    factories.make_round(slug="draft", published=False, title="A draft", questions=0)
    assert verify(show="draft").splitlines()[:3] == ["A draft", "", "[Not public.]"]


@pytest.mark.parametrize(("slugs", "there"), [([], "none"), (["spring", "autumn"], "autumn, spring")])
def test_show_of_an_unknown_round_names_those_there_are(slugs: list[str], there: str) -> None:
    for slug in slugs:
        factories.make_round(slug=slug)
    with pytest.raises(CommandError) as refused:
        verify(show="winter")
    assert str(refused.value) == f"There is no round “winter”. The rounds on file are: {there}."


def test_two_ways_of_printing_at_once_are_refused() -> None:
    with pytest.raises(CommandError, match="not allowed with argument"):
        call_command("verify", "--show", "x", "--json", stdout=io.StringIO())


def test_a_round_of_any_size_is_verified_in_the_same_number_of_queries(
    spring: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            recipient = factories.make_recipient(spring)
            factories.make_approach(recipient)
            factories.make_response(recipient, answers={1: "Yes, we will."}, original=ORIGINAL)
            silent = factories.make_recipient(spring, decision="no_response", own_deadline_on="2026-07-02")
            factories.make_approach(silent)

    add(3)
    with django_assert_num_queries(55):
        assert verify().endswith("No faults.\n")
    add(27)
    with django_assert_num_queries(55):
        assert verify().endswith("No faults.\n")
