"""A whole response on one page: who signed, how it came, and a box for every question of the round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, FilteredSelectMultiple
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from questions.forms.carrying import carried_in, carrying_ticks
from questions.forms.response_parts import (
    ANSWER_BOXES,
    QuestionsMeanwhile,
    answer_parts,
    in_box,
    signatories_part,
)
from questions.models import Answer, Question, Recipient, Response, Round, Signatory
from respondents.admin.forms import EditorialForm
from respondents.admin.meanwhile import Meanwhile, Part
from respondents.admin.way_back import NEXT
from respondents.models import EditorialModel
from respondents.verbatim import VerbatimFormField

MOST_CHECKBOXES = 30
BOX = re.compile(rf"\A({'|'.join(ANSWER_BOXES)})_(\d{{1,5}})\Z", re.ASCII)


class SignatoriesField(forms.ModelMultipleChoiceField[Recipient]):
    """Those on the round's list, with what tells them apart."""

    def label_from_instance(self, recipient: Recipient) -> str:
        known = [recipient.party.name if recipient.party else "", recipient.role, recipient.area]
        told = ", ".join(part for part in known if part)
        return f"{recipient.name} ({told})" if told else recipient.name


class ResponseForm(EditorialForm[Response]):
    """A response with its signatories and answers. `response_form_for` adds the boxes of a round."""

    round: Round
    questions: Sequence[Question] = ()
    signatories: SignatoriesField
    carried: dict[int, Answer | None]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stray: list[str] = []
        self.signed: list[Signatory] = []
        self.answers: dict[int, Answer] = {}
        response = self.instance
        if not response.pk:
            response.round = self.round
            return
        self.signed = list(response.signatories.all())
        self.answers = {
            answer.question.number: answer for answer in response.answers.select_related("question")
        }
        self.initial["signatories"] = [signatory.recipient_id for signatory in self.signed]
        for number, answer in self.answers.items():
            for kind in ANSWER_BOXES:
                self.initial[f"{kind}_{number}"] = in_box(kind, answer)

    def rows_shown(self) -> list[EditorialModel]:
        return [*super().rows_shown(), *self.signed, *self.answers.values(), *self.questions]

    def parts(self) -> list[Part]:
        """The response, who signs it, and each answer."""
        if not self.instance.pk:
            return []
        signing = signatories_part(self.instance, self.signed, self.seen)
        return [
            *super().parts(),
            signing,
            *answer_parts(self.instance, self.questions, self.answers, self.seen),
        ]

    def compare(self) -> None:
        """Let the words go along with questions that were given another number, before anything is compared."""
        if not self.is_bound or self.is_compared:
            return
        questions = QuestionsMeanwhile(self.questions, self.seen)
        lost = self._follow(questions)
        super().compare()
        typed = {int(box[2]) for name in self.changed_data if (box := BOX.match(name))}
        told = [each for number, each in questions.told.items() if number in typed]
        if lost:
            told.append(
                Meanwhile("Questions for which you had typed words are not on this page any more.", lost=lost)
            )
        self.meanwhile = [*told, *self.meanwhile]

    def _follow(self, questions: QuestionsMeanwhile) -> tuple[tuple[str, str], ...]:
        """Give each box the number its question has now; the words whose question is not there any more."""
        sent, lost = {}, []
        for name in [name for name in self.data if BOX.match(name)]:
            kind, number = name.split("_")
            now = questions.number_now(int(number))
            words = self.own_data.pop(name)
            if kind == "carried" and now is None:
                sent[name] = words  # refused below, like any other tick that is not offered any more
            elif now is not None and (kind == "carried" or f"{kind}_{now}" in self.fields):
                sent[f"{kind}_{now}"] = words
            elif any(each.strip() for each in words):
                lost.append((f"Question {number}", "\n".join(words)))
                self.stray.append(number)
        for name, words in sent.items():
            self.own_data.setlist(name, words)
        return tuple(lost)

    def clean(self) -> dict[str, Any] | None:
        for number in self.stray:
            self.add_error(None, f"“{self.round}” has no question {number}: nothing was recorded.")
        cleaned = super().clean()
        self.carried = carried_in(self, self.questions)
        return cleaned

    def given(self, kind: str) -> dict[int, str]:
        """What the changed boxes of one *kind* (``answer``, ``ticked``, ``position``) say, by question number."""
        boxes = {name: BOX.match(name) for name in self.changed_data}
        return {
            int(box[2]): self.cleaned_data[name]
            for name, box in boxes.items()
            if box is not None and box[1] == kind
        }

    def details(self) -> dict[str, Any]:
        """The changed fields of the response itself."""
        own = {field.name for field in Response._meta.concrete_fields}
        return {name: self.cleaned_data[name] for name in self.changed_data if name in own}


def response_form_for(
    round_: Round, questions: Sequence[Question], response: Response | None
) -> type[ResponseForm]:
    """The form of a response in one round, with a box for each of its *questions*."""
    questions = list(questions)
    recipients = round_.recipients.select_related("party").in_order()
    many = recipients.count() > MOST_CHECKBOXES
    given = {answer.question_id: answer for answer in response.answers.all()} if response else {}
    fields: dict[str, forms.Field] = {
        "signatories": SignatoriesField(
            recipients,
            label="Signatories",
            widget=FilteredSelectMultiple("signatories", is_stacked=False)
            if many
            else forms.CheckboxSelectMultiple,
            help_text="Everyone in whose name it came. Recording a reply clears “no response” of all of them.",
            error_messages={"required": "Say whose response it is: it needs at least one signatory."},
        )
    }
    for question in questions:
        fields[f"answer_{question.number}"] = VerbatimFormField(
            required=False,
            label=f"{question.label}. {question.text}",
            help_text=notes_on(question, given.get(question.pk)),
            widget=AdminTextareaWidget(attrs={"rows": 6}),
        )
        if question.positions:
            fields[f"ticked_{question.number}"] = ticked_field(question)
            fields[f"position_{question.number}"] = position_field(question)
    fields |= carrying_ticks(round_, questions, response)
    return type("ResponseFormOfRound", (ResponseForm,), {"round": round_, "questions": questions, **fields})


def boxes_of(form: type[ResponseForm]) -> list[str | tuple[str, ...]]:
    """The names of the boxes for the answers, question by question; what was ticked and its reading side by side."""
    rows = [("answer",), ("ticked", "position"), ("carried",)]
    named = [
        tuple(f"{kind}_{question.number}" for kind in row) for question in form.questions for row in rows
    ]
    there = [tuple(name for name in row if name in form.base_fields) for row in named]
    return [row[0] if len(row) == 1 else row for row in there if row]


def concerns(question: Question, response: Response) -> bool:
    """Whether a question was put to any of those who signed, or has their answer all the same."""
    alone = {recipient.pk for recipient in question.put_to.all()}
    signing = {signatory.recipient_id for signatory in response.signatories.all()}
    answered = {answer.question_id for answer in response.answers.all()}
    return not alone or bool(alone & signing) or question.pk in answered


def ticked_field(question: Question) -> forms.ChoiceField:
    """A choice of what somebody ticked themselves at a typed question."""
    return forms.ChoiceField(
        required=False,
        label=f"Ticked at question {question.label}",
        choices=[("", "nothing ticked"), *((position, position) for position in question.positions)],
        help_text="What they ticked themselves. Readers see it as theirs.",
    )


def position_field(question: Question) -> forms.ChoiceField:
    """A choice of what the newsroom reads an answer to a typed question as."""
    return forms.ChoiceField(
        required=False,
        label=f"Coded position on question {question.label}",
        choices=[("", "not coded"), *((position, position) for position in question.positions)],
        help_text="Which of the choices the words come to. Readers are told that it is the newsroom's reading.",
    )


def notes_on(question: Question, answer: Answer | None) -> str:
    """What an editor should know at a box: who was asked this, and where the answer's own page is."""
    notes = []
    if alone := [recipient.name for recipient in question.put_to.all()]:
        notes.append(("Put to some only: {}.", ", ".join(alone)))
    if question.optional:
        notes.append(("Optional: whoever leaves it open has still answered.{}", ""))
    if question.dropped_on:
        notes.append(("Dropped after sending; an answer to it is still kept.{}", ""))
    told = format_html_join(" ", "{}", ((format_html(words, value),) for words, value in notes))
    if answer is None:
        return told
    held = f"This answer is {answer.get_withheld_display()}. " if answer.withheld else ""
    return format_html(
        '{} {}<a href="{}?{}">Say how it is attributed, that it is a paraphrase, or a note</a> · <a href="{}">{}</a>',
        told,
        held,
        reverse("admin:questions_answer_change", args=[answer.pk]),
        urlencode({NEXT: reverse("admin:questions_response_change", args=[answer.response_id])}),
        reverse("admin:questions_answer_withhold", args=[answer.pk]),
        "Let readers see the words" if answer.withheld else "Withhold the words",
    )
