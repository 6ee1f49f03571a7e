"""A round of seventeen people and five questions in which everything has happened that the desk can show."""

from __future__ import annotations

import datetime

from django.utils import timezone

from questions.models import Decision, Outcome, Recipient, Round
from questions.models.answer_adjectives import Withheld
from tests import factories as make

TITLES = ["Stay open", "Hours", "Close first", "Comments", "Card"]
NAMES = [
    "Ann Abbott",
    "Ben Brown",
    "Cat Carter",
    "Dan Dye",
    "Eve Ellis",
    "Fay Finch",
    "Gus Green",
    "Hal Hart",
    "Ivy Ingham",
    "Jim Jay",
    "Kit Kemp",
    "Lou Lane",
    "Max Moss",
    "Nia North",
    "Oli Oakes",
    "Pam Price",
    "Quin Quick",
]


def day(number: int) -> str:
    """The day so many days from now."""
    return (timezone.localdate() + datetime.timedelta(days=number)).isoformat()


def make_libraries() -> Round:
    """The round: replies of every sort, public and not, silences and excuses, bounces, longer deadlines."""
    round_ = make.make_round(
        questions=0,
        title="Will the libraries stay open?",
        population="all seventeen members of the library committee",
        asked_on=day(-20),
        deadline_on=day(-6),
        published_at=timezone.now() - datetime.timedelta(days=4),
    )
    for number, title in enumerate(TITLES, 1):
        make.make_question(round_, number=number, short_title=title, optional=number == 4)
    dropped = round_.questions.get(number=5)
    dropped.dropped_on = day(-15)
    dropped.save()
    people = {name.split()[0]: make.make_recipient(round_, name, area="A ward") for name in NAMES}
    for person in people.values():
        make.make_contact_address(person.politician, value=f"{person.slug}@example.org")  # type: ignore[arg-type]  # each is a person
        make.make_approach(person, made_on=day(-20))
    _let_them_reply(people)
    _decide(people)
    round_.questions.get(number=3).put_to.set([each for name, each in people.items() if name != "Quin"])
    return round_


def _let_them_reply(people: dict[str, Recipient]) -> None:
    make.make_response(people["Ann"], answers={1: "Yes, all.", 2: "No.", 3: "None."}, received_on=day(-10))
    together = [people[name] for name in ("Ben", "Cat", "Dan")]
    make.make_response(*together, answers={1: "Yes.", 2: "Perhaps.", 3: "The smallest.", 4: "Ask us again."})
    make.make_response(people["Eve"], answers={1: "Yes."})
    make.make_response(people["Fay"], refuses=True, statement="I do not answer surveys.")
    make.make_response(people["Gus"], statement="My group has said all that it will.")
    make.make_response(people["Hal"], answers={1: "Late.", 2: "More."}, published=False, received_on=day(-1))
    held = make.make_response(people["Ivy"], answers={1: "One."})
    make.make_answer(held, 2, withheld=Withheld.HELD_BACK, withheld_note="Lawyers look at it.")
    make.make_answer(held, 3, withheld=Withheld.WITHDRAWN, withheld_note="It named a child.")
    make.make_response(people["Ivy"], answers={1: "Newer."}, published=False)
    make.make_response(people["Max"], answers={1: "In the paper."}, origin="public_record")


def _decide(people: dict[str, Recipient]) -> None:
    decisions = {
        "Jim": Decision.EXCUSED,
        "Kit": Decision.UNREACHABLE,
        "Lou": Decision.LEFT,
        "Max": Decision.NOT_REPORTED,
        "Nia": Decision.NO_RESPONSE,
    }
    for name, decision in decisions.items():
        people[name].decision = decision
        people[name].decision_wording = "on maternity leave" if decision == Decision.EXCUSED else ""
        people[name].save()
    make.make_approach(people["Oli"], made_on=day(-8), kind="reminder", outcome=Outcome.BOUNCED)
    people["Pam"].own_deadline_on = day(3)
    people["Pam"].save()
