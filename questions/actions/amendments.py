"""Putting right what was recorded of a response."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Max, ProtectedError

from questions.actions.acts import act
from questions.actions.corrections import Note
from questions.actions.decisions import clear_silence
from questions.actions.history import hold, hold_all, note_in_history
from questions.actions.responses import (
    Parts,
    add_signatory,
    by_question,
    refuse_question_not_put,
    words_as_entered,
    write_answers,
)
from questions.actions.second_pair_of_eyes import WORDS, entered_again
from questions.actions.telling import tell_readers
from questions.carrying import refuse_carrying_for_others, refuse_wrong_carries
from questions.models import Answer, Question, Recipient, Response
from questions.sentences import join_names


@act
def amend_response(
    *,
    response: Response,
    by: User,
    signatories: Iterable[Recipient] | None = None,
    answers: Mapping[int, str] | None = None,
    ticks: Mapping[int, str] | None = None,
    positions: Mapping[int, str] | None = None,
    carried: Mapping[int, Answer | None] | None = None,
    correction: Note | None = None,
    **details: Any,
) -> Response:
    """Change of a response what is given, and nothing else.

    *signatories* are all who sign; *answers*, *ticks*, coded *positions* and earlier answers *carried* forward (None:
    no longer) go by question number; *details* are fields. A blank answer is taken out, and a signatory who is no
    longer named too, as long as the response was never public; after that both are refused with a `ValidationError`,
    and anything else that readers have seen is changed with a *correction* only. New signatories lose a *no response*.
    Whoever changes words, positions or signatories is from then on the one who entered the response.
    """
    tell_readers(correction)
    hold(response.round)
    hold(response)
    words = any(getattr(response, name) != value for name, value in details.items() if name in WORDS)
    changed = change_details(response, details)
    answered = change_signatories(response, list(signatories)) if signatories is not None else []
    given = {"text": answers, "ticked": ticks, "position": positions, "carried_from": carried}
    answered += change_answers(response, by_question(given))
    changed += answered
    if words or answered:
        entered_again(response, by)
    if changed:
        refuse_questions_not_put(response)
        signing = [signatory.recipient for signatory in _signatories(response)]
        refuse_carrying_for_others(response.answers.carrying(), signing)
        keep_original_as_entered(response, pasted="original" in details)
        if response.is_reply:
            clear_silence([signatory.recipient for signatory in _signatories(response)], by)
        note_in_history(response, by, f"Changed {join_names(changed)}.")
    return response


@act
def attribute_alike(*, answer: Answer, by: User, instead_of: str = "") -> list[Answer]:
    """Say of the other answers of its response why they are attributed so, as it is said of *answer*.

    Those of which another reason is on file keep it, unless it is the one that *answer* had: *instead_of*. Readers of
    a published response are told in a note of the page. Returns those that were changed.
    """
    hold(answer.response.round)
    hold(answer.response)
    others = hold_all(answer.response.answers.exclude(pk=answer.pk).select_related("question"))
    alike = [
        each for each in others if each.inference in {"", instead_of} and each.inference != answer.inference
    ]
    for each in alike:
        each.inference = answer.inference
        each.save(update_fields=["inference"])
    if alike:
        entered_again(answer.response, by)
        labels = join_names([each.question.label for each in alike])
        note_in_history(answer.response, by, f"Said why the answers to {labels} are attributed so.")
    return alike


def keep_original_as_entered(response: Response, *, pasted: bool) -> None:
    """Let an original that nobody pasted go along with the words that were put right; a *pasted* one stands for ever.

    The words that stood there before are kept in the history, and in the correction that readers see.
    """
    if not response.original_is_as_entered:
        return
    response.original_is_as_entered = not pasted
    if not pasted:
        response.original = words_as_entered(response)
    response.save(update_fields=["original", "original_is_as_entered"])


def change_details(response: Response, details: Mapping[str, Any]) -> list[str]:
    """Write the *details* that differ; what was changed, by name."""
    changed = [name for name, value in details.items() if getattr(response, name) != value]
    if "statement" in changed and response.published_at is not None and not details["statement"].strip():
        raise ValidationError(
            "The statement was published, so it cannot be emptied. Withdraw the response with a note, "
            "and record it again. Nothing was changed."
        )
    if changed:
        for name in changed:
            setattr(response, name, details[name])
        response.full_clean()
        response.save(update_fields=changed)
    return [str(response._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]  # details name own fields


def change_signatories(response: Response, recipients: list[Recipient]) -> list[str]:
    """Let exactly *recipients* sign; what was changed."""
    if not recipients:
        raise ValidationError("Say whose response it is: it needs at least one signatory.")
    there = {signatory.recipient_id: signatory for signatory in _signatories(response)}
    removed = [there[pk] for pk in set(there) - {recipient.pk for recipient in recipients}]
    added = [recipient for recipient in recipients if recipient.pk not in there]
    if removed and response.published_at is not None:
        names = join_names([signatory.recipient.name for signatory in removed])
        raise ValidationError(
            f"This response was published as one from {names}, so nobody can be taken off it. "
            "Withdraw it with a note, and record it again. Nothing was changed."
        )
    for signatory in removed:
        signatory.delete()
    last = response.signatories.aggregate(last=Max("position"))["last"] or 0
    for position, recipient in enumerate(added, last + 1):
        add_signatory(response, recipient, position)
    return ["the signatories"] if added or removed else []


def change_answers(response: Response, given: Mapping[int, Parts]) -> list[str]:
    """Write the parts of answers that differ, *given* by question number, take out what is blank; what was changed."""
    there = {answer.question.number: answer for answer in response.answers.select_related("question__round")}
    changed, new = [], {}
    newly: dict[Question, Answer] = {}
    for number, parts in given.items():
        answer = there.get(number)
        if answer is None:
            new[number] = parts
            continue
        earlier = parts.get("carried_from")
        if earlier is not None and earlier != answer.carried_from:
            newly[answer.question] = earlier
        if change_answer(answer, parts, was_public=response.published_at is not None):
            changed.append(number)
    refuse_wrong_carries(response.round, newly, [each.recipient for each in _signatories(response)])
    changed += [answer.question.number for answer in write_answers(response, new)]
    return [f"the answer to question {number}" for number in sorted(changed)]


SAYS_SOMETHING = ("text", "ticked", "position", "carried_from")


def change_answer(answer: Answer, parts: Parts, *, was_public: bool) -> bool:
    """Write the words, the tick, the position and what is carried forward, as given; whether anything was changed."""
    changed = {name: value for name, value in parts.items() if value != getattr(answer, name)}
    if not changed:
        return False
    if was_public and "carried_from" in changed:
        refuse_carrying_otherwise(answer)
    if answer.text and not changed.get("text", answer.text).strip():
        if was_public:
            refuse_emptying(answer)
        changed["text"] = ""
    if not any(changed.get(name, getattr(answer, name)) for name in SAYS_SOMETHING):
        if was_public:
            refuse_emptying(answer)
        remove(answer)  # as it was: its last copy in the history tells what it said
        return True
    for name, value in changed.items():
        setattr(answer, name, value)
    answer.full_clean()
    answer.save(update_fields=list(changed))
    return True


def refuse_carrying_otherwise(answer: Answer) -> None:
    """Refuse to change which earlier answer a published one carries forward."""
    raise ValidationError(
        f"The answer to question {answer.question.label} was published, so what it carries forward stays as it is. "
        "Withdraw the response with a note, and record it again. Nothing was changed."
    )


def refuse_emptying(answer: Answer) -> None:
    """Refuse to leave a published answer without its words."""
    raise ValidationError(
        f"The answer to question {answer.question.label} was published, so it cannot be emptied. To keep its words "
        "from readers, open the answer and withhold it, with a note that says why. Nothing was changed."
    )


def remove(answer: Answer) -> None:
    """Take out an answer that readers have never seen."""
    try:
        answer.delete()
    except ProtectedError as error:
        raise ValidationError(
            f"The answer to question {answer.question.label} cannot be emptied: a later answer or a correction "
            "refers to it. Nothing was changed."
        ) from error


def refuse_questions_not_put(response: Response) -> None:
    """Refuse an answer to a question that was put to none of those who sign now."""
    signatories = {signatory.recipient_id for signatory in _signatories(response)}
    for answer in response.answers.select_related("question").prefetch_related("question__put_to"):
        refuse_question_not_put(answer.question, signatories)


def _signatories(response: Response) -> list[Any]:
    return list(response.signatories.select_related("recipient__round"))
