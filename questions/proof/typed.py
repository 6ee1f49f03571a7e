"""From the record: typed answers. No source prints a tick or a coded position, so their own history bears them out."""

from __future__ import annotations

from collections.abc import Iterator

from questions.integrity import Fault, fault
from questions.models import Answer
from questions.proof.reading import RoundOnFile


def faults_of_typed_answers(on_file: RoundOnFile) -> Iterator[Fault]:
    """Every public tick or coded position that the question does not offer, or that was changed past the history.

    So is an answer whose words were emptied behind its position, which no act does: nothing else would tell.
    """
    answers = [answer for reply in on_file.published_replies for answer in reply.answers.values()]
    typed = [answer for answer in answers if answer.ticked or answer.position or not answer.text]
    last = _last_copies(typed)
    for answer in typed:
        for chosen in dict.fromkeys(filter(None, [answer.ticked, answer.position])):
            if chosen not in answer.question.positions:
                yield fault(
                    "position-not-offered",
                    answer,
                    f"Question {answer.question.label} does not offer “{chosen}”: choose one that it offers.",
                )
        if (copy := last.get(answer.pk)) is not None and not _is_as_in_history(answer, copy):
            yield fault(
                "changed-past-the-history",
                answer,
                "Its words, its tick or its coded position are not those that its history has last: "
                "put back what stands there, and change it in the admin.",
            )


def _last_copies(answers: list[Answer]) -> dict[int, Answer]:
    """The last copy of each of *answers* in the history, with one query; none for whoever has none."""
    if not answers:
        return {}
    history = Answer.history.filter(id__in=[answer.pk for answer in answers])
    return {copy.id: copy for copy in history.order_by("history_id")}


def _is_as_in_history(answer: Answer, copy: Answer) -> bool:
    """Whether nothing was changed that only the history can tell; words that stand are proved by their source."""
    emptied = bool(copy.text) and not answer.text
    return not emptied and (answer.ticked, answer.position) == (copy.ticked, copy.position)
