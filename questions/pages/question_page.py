"""What the page of a question shows: every answer once, and who left it open."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from questions import attribution, sentences
from questions.counting import Count, Line, count_round, open_lines
from questions.models import Answer, Approach, Correction, Question, Recipient, Signatory, Source, Standing
from questions.models.questions import gather_put_to
from questions.pages.addresses import Places, places_of, question_address, signed
from questions.pages.carried import AnswersKnown, Carried
from questions.pages.elsewhere import Elsewhere, elsewhere_of
from questions.pages.replies import (
    Claim,
    Reply,
    approaches_by_recipient,
    claims_about,
    corrections_by_answer,
    gather_replies,
    replies_by_recipient,
    standing_words,
)
from questions.pictures.positions import Chart, Replied, chart_of

SIDE_BY_SIDE = 4  # so many answers at most stand side by side; more are a list


@dataclass(frozen=True)
class Signer:
    """Somebody who signed an answer. `id` is where a co-signer's name leads; `is_listed` where they are counted."""

    recipient: Recipient
    id: str
    is_listed: bool


@dataclass(frozen=True)
class Shown:
    """One answer as the page shows it: its place, who signed it, its words or the note instead of them."""

    id: str
    answer: Answer
    reply: Reply
    signers: tuple[Signer, ...]
    notes: tuple[str, ...]
    withheld: str
    replaces: str
    replaced_by: str
    carried: tuple[Carried, ...]
    corrections: tuple[Correction, ...]
    quote: str

    @property
    def positions(self) -> tuple[sentences.PositionLine, ...]:
        """What they ticked, and how the newsroom reads their words."""
        return sentences.position_lines(self.answer)


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
    """Everything the page of a question shows."""

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

    @cached_property
    def chart(self) -> Chart | None:
        """How many came to which choice, of a typed question."""
        return position_chart(self.question, self.count, self.answers, self.open)

    @property
    def fit_side_by_side(self) -> bool:
        """Whether the answers are few enough to stand side by side where there is room."""
        return 2 <= len(self.answers) <= SIDE_BY_SIDE

    @property
    def earlier(self) -> Question | None:
        """The question before this one."""
        return next((each for each in reversed(self.questions) if each.number < self.question.number), None)

    @property
    def later(self) -> Question | None:
        """The question after this one."""
        return next((each for each in self.questions if each.number > self.question.number), None)


def load_question_page(
    round_slug: str, number: int, at: datetime.datetime, site: str = ""
) -> QuestionPage | None:
    """The page of one question as readers may see it at the moment *at*; None if they may not.

    *site* stands before the addresses that readers copy: “https://record.example.org”.
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
    here = f"{site}{question_address(round_slug, number)}"
    shown = tuple(_shown(answering, people, places, corrections, known, here=here))
    beside_answers = {each.pk for answer in shown for each in answer.corrections}
    return QuestionPage(
        question=question,
        at=at,
        headline=sentences.question_headline(answered_line, count, at, unseen=unseen),
        lines=tuple(_lines(answered_line, put, count)),
        answers=shown,
        open=tuple(
            _open_groups(put, not_put, person, lambda people: tuple(claims_about(people, approaches, at)))
        ),
        corrections=tuple(each for each in corrections if each.pk not in beside_answers),
        source=_only_source(answering),
        questions=ours,
        elsewhere=tuple(elsewhere_of(question, (each for each in asked if each not in ours))),
        count=count,
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


def _shown(
    answering: Sequence[Reply],
    people: dict[int, Recipient],
    places: Places,
    corrections: Iterable[Correction],
    known: AnswersKnown,
    *,
    here: str,
) -> list[Shown]:
    noted = corrections_by_answer(corrections)
    shown_at = {
        answer.pk: places.answers[reply.response.pk] for reply in answering for answer in reply.answers
    }
    replaced = {
        answer.replaces_id: place
        for reply in answering
        for answer in reply.answers
        if (place := shown_at[answer.pk]) and answer.replaces_id
    }
    listed: set[int] = set()
    shown = []
    for reply in answering:
        answer = reply.answers[0]
        place = shown_at[answer.pk]
        notes = (*noted.get(answer.pk, ()), *reply.corrections)
        shown.append(
            Shown(
                id=place,
                answer=answer,
                reply=reply,
                signers=tuple(_signers(reply, people, places, listed)),
                notes=(*reply.notes, *attribution.answer_words(answer)),
                withheld=attribution.withheld_words(answer) if answer.withheld else "",
                replaces=shown_at.get(answer.replaces_id or 0, ""),
                replaced_by=replaced.get(answer.pk, ""),
                carried=known.carried_by(answer),
                corrections=notes,
                quote=sentences.quote_line(
                    answer,
                    reply.signatories,
                    f"{here}#{place}",
                    corrections=notes,
                    is_replaced=answer.pk in replaced,
                ),
            )
        )
    return shown


def _signers(
    reply: Reply, people: dict[int, Recipient], places: Places, listed: set[int]
) -> Iterable[Signer]:
    """The signers in order; each recipient is counted once in a page, where they first answer for themselves."""
    for signatory in reply.signatories:
        is_first = reply.is_reply and signatory.recipient_id not in listed
        if is_first:
            listed.add(signatory.recipient_id)
        place = places.signatories.get((reply.response.pk, signatory.recipient_id), "")
        yield Signer(people[signatory.recipient_id], place, is_first)


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
