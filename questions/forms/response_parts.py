"""What became of a response and of the questions of its round while an editor had its page open.

The page writes several rows: the response, its signatories together, and each answer by itself. An answer also
has a page of its own, and may be added or taken out meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from questions.models import Answer, Question, Recipient, Response, Signatory
from questions.sentences import join_names
from respondents.admin.history import Change, Words
from respondents.admin.meanwhile import NOT_SAID, Meanwhile, Part, copies_of, part_of, seen_copy
from respondents.admin.seen import Versions, by_and_when, last_copy, what_became_of
from respondents.differences import differences

# Which field of an answer each kind of box holds: ``answer_3`` holds the words of the answer to question 3.
# ``carried_3`` is a tick: whether that answer carries an earlier one forward.
ANSWER_BOXES = {"answer": "text", "ticked": "ticked", "position": "position", "carried": "carried_from"}


def in_box(kind: str, answer: Any) -> Any:
    """What an answer, or a copy of one, has in a *kind* of box."""
    return answer.carried_from_id is not None if kind == "carried" else getattr(answer, ANSWER_BOXES[kind])


def signatories_part(response: Response, signatories: Iterable[Signatory], seen: Versions) -> Part:
    """Who signs, as one choice."""
    name, boxes = "The list of signatories", ("signatories",)
    now = {signatory.pk: signatory.recipient_id for signatory in signatories}
    last = Signatory.history.filter(response_id=response.pk).select_related("history_user")
    if response.pk not in seen.get(Response, {}):
        return Part(name, boxes, NOT_SAID)
    then = _signing_then(now, set(seen.get(Signatory, {})))
    if set(then) == set(now.values()):
        return Part(name, boxes)
    saved = by_and_when(last.order_by("history_id").last())
    return Part(
        name=name,
        boxes=boxes,
        what_happened=f"was changed{saved}",
        then={"signatories": then},
        told=(_told_of_names(then, now.values()),),
        saved=lambda _: saved,
    )


def _signing_then(now: Mapping[int, int], seen: set[int]) -> list[int]:
    """The recipients whose signatures were *seen*, those taken off since from their copies."""
    gone = Signatory.history.filter(id__in=seen - set(now)).values_list("recipient_id", flat=True)
    return [*(recipient for pk, recipient in now.items() if pk in seen), *dict.fromkeys(gone)]


def _told_of_names(then: Iterable[int], now: Iterable[int]) -> Change:
    names = dict(Recipient.objects.filter(pk__in={*then, *now}).values_list("pk", "name"))
    before, after = (join_names([names[pk] for pk in pks if pk in names]) for pks in (then, now))
    return Change("Signatories", tuple(differences(before, after)))


def answer_parts(
    response: Response, questions: Iterable[Question], answers: Mapping[int, Answer], seen: Versions
) -> list[Part]:
    """The answers, one by one, each with its boxes; *answers* go by the number of their question."""
    shown = seen.get(Answer, {})
    gone = _answers_gone(set(shown) - {answer.pk for answer in answers.values()})
    is_said = response.pk in seen.get(Response, {})
    parts = []
    for question in questions:
        boxes = {f"{kind}_{question.number}": field for kind, field in ANSWER_BOXES.items()}
        name = f"The answer to question {question.label}"
        answer, before = answers.get(question.number), gone.get(question.pk)
        if answer is not None and (answer.pk in shown or not is_said):
            part = part_of(answer, seen, boxes, name)
            tick = f"carried_{question.number}"
            then = part.then and {**part.then, tick: part.then[tick] is not None}
            parts.append(replace(part, then=then))
        elif answer is not None or before is not None:
            parts.append(_come_or_gone(name, question.number, answer, before))
        else:
            parts.append(Part(name, tuple(boxes)))
    return parts


def _answers_gone(pks: set[int]) -> dict[int, Any]:
    """The last copies of answers that were taken out, by question."""
    copies = Answer.history.filter(id__in=pks).select_related("history_user").order_by("history_id")
    return {copy.question_id: copy for copy in copies}


def _come_or_gone(name: str, number: int, answer: Answer | None, before: Any) -> Part:
    """An answer that was added, taken out, or taken out and given again."""
    last = before if answer is None else last_copy(Answer, answer.pk)
    saved = by_and_when(last)
    did = "was taken out" if answer is None else "was added"
    before = Answer() if before is None else before
    then = {f"{kind}_{number}": in_box(kind, before) for kind in ANSWER_BOXES}
    return Part(name, tuple(then), f"{did}{saved}", then, saved=lambda _: saved)


class QuestionsMeanwhile:
    """What became of the questions that a page had shown: a box goes along with its question's number."""

    def __init__(self, questions: Iterable[Question], seen: Versions) -> None:
        now = {question.pk: question for question in questions}
        shown = seen.get(Question, {})
        changed = [pk for pk, version in shown.items() if pk not in now or now[pk].version != version]
        self.moved: dict[int, int | None] = {}
        self.told: dict[int | None, Meanwhile] = {}
        for pk in changed:
            copies = copies_of(Question, pk)
            before = seen_copy(copies, shown[pk])
            if before is None:
                continue
            number = now[pk].number if pk in now else None
            self.moved[before.number] = number
            told = Words(Question, [before, copies[-1]]).changes(before, copies[-1]) if number else ()
            sentence = what_became_of(Question, pk, was_seen=True, is_there=pk in now)
            self.told[number] = Meanwhile(
                f"{sentence} See that your words stand under the right one.", told=told
            )

    def number_now(self, number: int) -> int | None:
        """The number that the question has now which had *number* on the page; None if it is not there any more."""
        return self.moved.get(number, number)
