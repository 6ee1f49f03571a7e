"""What an editor looks at while they choose whom a follow-up asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from questions.admin.members import MOST_TICKS
from questions.admin.pages import whole_number
from questions.follow_ups import Candidate, Whom, candidates_for, chosen_by
from questions.forms.follow_ups import CHOSEN, Repeated, questions_offered
from questions.forms.next_list import Offer, people_for_places
from questions.models import Question, Round
from questions.new_members import new_members
from respondents.typed_words import typed


@dataclass(frozen=True)
class WhomChoice:
    """One way to choose whom to ask: its address, its name and how many it is about."""

    query: str
    label: str
    number: int | None
    is_current: bool


class Choosing:
    """What an editor looks at on the page: whom they chose to ask, and everyone whom that offers them."""

    def __init__(self, round_: Round, request: HttpRequest) -> None:
        self.round, self.request = round_, request
        self.today = timezone.localdate()
        self.sent = typed(request)
        self.candidates = candidates_for(round_, self.today)
        self.questions = list(round_.questions.order_by("number"))
        asked = request.GET.get("whom", Whom.DID_NOT_ANSWER)
        self.whom = asked if asked in {*Whom.values, CHOSEN} else Whom.DID_NOT_ANSWER.value
        number = whole_number(request.GET.get("question", ""))
        self.left_open = next((each for each in self._can_be_open if each.number == number), None)
        if self.whom == Whom.LEFT_OPEN and self.left_open is None:
            self.whom = Whom.DID_NOT_ANSWER.value
        if self.whom != Whom.LEFT_OPEN:
            self.left_open = None

    @property
    def _can_be_open(self) -> list[Question]:
        return [question for question in self.questions if not question.dropped_on]

    @cached_property
    def meant(self) -> list[Candidate]:
        """Those whom the choice is about."""
        if self.whom == CHOSEN:
            return self.candidates
        return chosen_by(Whom(self.whom), self.candidates, self.left_open)

    @cached_property
    def offer(self) -> Offer:
        """Everyone who stands on the page."""
        about = {each.recipient.pk for each in self.meant}
        gone = [each for each in self.candidates if each.has_left and each.recipient.pk not in about]
        return Offer(
            self.meant,
            gone,
            [] if self.too_many else new_members(self.round, self.candidates, self.today),
            people_for_places(self.candidates),
            self.sent,
            ticks_first=self.whom != CHOSEN,
        )

    @property
    def too_many(self) -> bool:
        """Whether these are too many to tick one by one."""
        return len(self.meant) > MOST_TICKS

    @property
    def choices(self) -> list[WhomChoice]:
        """The ways to choose whom to ask."""
        ways = [
            WhomChoice(
                f"?whom={whom}",
                whom.label,
                len(chosen_by(whom, self.candidates)),
                is_current=self.whom == whom,
            )
            for whom in Whom
            if whom != Whom.LEFT_OPEN
        ]
        return [
            *ways,
            WhomChoice(f"?whom={CHOSEN}", "chosen one by one", None, is_current=self.whom == CHOSEN),
        ]

    @property
    def open_choices(self) -> list[WhomChoice]:
        """The questions that somebody may have left open."""
        return [
            WhomChoice(
                f"?whom={Whom.LEFT_OPEN}&question={question.number}",
                question.label,
                len(chosen_by(Whom.LEFT_OPEN, self.candidates, question)),
                is_current=self.left_open == question,
            )
            for question in self._can_be_open
        ]

    @cached_property
    def repeated(self) -> list[Repeated]:
        """The questions as the page offers them."""
        return questions_offered(self.questions, self.sent, self.left_open)
