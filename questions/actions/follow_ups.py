"""Asking again."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.history import hold, note_in_history
from questions.counting import count_round
from questions.follow_ups import Candidate, Whom, candidates_for, chosen_by
from questions.models import Question, Recipient, Round
from questions.sentences import asked_again_words

REPEATED_FIELDS = ["preamble", "text", "short_title", "kind", "choices", "scale_from", "scale_to", "optional"]


@act
def start_follow_up_round(
    *,
    round: Round,
    whom: Whom | str | Iterable[Recipient],
    questions: Iterable[Question | int],
    by: User,
    considered: Iterable[Recipient] = (),
    title: str = "",
    slug: str = "",
    population: str = "",
    asked_on: str = "",
    deadline_on: str = "",
    method: str | None = None,
) -> Round:
    """Make a draft that follows *round*: its *questions* repeated, its people carried as they are now.

    *whom* is a `Whom` or the recipients themselves. Named recipients are all carried; by a `Whom`, whoever an
    editor has to decide about (left, excused) is listed in the draft's private notes and not carried. Whoever
    was *considered* and is not among the named is listed there too: nobody is silently dropped.
    *questions* are questions of the round or their numbers. *asked_on* is today unless given, a partial date;
    *method* is the earlier round's.
    Raises `ValidationError` when there would be nobody to ask or nothing to ask them.
    """
    hold(round)
    day = timezone.localdate()
    repeated = questions_of(round, questions)
    candidates = candidates_for(round, day)
    carried, undecided = whom_to_carry(candidates, whom, considered)
    if not carried:
        raise ValidationError("There would be nobody to ask: choose at least one person.")
    follow_up = Round(
        campaign=round.campaign,
        slug=slug or free_slug(round),
        title=title or f"{round.title}: follow-up",
        population=population or population_of(round, candidates, carried),
        body=round.body,
        asked_count=count_of(carried),
        asked_on=asked_on or day.isoformat(),
        deadline_on=deadline_on,
        method=round.method if method is None else method,
        follows=round,
        notes=notes_on(undecided),
    )
    follow_up.full_clean()
    follow_up.save()
    recipients = carry(follow_up, carried)
    repeat(follow_up, repeated, recipients)
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


def whom_to_carry(
    candidates: list[Candidate],
    whom: Whom | str | Iterable[Recipient],
    considered: Iterable[Recipient] = (),
) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates who are asked again, and those left for a decision or by one."""
    if isinstance(whom, str):
        if whom not in Whom.values:
            raise ValidationError(
                f"“{whom}” is nobody to ask: say {' or '.join(Whom.values)}, or whom by name."
            )
        meant = chosen_by(Whom(whom), candidates)
        return (
            [candidate for candidate in meant if candidate.is_carried],
            [candidate for candidate in meant if not candidate.is_carried],
        )
    chosen = {recipient.pk for recipient in whom}
    if strangers := chosen - {candidate.recipient.pk for candidate in candidates}:
        raise ValidationError(f"{len(strangers)} of those chosen are not on the list of the earlier round.")
    left_out = {recipient.pk for recipient in considered} - chosen
    return (
        [candidate for candidate in candidates if candidate.recipient.pk in chosen],
        [candidate for candidate in candidates if candidate.recipient.pk in left_out],
    )


def population_of(round_: Round, candidates: list[Candidate], carried: list[Candidate]) -> str:
    """Whom the follow-up asks, never said to be more than are *carried*, for an editor to better."""
    count = count_round(round_, [candidate.recipient for candidate in candidates])
    if len(carried) == len(candidates) and not count.not_named:
        return round_.population
    of_the_silent = all(candidate.did_not_answer for candidate in carried)
    return asked_again_words(round_, count_of(carried), of_the_silent=of_the_silent)[:300]


def count_of(candidates: list[Candidate]) -> int | None:
    """The number asked, None when it has groups of unknown size."""
    numbers = [candidate.recipient.number for candidate in candidates]
    return None if None in numbers else sum(number or 0 for number in numbers)


def notes_on(undecided: list[Candidate]) -> str:
    """The private note that names whoever was not carried and why."""
    if not undecided:
        return ""
    lines = [
        f"- {candidate.recipient.name}: {candidate.reason or 'left out by hand'}" for candidate in undecided
    ]
    return "\n".join(["Not asked again until somebody decides:", *lines])


def free_slug(round_: Round) -> str:
    """An address for the follow-up that no other round has."""
    base = f"{round_.slug}-follow-up"
    slug, number = base, 2
    while Round.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def carry(follow_up: Round, candidates: list[Candidate]) -> dict[int, Recipient]:
    """Put the candidates on the new list; the new recipients by the earlier ones' primary keys."""
    carried = {}
    for position, candidate in enumerate(candidates, 1):
        earlier = candidate.recipient
        recipient = Recipient(
            round=follow_up,
            slug=earlier.slug,
            position=position,
            kind=earlier.kind,
            politician=earlier.politician,
            name=earlier.politician.name if earlier.politician else earlier.name,
            party=candidate.party,
            role=candidate.role,
            area=candidate.area,
            body=earlier.body,
            size=earlier.size,
            private_note=f"To check: {candidate.reason}." if candidate.reason else "",
        )
        recipient.full_clean(validate_unique=False, validate_constraints=False)
        recipient.save()
        carried[earlier.pk] = recipient
    return carried


def repeat(follow_up: Round, questions: list[Question], recipients: dict[int, Recipient]) -> None:
    """Ask the questions again, numbered from 1, each linked to the one it repeats."""
    for number, earlier in enumerate(questions, 1):
        alone = list(earlier.put_to.all())
        put_to = [recipients[recipient.pk] for recipient in alone if recipient.pk in recipients]
        if alone and not put_to:
            raise ValidationError(
                f"Question {earlier.label} was put to some only, and none of them is asked again: leave it out."
            )
        fields = {name: getattr(earlier, name) for name in REPEATED_FIELDS}
        question = Question(round=follow_up, number=number, repeats=earlier, **fields)
        question.full_clean()
        question.save()
        question.put_to.set(put_to)
