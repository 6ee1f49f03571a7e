"""Recording what came back, and making it public."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.blocks import refuse_to_publish_anything
from questions.actions.corrections import Note, note_correction
from questions.actions.decisions import clear_silence
from questions.actions.history import hold, note_in_history
from questions.actions.second_pair_of_eyes import refuse_own_words
from questions.actions.telling import tell_readers
from questions.carrying import refuse_wrong_carries
from questions.models import (
    Answer,
    CorrectionKind,
    Question,
    Recipient,
    Response,
    Round,
    Signatory,
)
from questions.models.publication import Publishable
from questions.sentences import day, join_names

Parts = Mapping[str, Any]  # of one answer, as far as given: text, ticked, position, carried_from
PUBLICATION_FIELDS = ["published_at", "withdrawn_at", "withdrawal_note"]


@act
def record_response(
    *,
    round: Round,
    signatories: Iterable[Recipient],
    answers: Mapping[int, str],
    by: User,
    ticks: Mapping[int, str] | None = None,
    positions: Mapping[int, str] | None = None,
    carried: Mapping[int, Answer] | None = None,
    slug: str = "",
    **details: Any,
) -> Response:
    """Keep a reply from *signatories*, with *answers* as ``{question number: words}``, as an unpublished response.

    Blank words are a question left open. By question number as well: *ticks*, what they ticked themselves, coded
    *positions*, how the newsroom reads their words, and *carried*, the earlier answers that still hold (“my position
    is unchanged”), each with or without words of today; *details* are further fields of the response
    (``statement``, ``received_on``, ``original``, ...). Recording a reply clears a *no response* of everyone who
    signed it. Raises `ValidationError` for a signatory or a question of another round, a question put to none of
    them, words that cannot be kept, and an answer that not all of them gave before.
    """
    hold(round)
    signatories = list(signatories)
    if not signatories:
        raise ValidationError("Say whose response it is: it needs at least one signatory.")
    response = Response(round=round, slug=slug or free_slug(round, signatories[0]), entered_by=by, **details)
    response.full_clean()
    response.save()
    for position, recipient in enumerate(signatories, 1):
        add_signatory(response, recipient, position)
    given = {"text": answers, "ticked": ticks, "position": positions, "carried_from": carried}
    write_answers(response, by_question(given))
    if response.is_reply:
        clear_silence(signatories, by)
    note_in_history(response, by, "Recorded.", added=True)
    return response


def add_signatory(response: Response, recipient: Recipient, position: int) -> Signatory:
    """Put *recipient* among the signatories of *response*."""
    signatory = Signatory(response=response, recipient=recipient, position=position)
    signatory.full_clean()
    signatory.save()
    return signatory


def by_question(given: Mapping[str, Mapping[int, Any] | None]) -> dict[int, Parts]:
    """The parts of answers that are *given*, each by question number, put together: ``{1: {"text": ..., ...}}``."""
    parts: dict[int, dict[str, Any]] = {}
    for name, values in given.items():
        for number, value in (values or {}).items():
            parts.setdefault(number, {})[name] = value
    return dict(sorted(parts.items()))


def write_answers(response: Response, given: Mapping[int, Parts]) -> list[Answer]:
    """Write the answers of a response, *given* by question number; where nothing but blanks is, it is left open."""
    questions = {
        question.number: question for question in response.round.questions.prefetch_related("put_to")
    }
    signatories = {signatory.recipient_id for signatory in response.signatories.all()}
    written = []
    for number, parts in given.items():
        said = {name: value for name, value in parts.items() if not is_blank(value)}
        if not said:
            continue
        question = questions.get(number)
        if question is None:
            raise ValidationError(f"“{response.round}” has no question {number}.")
        refuse_question_not_put(question, signatories)
        answer = Answer(response=response, question=question, **said)
        answer.full_clean()
        answer.save()
        written.append(answer)
    recipients = [each.recipient for each in response.signatories.select_related("recipient")]
    newly = {each.question: each.carried_from for each in written if each.carried_from is not None}
    refuse_wrong_carries(response.round, newly, recipients)
    return written


def is_blank(part: str | Answer | None) -> bool:
    """Whether a part of an answer says nothing."""
    return not part.strip() if isinstance(part, str) else part is None


def refuse_question_not_put(question: Question, signatories: set[int]) -> None:
    """Refuse an answer to a question that was put to none of the *signatories*."""
    alone = {recipient.pk for recipient in question.put_to.all()}
    if alone and not alone & signatories:
        raise ValidationError(f"Question {question.label} was put to none of those who sign this response.")


def free_slug(round_: Round, recipient: Recipient) -> str:
    """A short name for a response of *recipient* that is still free in the round."""
    taken = set(round_.responses.filter(slug__startswith=recipient.slug).values_list("slug", flat=True))
    slug, number = recipient.slug, 2
    while slug in taken:
        slug, number = f"{recipient.slug}-{number}", number + 1
    return slug


@act
def publish_response(*, response: Response, by: User, at: datetime.datetime | None = None) -> Response:
    """Make a reply public, at the moment *at* or now; its round must be. Again, if it was withdrawn: then only now."""
    hold(response.round)
    hold(response)
    refuse_a_set_time_after_a_withdrawal(response, at)
    if not response.round.is_published():
        raise ValidationError(
            f"“{response.round}” is not public. Publish the round: its responses are published with it."
        )
    if response.is_published():
        raise ValidationError("This response is public already.")
    refuse_to_publish_anything()
    refuse_own_words(by, [response])
    withdrawn_at = response.withdrawn_at
    make_public(response, at or timezone.now())
    if withdrawn_at is not None:
        was = f"{what_it_is(response)} was withdrawn on {day(withdrawn_at)}."
        again = Note(was, "It is published again.", CorrectionKind.CLARIFICATION)
        note_correction(about=response, by=by, note=again)
    note_in_history(response, by, "Published.")
    return response


def refuse_a_set_time_after_a_withdrawal(row: Publishable, at: datetime.datetime | None) -> None:
    """Refuse to bring back at a moment that lies ahead what was withdrawn.

    Its two moments say that it was public and that it is not; neither can say from when on it is again.
    """
    if row.withdrawn_at is not None and at is not None and at > timezone.now():
        raise ValidationError(
            "This was withdrawn, and a set time is only for what readers have not seen: publish it again now, or "
            "come back when it is time. Nothing was changed."
        )


def make_public(response: Response, at: datetime.datetime) -> None:
    """Publish one response at the moment *at*, its words kept as they are now."""
    if response.published_at is None or response.published_at > at:
        response.published_at = at
    response.withdrawn_at, response.withdrawal_note = None, ""
    if not response.original and response.source is None:
        response.original, response.original_is_as_entered = words_as_entered(response), True
    response.full_clean()
    response.save(update_fields=[*PUBLICATION_FIELDS, "original", "original_is_as_entered"])


def words_as_entered(response: Response) -> str:
    """The words of a response as they were entered, kept as its original where none was pasted.

    `verify` then proves that the published words have not changed since.
    """
    parts = [response.statement]
    for answer in response.answers.select_related("question").order_by("question__number"):
        ticked = f"[ticked: {answer.ticked}]" if answer.ticked else ""
        parts.append("\n\n".join(part for part in (f"{answer.question.label})", ticked, answer.text) if part))
    return "\n\n".join(part for part in parts if part)


def what_it_is(response: Response) -> str:
    """A response as a public note names it: “A response from Clive Lewis and Norman Lamb”."""
    signatories = response.signatories.select_related("recipient")
    names = join_names([signatory.recipient.name for signatory in signatories])
    return f"A response from {names}" if response.is_reply else f"A find in the public record on {names}"


@act
def withdraw(*, response: Response, by: User, note: str) -> Response:
    """Take a public reply down. Readers are told the *note* and its date; the silence never comes back."""
    hold(response.round)
    hold(response)
    if not response.is_published():
        raise ValidationError("This response is not public, so there is nothing to withdraw.")
    if not note.strip():
        raise ValidationError("Say for readers why the response is withdrawn.")
    response.withdrawn_at = timezone.now()
    response.withdrawal_note = note
    response.full_clean()
    response.save(update_fields=PUBLICATION_FIELDS)
    was = f"{what_it_is(response)} was published here."
    note_correction(about=response, by=by, note=Note(was, note, CorrectionKind.WITHDRAWAL))
    note_in_history(response, by, "Withdrawn.")
    return response


@act
def strike_response(*, response: Response, by: User, correction: Note | None = None) -> None:
    """Take a reply off the record that was entered by mistake and whose words readers have never seen.

    That it came they do know, once its round is public. Whoever has no other reply on record is then told of in a
    *correction*; raises `ValidationError` without one, and for a response that was published: that is withdrawn.
    """
    tell_readers(correction)
    hold(response.round)
    hold(response)
    if response.published_at is not None:
        raise ValidationError(
            "This response was published, or is set to be: withdraw it with a note, or call that off. "
            "Nothing was changed."
        )
    told = what_it_is(response)
    try:
        Response.objects.get(pk=response.pk).delete()  # a copy: where readers have to be told first, it stays
    except ProtectedError as error:
        raise ValidationError(
            "A later answer or a note refers to this response, so it stays on record. Nothing was changed."
        ) from error
    note_in_history(response.round, by, f"Struck from the record: {told[:1].lower()}{told[1:]}.")
