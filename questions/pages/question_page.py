"""What the page of a question shows: every answer once, and who left it open."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from questions import sentences
from questions.counting import Count, Line, count_round, open_lines
from questions.filters import shortened
from questions.models import Answer, Approach, Correction, Question, Recipient, Signatory, Source, Standing
from questions.models.questions import gather_put_to
from questions.pages.addresses import places_of, question_address, signed
from questions.pages.carried import AnswersKnown
from questions.pages.elsewhere import Elsewhere, elsewhere_of
from questions.pages.replies import (
    Claim,
    Reply,
    approaches_by_recipient,
    claims_about,
    gather_replies,
    replies_by_recipient,
    standing_words,
)
from questions.pages.shown_answers import Shown, shown_answers
from questions.pictures.positions import Chart, Replied, chart_of

SIDE_BY_SIDE = 4  # so many answers at most stand side by side; more are a list
MOST_CHARACTERS = 80_000  # of answers: more than these are begun, as a first visit carries no more


@dataclass(frozen=True)
class LeftOpen:
    """Somebody without an answer here."""

    recipient: Recipient
    id: str
    words: str

    @property
    def says_more(self) -> bool:
        """Whether the words say more than the heading they stand under."""
        known = {self.recipient.standing.label, sentences.NO_ANSWER_HERE, sentences.NOT_PUT}
        return self.words not in known


@dataclass(frozen=True)
class OpenGroup:
    """Everyone without an answer here who stands in the same place."""

    words: str
    people: tuple[LeftOpen, ...]
    standing: Standing | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class QuestionPage:
    """Everything the page of a question shows.

    `is_whole` tells whether every word of every answer stands here. Of very many, the long ones are begun; `alone` is
    the one that the reader asked for, which then stands here whole, and by itself.
    """

    question: Question
    at: datetime.datetime
    headline: str
    lines: tuple[str, ...]
    answers: tuple[Shown, ...]
    open: tuple[OpenGroup, ...]
    corrections: tuple[Correction, ...]
    source: Source | None
    questions: tuple[Question, ...]
    elsewhere: tuple[Elsewhere, ...]
    count: Count
    answers_that_hold: int
    is_whole: bool
    alone: Shown | None
    told: tuple[str, ...]
    site: str

    @cached_property
    def chart(self) -> Chart | None:
        """How many came to which choice, of a typed question; it leads to the answers, and stands where they all do."""
        if self.alone is not None:
            return None
        return position_chart(self.question, self.count, self.answers, self.open)

    @property
    def fit_side_by_side(self) -> bool:
        """Whether the answers are few enough to stand side by side where there is room."""
        return 2 <= len(self.answers) <= SIDE_BY_SIDE

    @property
    def all_address(self) -> str:
        """Where every word of the round stands, however many they are."""
        return reverse("round-all", args=[self.question.round.slug])

    @property
    def earlier(self) -> Question | None:
        """The question before this one."""
        return next((each for each in reversed(self.questions) if each.number < self.question.number), None)

    @property
    def later(self) -> Question | None:
        """The question after this one."""
        return next((each for each in self.questions if each.number > self.question.number), None)


def load_question_page(
    round_slug: str, number: int, at: datetime.datetime, site: str = "", wanted: str = ""
) -> QuestionPage | None:
    """The page of one question as readers may see it at the moment *at*; None if they may not.

    *site* stands before the addresses that readers copy: “https://record.example.org”. *wanted* is the place of the
    answer that is to stand here whole: “ann-able”.
    """
    asked = gather_put_to(
        Question.objects.published(at).around(round_slug, number).with_round().with_put_to()
    )
    ours = tuple(each for each in asked if each.round.slug == round_slug)
    question = next((each for each in ours if each.number == number), None)
    if question is None:
        return None
    round_ = question.round
    around = Recipient.objects.around_question(question)
    listed = tuple(around.with_standing(at).with_later_reply(at).with_people().in_order())
    recipients = tuple(each for each in listed if each.round_id == round_.pk)
    answers = Answer.objects.received(at).around_question(question).with_context()
    corrections = tuple(Correction.objects.published(at).on_question(question).with_context())
    signatories = Signatory.objects.public(at).in_rounds_of(around).with_people()
    gathered = gather_replies(signatories, answers, at, corrections)
    replies = [reply for reply in gathered if reply.response.round_id == round_.pk]
    approaches = approaches_by_recipient(Approach.objects.of_rounds(round_).in_order())
    answering = [reply for reply in replies if reply.answers]
    known = AnswersKnown.of(gathered, listed)
    answered = {each.recipient_id for reply in answering if reply.is_reply for each in reply.signatories}
    put_to = tuple(each for each in recipients if not asked[question] or each.pk in asked[question])
    put = [each for each in put_to if each.pk not in answered]
    not_put = [each for each in recipients if each not in put_to and each.pk not in answered]
    people = {each.pk: each for each in recipients}
    places = places_of([signed(reply) for reply in answering], [each.slug for each in recipients])
    by_recipient = replies_by_recipient(replies)

    def person(recipient: Recipient) -> LeftOpen:
        """Somebody without an answer here, with their place in the page."""
        standing = standing_words(recipient, by_recipient.get(recipient.pk, []), at)
        return LeftOpen(
            recipient,
            places.ids.give(recipient.slug),
            sentences.open_words(recipient, question, standing),
        )

    count = Count.of_exactly(put_to) if asked[question] else count_round(round_, put_to)
    answerers = tuple(each for each in put_to if each.pk in answered and not each.volunteered)
    answered_line = Line(Standing.ANSWERED, sum(each.number or 0 for each in answerers), answerers)
    unseen = any(each.standing == Standing.REPLIED and not each.volunteered for each in put)
    here = question_address(round_slug, number)
    given = shown_answers(answering, people, places, corrections, known, here=here, site=site)
    is_whole = sum(each.characters for each in given) <= MOST_CHARACTERS
    asked_for = next((each for each in given if wanted in each.ids), None)
    alone = None if is_whole or asked_for is None else asked_for.led_to_alone()
    told = [sentences.no_such_answer(shortened(wanted))] if wanted and asked_for is None else []
    if alone is not None:
        told.append(sentences.one_answer_shown(len(given)))
        shown = [alone]
    else:
        shown = given if is_whole else [each.begun() for each in given]
    open_ = _open_groups(put, not_put, person, lambda people: tuple(claims_about(people, approaches, at)))
    beside_answers = {each.pk for answer in given for each in answer.corrections}
    return QuestionPage(
        question=question,
        at=at,
        headline=sentences.question_headline(answered_line, count, at, unseen=unseen),
        lines=tuple(_lines(answered_line, put, count)),
        answers=tuple(shown),
        open=() if alone is not None else tuple(open_),
        corrections=tuple(each for each in corrections if each.pk not in beside_answers),
        source=_only_source(answering),
        questions=ours,
        elsewhere=tuple(elsewhere_of(question, (each for each in asked if each not in ours))),
        count=count,
        answers_that_hold=len([each for each in given if each.answer.public_text and not each.replaced_by]),
        is_whole=is_whole,
        alone=alone,
        told=tuple(told),
        site=site,
    )


def position_chart(
    question: Question, count: Count, shown: Iterable[Shown], left_open: Iterable[OpenGroup]
) -> Chart | None:
    """The chart of a typed question, from what its page shows: of several answers of one person, the last counts."""
    replied = {
        signer.recipient.pk: Replied(signer.recipient, signer.id or each.id, each.answer, _carried(each))
        for each in sorted(shown, key=lambda each: not each.replaced_by)
        if each.reply.is_reply
        for signer in each.signers
    }
    ids = {left.recipient.pk: left.id for group in left_open for left in group.people}
    return chart_of(question, count, list(replied.values()), ids)


def _carried(shown: Shown) -> tuple[Answer, ...]:
    """The earlier answers that one carries forward, as far as readers may know of them."""
    return tuple(step.answer for step in shown.carried if step.answer is not None)


def _only_source(replies: Sequence[Reply]) -> Source | None:
    """The one source of all the answers in the page, where there is just one."""
    sources = {reply.source for reply in replies}
    return sources.pop() if len(sources) == 1 else None


def _lines(answered: Line, put: Sequence[Recipient], count: Count) -> list[str]:
    """The lines that add up to the number this question was put to."""
    lines = [sentences.line_words(answered)] if answered.recipients else []
    lines += [sentences.open_line_words(line) for line in open_lines(put)]
    return [*lines, sentences.not_named_words(count)] if count.not_named else lines


def _open_groups(
    put: Sequence[Recipient],
    not_put: Sequence[Recipient],
    person: Callable[[Recipient], LeftOpen],
    claims: Callable[[Sequence[Recipient]], tuple[Claim, ...]],
) -> list[OpenGroup]:
    """Those it was put to by standing, whoever wrote in unasked, and those it was not put to."""
    groups = [
        OpenGroup(
            words=sentences.open_line_words(line),
            people=tuple(map(person, line.recipients)),
            standing=line.standing,
            claims=claims(line.recipients),
        )
        for line in open_lines(put)
    ]
    if volunteers := [each for each in put if each.volunteered]:
        groups.append(OpenGroup(sentences.VOLUNTEERED, tuple(map(person, volunteers))))
    if not_put:
        others = tuple(LeftOpen(each.recipient, each.id, sentences.NOT_PUT) for each in map(person, not_put))
        groups.append(OpenGroup(sentences.NOT_PUT_TO_THEM, others))
    return groups
