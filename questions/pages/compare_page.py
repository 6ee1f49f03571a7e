"""Two or more politicians side by side, over everything that they were all asked."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from questions import sentences
from questions.filters import LONGEST_SEARCH, printable, shortened
from questions.models import Answer, Approach, Correction, Question, Recipient, Round, Signatory
from questions.models.questions import gather_put_to, questions_before
from questions.pages.addresses import addresses_in
from questions.pages.replies import (
    Claim,
    Reply,
    approaches_by_recipient,
    claims_about,
    gather_replies,
    replies_by_recipient,
    standing_words,
)
from questions.pages.round_answers import GivenAnswer, answers_given
from questions.search.asked import read
from questions.search.names import named
from respondents.models import FormerSlug, Politician
from respondents.models.politicians import PoliticianQuerySet

MOST = 4  # side by side
MANY = 60  # people to choose from: more than these are found by typing a name
MOST_FOUND = 20  # of them are named at once
POLITICIAN = "politician"


@dataclass(frozen=True)
class Column:
    """One of those compared, and the address of the comparison without them."""

    politician: Politician
    without: str


@dataclass(frozen=True)
class Elsewhere:
    """A joint answer that stands beside somebody else's name, with its address."""

    words: str
    address: str


@dataclass(frozen=True)
class Compared:
    """What one of them answered to one question, here or beside somebody else's name.

    `standing` is said where none of it came from themselves: they left the question open, whatever was found.
    """

    recipient: Recipient
    given: tuple[GivenAnswer, ...]
    elsewhere: tuple[Elsewhere, ...]
    standing: str


@dataclass(frozen=True)
class ComparedQuestion:
    """One question that was put to all of them, a cell for each; `repeats` is the one that it asks again."""

    question: Question
    cells: tuple[Compared, ...]
    repeats: Question | None


@dataclass(frozen=True)
class ComparedRound:
    """One round that asked all of them, with the claims that some did not answer it.

    `left_out` tells of questions that were put to some only.
    """

    round: Round
    claims: tuple[Claim, ...]
    questions: tuple[ComparedQuestion, ...]
    left_out: str


@dataclass(frozen=True)
class Choice:
    """Somebody who can be added, and the address of the comparison with them."""

    politician: Politician
    address: str


@dataclass(frozen=True)
class ComparePage:
    """Everything the page shows. `moved` is where somebody in it has another address now.

    `choices` can be added, each with the address of the comparison with them. They are offered in a list, or
    `is_typed`: there are too many, and these are those who are called what the reader `typed`.
    """

    columns: tuple[Column, ...]
    rounds: tuple[ComparedRound, ...]
    choices: tuple[Choice, ...]
    is_typed: bool
    typed: str
    told: tuple[str, ...]
    moved: str

    @property
    def words(self) -> str:
        """Whom it compares over what."""
        people = [each.politician for each in self.columns]
        return sentences.compared_words(
            people, sum(len(each.questions) for each in self.rounds), len(self.rounds)
        )

    @property
    def boxes(self) -> range:
        """The boxes of the form: two where nobody is chosen yet, none where no more fit."""
        return range(0 if len(self.columns) >= MOST else 1 if self.columns else 2)


def compare_address(slugs: Iterable[str]) -> str:
    """The address that compares the politicians *slugs*."""
    query = QueryDict(mutable=True)
    query.setlist(POLITICIAN, list(slugs))
    return f"{reverse('compare')}?{query.urlencode()}" if query else reverse("compare")


def load_compare_page(asked: Sequence[str], at: datetime.datetime, typed: str = "") -> ComparePage:
    """The comparison of the politicians whose slugs are *asked*, as readers may see it at the moment *at*.

    *typed* is what somebody who is to be added is called.
    """
    slugs = list(dict.fromkeys(printable(slug) for slug in asked if slug))
    wanted, told = (
        slugs[:MOST],
        [sentences.too_many(shortened(slug), MOST) for slug in slugs[MOST : MOST + 3]],
    )
    listed = list(
        Recipient.objects.published(at)
        .of_any_politician(*wanted)
        .with_standing(at)
        .with_later_reply(at)
        .with_people()
        .as_asked_over_time()
    )
    known = {each.politician.slug: each.politician for each in listed if each.politician}
    moved = _moved(wanted, known, at)
    told += [sentences.nobody_known(shortened(slug)) for slug in wanted if slug not in known]
    people = [known[slug] for slug in wanted if slug in known]
    together = _together(people, listed)
    chosen = [person.slug for person in people]
    typed = printable(typed.strip())[:LONGEST_SEARCH]
    addable = _addable(people, together, at) if len(people) < MOST else Politician.objects.none()
    found, is_typed, told_of_it = _found(addable, typed, is_first=not people)
    return ComparePage(
        columns=tuple(
            Column(person, compare_address(slug for slug in chosen if slug != person.slug))
            for person in people
        ),
        rounds=tuple(_rounds(together, at)) if len(people) > 1 and together else (),
        choices=tuple(Choice(each, compare_address([*chosen, each.slug])) for each in found),
        is_typed=is_typed,
        typed=typed,
        told=(*told, *told_of_it),
        moved=moved,
    )


def _moved(wanted: Sequence[str], known: dict[str, Politician], at: datetime.datetime) -> str:
    """The address of the same comparison, where somebody in it has another address by now."""
    unknown = [slug for slug in wanted if slug not in known]
    if not unknown:
        return ""
    now = FormerSlug.objects.leading_from_any(unknown)
    public = set(
        Recipient.objects.published(at)
        .of_any_politician(*now.values())
        .values_list("politician__slug", flat=True)
    )
    if not public:
        return ""
    return compare_address(now[slug] if now.get(slug) in public else slug for slug in wanted)


Lists = dict[Round, list[Recipient]]


def _together(people: Sequence[Politician], listed: Iterable[Recipient]) -> Lists:
    """The rounds whose lists have all of *people*, who stand there in this order."""
    by_round: dict[Round, dict[int | None, Recipient]] = defaultdict(dict)
    for recipient in listed:
        by_round[recipient.round][recipient.politician_id] = recipient
    return {
        round_: [there[person.pk] for person in people]
        for round_, there in by_round.items()
        if people and all(person.pk in there for person in people)
    }


def _addable(people: Sequence[Politician], together: Lists, at: datetime.datetime) -> PoliticianQuerySet:
    """Whoever was asked in the same rounds; everyone who was asked, where nobody is chosen yet."""
    others = Recipient.objects.published(at)
    if people:
        others = others.of_rounds(*together)
    return Politician.objects.among(others.values("politician")).other_than(*people)


def _found(
    addable: PoliticianQuerySet, typed: str, *, is_first: bool
) -> tuple[list[Politician], bool, Sequence[str]]:
    """Who of those who can be added is offered, whether by the name that was *typed*, and what is told of it."""
    wanted = read(typed)
    if not wanted.words:
        few = list(addable[: MANY + 1])
        return ([], True, wanted.told) if len(few) > MANY else (few, False, wanted.told)
    found = list(named(addable, typed, "name", "other_names")[: MOST_FOUND + 1])
    if not found:
        return [], True, [sentences.nobody_called(shortened(typed), is_first=is_first)]
    told = [sentences.many_called(shortened(typed), MOST_FOUND)] if len(found) > MOST_FOUND else []
    return found[:MOST_FOUND], True, told


def _rounds(together: Lists, at: datetime.datetime) -> Iterable[ComparedRound]:
    put = gather_put_to(Question.objects.of_rounds(*together).with_round().with_put_to())
    everyone = [recipient for there in together.values() for recipient in there]
    signatories = Signatory.objects.public(at).beside_recipients(*everyone).with_people()
    answers = (
        Answer.objects.received(at).given_by(*everyone).with_context().order_by("question__number", "pk")
    )
    corrections = Correction.objects.published(at).of_rounds(*together).with_context()
    replies = gather_replies(signatories, answers, at, corrections)
    given = answers_given(put, replies, addresses_in(together, at), corrections, whole=True)
    by_recipient = replies_by_recipient(replies)
    approaches = approaches_by_recipient(Approach.objects.to_recipients(*everyone).in_order())
    for round_, people in together.items():
        questions = [each for each in put if each.round_id == round_.pk]
        shared = [each for each in questions if not put[each] or all(one.pk in put[each] for one in people)]
        yield ComparedRound(
            round_,
            tuple(claims_about(people, approaches, at)),
            tuple(
                ComparedQuestion(
                    question,
                    tuple(_cells(question, people, given, by_recipient, at)),
                    next(iter(questions_before(question, {each.pk: each for each in put})), None),
                )
                for question in shared
            ),
            sentences.left_out_words(len(questions) - len(shared)),
        )


def _cells(
    question: Question,
    people: Sequence[Recipient],
    given: Sequence[GivenAnswer],
    replies: dict[int, list[Reply]],
    at: datetime.datetime,
) -> Iterable[Compared]:
    """What each of them answered; a joint answer stands under the first of them, and the others say so."""
    to_it = [each for each in given if each.question.pk == question.pk]
    shown: dict[int, Recipient] = {}
    for recipient in people:
        own = [
            each
            for each in to_it
            if recipient.pk in {signed.recipient_id for signed in each.reply.signatories}
        ]
        first = [each for each in own if each.answer.pk not in shown]
        elsewhere = [
            Elsewhere(sentences.answered_together(shown[each.answer.pk]), each.address)
            for each in own
            if each.answer.pk in shown
        ]
        standing = ""
        if not any(each.reply.is_reply for each in own):
            standing = standing_words(recipient, replies.get(recipient.pk, []), at)
            standing = sentences.open_words(recipient, question, standing)
        yield Compared(recipient, tuple(first), tuple(elsewhere), standing)
        shown.update((each.answer.pk, recipient) for each in first)
