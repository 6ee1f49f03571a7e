"""One test over every combination holds the property, the annotation and the adjectives together."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

import pytest
from django.db import connection
from django.utils import timezone

from questions.models import (
    Answer,
    Decision,
    Origin,
    Question,
    Recipient,
    Response,
    Round,
    Signatory,
    Standing,
    Withheld,
)
from questions.models.standings import COUNTS_AS, RULES, CountsAs, standing_of
from respondents.models import Politician
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_question,
    make_recipient,
    make_response,
    make_round,
)

pytestmark = pytest.mark.django_db

LATER = PUBLISHED + datetime.timedelta(days=10)


@dataclass(frozen=True)
class Reply:
    """A reply as the combinations are made of: which questions it answers, and what else it is."""

    answers: tuple[int, ...] = ()
    refuses: bool = False
    statement: str = ""
    published: bool = True
    withdrawn: bool = False
    origin: Origin = Origin.REPLY
    withheld: str = ""


# Questions 1 and 2 count, 3 is optional, 4 was dropped, 5 was put to somebody else alone.
REPLIES = (
    Reply(answers=(1, 2)),
    Reply(answers=(1, 2), withheld=Withheld.HELD_BACK),
    Reply(answers=(1,)),
    Reply(answers=(2,)),
    Reply(answers=(3,)),
    Reply(answers=(4,)),
    Reply(answers=(1, 2), refuses=True),
    Reply(answers=(1,), statement="Words."),
    Reply(refuses=True),
    Reply(refuses=True, statement="A line."),
    Reply(statement="A line."),
    Reply(),
    Reply(answers=(1, 2), published=False),
    Reply(refuses=True, published=False),
    Reply(answers=(1, 2), withdrawn=True),
    Reply(statement="A line.", withdrawn=True),
    Reply(answers=(1, 2), origin=Origin.PUBLIC_RECORD),
    Reply(refuses=True, origin=Origin.PUBLIC_RECORD),
    Reply(answers=(1, 2), origin=Origin.REFERRED),
    Reply(origin=Origin.REFERRED),
)
DECISIONS = ("", *Decision.values)


def expected_standing(replies: tuple[Reply, ...], decision: str) -> Standing:
    """Section 3 of the design, said once more and in another way."""
    counted = [reply for reply in replies if reply.origin != Origin.PUBLIC_RECORD]
    public = [reply for reply in counted if reply.published and not reply.withdrawn]
    answered = {number for reply in public for number in reply.answers}
    if {1, 2} <= answered:
        return Standing.ANSWERED
    if answered:
        return Standing.PARTLY_ANSWERED
    if any(reply.refuses for reply in public):
        return Standing.DECLINED
    if any(reply.statement for reply in public):
        return Standing.STATEMENT
    if counted:
        return Standing.REPLIED
    return Standing(decision) if decision else Standing.AWAITING


def every_combination() -> list[tuple[tuple[Reply, ...], str]]:
    """No reply, one, or two of every sort, with every decision."""
    replies = [(), *((reply,) for reply in REPLIES), *combinations_with_replacement(REPLIES, 2)]
    return list(product(replies, DECISIONS))


def lay_out(round_: Round, combinations: list[tuple[tuple[Reply, ...], str]]) -> dict[str, Standing]:
    """A recipient for each combination; what is expected of them by slug."""
    questions = {question.number: question for question in Question.objects.filter(round=round_)}
    expected, responses, signatories, answers = {}, [], [], []
    people = Politician._base_manager.bulk_create(
        Politician(slug=f"person-{place}", name=f"Person {place}", sort_name=f"Person {place}")
        for place in range(len(combinations))
    )
    recipients = Recipient._base_manager.bulk_create(
        Recipient(
            round=round_,
            politician=person,
            slug=person.slug,
            name=person.name,
            decision=decision,
            decision_wording="for a reason",
        )
        for person, (_, decision) in zip(people, combinations, strict=True)
    )
    for recipient, (replies, decision) in zip(recipients, combinations, strict=True):
        expected[recipient.slug] = expected_standing(replies, decision)
        for place, reply in enumerate(replies):
            response = Response(
                round=round_,
                slug=f"{recipient.slug}-{place}",
                refuses=reply.refuses,
                statement=reply.statement,
                origin=reply.origin,
                published_at=PUBLISHED if reply.published else None,
                withdrawn_at=PUBLISHED if reply.withdrawn else None,
                entered_at=PUBLISHED,
            )
            responses.append(response)
            signatories.append((response, recipient))
            answers += [(response, questions[number], reply.withheld) for number in reply.answers]
    Response._base_manager.bulk_create(responses)
    Signatory._base_manager.bulk_create(
        Signatory(response=response, recipient=recipient) for response, recipient in signatories
    )
    Answer._base_manager.bulk_create(
        Answer(response=response, question=question, text="Words.", withheld=withheld, withheld_note="Why.")
        for response, question, withheld in answers
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner still thinks the tables empty, and plans minutes of loops
    return expected


@pytest.fixture
def round_with_every_sort_of_question() -> Round:
    round_ = make_round(questions=2)
    make_question(round_, number=3, optional=True)
    make_question(round_, number=4, dropped_on="2026-07-02")
    make_question(round_, number=5).put_to.add(make_recipient(round_, "Somebody Else"))
    return round_


def test_every_combination_stands_the_same_in_the_property_the_annotation_and_the_adjectives(
    round_with_every_sort_of_question: Round,
) -> None:
    round_ = round_with_every_sort_of_question
    expected = lay_out(round_, every_combination())
    listed = Recipient.objects.filter(round=round_).exclude(slug="somebody-else")

    annotated = {recipient.slug: recipient.standing for recipient in listed.with_standing(LATER)}
    by_property = {
        recipient.slug: standing_of(recipient, LATER)
        for recipient in listed.prefetch_related(
            "signatures__response__answers", "round__questions__put_to"
        ).iterator(chunk_size=200)
    }
    by_adjective = {
        slug: standing
        for standing in Standing
        for slug in listed.standing(standing, at=LATER).values_list("slug", flat=True)
    }
    sizes = sum(listed.standing(standing, at=LATER).count() for standing in Standing)

    assert annotated == expected
    assert by_property == expected
    assert by_adjective == expected
    assert sizes == len(expected), "the adjectives overlap"
    assert set(expected.values()) == set(Standing)


def test_named_adjectives_are_those_of_their_standings(round_with_every_sort_of_question: Round) -> None:
    lay_out(round_with_every_sort_of_question, every_combination())
    listed = Recipient.objects.all()
    adjectives = {
        Standing.ANSWERED: listed.answered(LATER),
        Standing.PARTLY_ANSWERED: listed.partly_answered(LATER),
        Standing.DECLINED: listed.declined(LATER),
        Standing.STATEMENT: listed.sent_statement(LATER),
        Standing.REPLIED: listed.replied_otherwise(LATER),
        Standing.EXCUSED: listed.excused(LATER),
        Standing.UNREACHABLE: listed.unreachable(LATER),
        Standing.LEFT: listed.left(LATER),
        Standing.NOT_REPORTED: listed.not_reported(LATER),
        Standing.NO_RESPONSE: listed.not_responded(LATER),
        Standing.AWAITING: listed.awaiting(LATER),
    }
    for standing, found in adjectives.items():
        assert {recipient.standing for recipient in found.with_standing(LATER)} == {standing}
    silent = {recipient.standing for recipient in listed.silent(LATER).with_standing(LATER)}
    assert silent == {Standing.DECLINED, Standing.NO_RESPONSE}


def test_standing_of_a_question_put_to_some_asks_it_of_them_alone() -> None:
    round_ = make_round(questions=1)
    ward, elsewhere = make_recipient(round_, "Ward"), make_recipient(round_, "Elsewhere")
    make_question(round_, number=2).put_to.add(ward)
    make_response(ward, answers={1: "Yes."})
    make_response(elsewhere, answers={1: "No."})

    standings = {recipient.slug: recipient.standing for recipient in Recipient.objects.with_standing(LATER)}

    assert standings == {"ward": Standing.PARTLY_ANSWERED, "elsewhere": Standing.ANSWERED}
    assert standing_of(ward, LATER) == Standing.PARTLY_ANSWERED
    assert standing_of(elsewhere, LATER) == Standing.ANSWERED


def test_standing_counts_a_joint_answer_for_everyone_who_signed() -> None:
    round_ = make_round(questions=1)
    first, second = make_recipient(round_), make_recipient(round_)
    make_response(first, second, answers={1: "Together."})

    assert [recipient.standing for recipient in Recipient.objects.with_standing(LATER)] == [
        Standing.ANSWERED,
        Standing.ANSWERED,
    ]


def test_standing_adds_up_the_answers_of_two_replies() -> None:
    round_ = make_round(questions=2)
    recipient = make_recipient(round_)
    make_response(recipient, answers={1: "First."})
    make_response(recipient, answers={2: "Second."})

    assert Recipient.objects.with_standing(LATER).get().standing == Standing.ANSWERED
    assert standing_of(recipient, LATER) == Standing.ANSWERED


def test_standing_follows_the_moment_it_is_asked_for() -> None:
    round_ = make_round(questions=1)
    recipient = make_recipient(round_)
    response = make_response(recipient)
    make_answer(response, 1)
    moment = datetime.timedelta(seconds=1)

    before, after = PUBLISHED - moment, PUBLISHED + moment

    assert standing_of(recipient, before) == Standing.REPLIED
    assert standing_of(recipient, after) == Standing.ANSWERED
    assert Recipient.objects.answered(before).count() == 0
    assert Recipient.objects.answered(after).count() == 1
    assert Recipient.objects.with_standing(before).get().standing == Standing.REPLIED


def test_recorded_reply_clears_a_silence_and_withdrawing_it_never_revives_it() -> None:
    round_ = make_round(questions=1)
    recipient = make_recipient(round_, decision=Decision.NO_RESPONSE)
    assert Recipient.objects.silent().count() == 1

    response = make_response(recipient, answers={1: "Late."}, published=False)
    assert Recipient.objects.silent().count() == 0
    assert recipient.standing == Standing.REPLIED

    Response._base_manager.filter(pk=response.pk).update(published_at=PUBLISHED, withdrawn_at=timezone.now())
    assert Recipient.objects.silent().count() == 0
    assert Recipient.objects.with_standing().get().standing == Standing.REPLIED


def test_table_names_every_standing_once_and_counts_each_in_one_way() -> None:
    assert [rule.standing for rule in RULES] == [
        Standing.ANSWERED,
        Standing.PARTLY_ANSWERED,
        Standing.DECLINED,
        Standing.STATEMENT,
        Standing.REPLIED,
        Standing.EXCUSED,
        Standing.UNREACHABLE,
        Standing.LEFT,
        Standing.NOT_REPORTED,
        Standing.NO_RESPONSE,
        Standing.AWAITING,
    ]
    assert set(COUNTS_AS) == set(Standing)
    assert Standing.counted_as(CountsAs.REPLIED) == [
        Standing.ANSWERED,
        Standing.PARTLY_ANSWERED,
        Standing.STATEMENT,
        Standing.REPLIED,
    ]
    assert Standing.silent() == [Standing.DECLINED, Standing.NO_RESPONSE]
