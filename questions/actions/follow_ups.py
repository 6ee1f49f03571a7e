"""Asking again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.history import hold, note_in_history
from questions.actions.next_list import NextList, next_list, whom_to_carry
from questions.follow_ups import Whom, candidates_for
from questions.models import Question, Recipient, Round
from questions.new_members import new_members
from respondents.models import Membership, Politician

REPEATED_FIELDS = ["preamble", "text", "short_title", "kind", "choices", "scale_from", "scale_to", "optional"]


@act
def start_follow_up_round(
    *,
    round: Round,
    whom: Whom | str | Iterable[Recipient],
    questions: Iterable[Question | int],
    by: User,
    considered: Iterable[Recipient] = (),
    left_open: Question | int | None = None,
    joined: Iterable[Membership] = (),
    substitutes: Mapping[Recipient, Membership | Politician] | None = None,
    wordings: Mapping[int, str] | None = None,
    title: str = "",
    slug: str = "",
    population: str = "",
    asked_on: str = "",
    deadline_on: str = "",
    method: str | None = None,
) -> Round:
    """Make a draft that follows *round*: its *questions* repeated, its people carried as they are now.

    *whom* is a `Whom` (of those who left a question open: *left_open*) or the recipients themselves. Named recipients
    are all carried; by a `Whom`, whoever an editor has to decide about (left, excused) is listed in the draft's private
    notes and not carried. Whoever was *considered* and is not among the named is listed there too, and so is
    whoever joined the body since and is not asked: nobody is silently dropped.

    *joined* are seats of people who were on no earlier list and are asked now; *substitutes* say who takes the place
    of somebody who left. *questions* are questions of the round or their numbers; *wordings* are the new words of those
    that are put in other words, by number. *asked_on* is today unless given, a partial date; *method* is the earlier
    round's. Raises `ValidationError` when there would be nobody to ask or nothing to ask them.
    """
    hold(round)
    day = timezone.localdate()
    repeated = questions_of(round, questions)
    question = questions_of(round, [left_open])[0] if left_open is not None else None
    candidates = candidates_for(round, day)
    carried, undecided = whom_to_carry(candidates, whom, considered, question)
    asked = next_list(
        candidates,
        carried,
        undecided,
        joined=joined,
        substitutes=substitutes or {},
        proposed=new_members(round, candidates, day),
        day=day,
    )
    if not asked.entries:
        raise ValidationError("There would be nobody to ask: choose at least one person.")
    follow_up = Round(
        campaign=round.campaign,
        slug=slug or free_slug(round),
        title=title or f"{round.title}: follow-up",
        population=population or asked.population(round, candidates),
        body=round.body,
        asked_count=asked.count,
        asked_on=asked_on or day.isoformat(),
        deadline_on=deadline_on,
        method=round.method if method is None else method,
        follows=round,
        notes=asked.notes,
    )
    follow_up.full_clean()
    follow_up.save()
    recipients = fill_list(follow_up, asked, day)
    repeat(follow_up, repeated, recipients, wordings or {})
    note_in_history(follow_up, by, f"Started as a follow-up to “{round}”.", added=True)
    return follow_up


def questions_of(round_: Round, questions: Iterable[Question | int]) -> list[Question]:
    """The *questions*, given as such or by number, in the order of the round."""
    by_number = {question.number: question for question in round_.questions.prefetch_related("put_to")}
    chosen = set()
    for question in questions:
        number = question if isinstance(question, int) else question.number
        if number not in by_number or (isinstance(question, Question) and question != by_number[number]):
            raise ValidationError(f"“{round_}” has no such question: {question}.")
        chosen.add(number)
    if not chosen:
        raise ValidationError("Choose at least one question to repeat.")
    return [by_number[number] for number in sorted(chosen)]


def free_slug(round_: Round) -> str:
    """An address for the follow-up that no other round has or had."""
    base = f"{round_.slug}-follow-up"
    slug, number = base, 2
    while Round.objects.known_as(slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def fill_list(follow_up: Round, asked: NextList, day: datetime.date) -> dict[int, Recipient]:
    """Put everyone on the new list; the new recipients by the primary keys of those whom they were, or replace."""
    made: dict[int, Recipient] = {}
    slugs: set[str] = set()
    for position, entry in enumerate(asked.entries, 1):
        recipient = entry.recipient(day)
        recipient.round, recipient.position = follow_up, position
        slug, number = recipient.slug, 2
        while recipient.slug in slugs:
            recipient.slug, number = f"{slug}-{number}", number + 1
        slugs.add(recipient.slug)
        recipient.full_clean(validate_unique=False, validate_constraints=False)
        recipient.save()
        if entry.candidate is not None:
            made[entry.candidate.recipient.pk] = recipient
    return made


def repeat(
    follow_up: Round, questions: list[Question], recipients: dict[int, Recipient], wordings: Mapping[int, str]
) -> None:
    """Ask the questions again, numbered from 1, each linked to the one it repeats, in its own words or in new ones."""
    for number, earlier in enumerate(questions, 1):
        alone = list(earlier.put_to.all())
        put_to = [recipients[recipient.pk] for recipient in alone if recipient.pk in recipients]
        if alone and not put_to:
            raise ValidationError(
                f"Question {earlier.label} was put to some only, and none of them is asked again: leave it out."
            )
        fields = {name: getattr(earlier, name) for name in REPEATED_FIELDS}
        if earlier.number in wordings:
            fields["text"] = wordings[earlier.number]
            if not fields["text"].strip():
                raise ValidationError(
                    f"Question {earlier.label} has no words: give it some, or leave the question out. "
                    "No round was made."
                )
        question = Question(round=follow_up, number=number, repeats=earlier, **fields)
        question.full_clean()
        question.save()
        question.put_to.set(put_to)
