"""Rows for tests, one function per model: minimal, without surprises, every field open to the caller."""

from __future__ import annotations

import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission, User

from questions.models import (
    Answer,
    Approach,
    Campaign,
    Correction,
    Publisher,
    Question,
    Recipient,
    RecipientKind,
    Response,
    Round,
    Signatory,
    Source,
)
from questions.rights import PUBLISHER, REPORTER, VIEWER, make_groups
from respondents.models import Body, ContactAddress, Membership, Party, Politician

PUBLISHED = datetime.datetime(2026, 7, 3, 9, 0, tzinfo=datetime.UTC)
NUMBERS = count(1)


def make_user(username: str = "", **fields: Any) -> User:
    fields = {"is_staff": True, "is_superuser": True} | fields
    return User.objects.create_user(username or f"editor-{next(NUMBERS)}", **fields)


def make_reporter(username: str = "", **fields: Any) -> User:
    """Somebody who enters everything and publishes nothing."""
    return _make_member(REPORTER, username, **fields)


def make_publisher(username: str = "", **fields: Any) -> User:
    """Somebody who publishes, withdraws, corrects and confirms silences."""
    return _make_member(PUBLISHER, username, **fields)


def make_viewer(username: str = "", **fields: Any) -> User:
    """Somebody who only reads."""
    return _make_member(VIEWER, username, **fields)


def _make_member(group: str, username: str, **fields: Any) -> User:
    if not Group.objects.filter(name=group).exists():
        make_groups()  # a test that commits has no groups of the migration's left
    name = username or f"{group.lower()}-{next(NUMBERS)}"
    user = make_user(name, **({"is_superuser": False} | fields))
    user.groups.add(Group.objects.get(name=group))
    return user


def permissions(*codenames: str) -> list[Permission]:
    """Single rights, for whoever has some of a group's and not all."""
    return list(Permission.objects.filter(codename__in=codenames))


def make_party(name: str = "Green Party", **fields: Any) -> Party:
    slug = name.lower().replace(" ", "-")
    party, _ = Party.objects.get_or_create(slug=slug, defaults={"name": name, "adjective": name} | fields)
    return party


def make_body(name: str = "Anytown Council", **fields: Any) -> Body:
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return Body.objects.create(slug=slug, **({"name": name, "kind": "council"} | fields))


def make_politician(name: str = "", **fields: Any) -> Politician:
    name = name or f"Person {next(NUMBERS)}"
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return Politician.objects.create(slug=slug, name=name, **({"sort_name": name} | fields))


def make_membership(politician: Politician, body: Body, **fields: Any) -> Membership:
    return Membership.objects.create(politician=politician, body=body, **fields)


def make_contact_address(politician: Politician, **fields: Any) -> ContactAddress:
    return ContactAddress.objects.create(politician=politician, **({"value": "private@example.org"} | fields))


def make_campaign(title: str = "", **fields: Any) -> Campaign:
    number = next(NUMBERS)
    return Campaign.objects.create(
        title=title or f"Campaign {number}", slug=fields.pop("slug", f"campaign-{number}"), **fields
    )


def make_source(**fields: Any) -> Source:
    number = next(NUMBERS)
    return Source.objects.create(**({"key": f"source-{number}", "title": f"Source {number}"} | fields))


def make_round(*, published: bool = True, questions: int = 2, **fields: Any) -> Round:
    """A round with *questions* open questions, published unless told otherwise."""
    number = next(NUMBERS)
    if "campaign" not in fields:
        fields["campaign"] = make_campaign()
    defaults = {
        "slug": f"round-{number}",
        "title": f"Round {number}",
        "population": "everyone on the list",
        "published_at": PUBLISHED if published else None,
    }
    round_ = Round.objects.create(**(defaults | fields))
    for place in range(1, questions + 1):
        make_question(round_, number=place)
    return round_


def make_question(round_: Round, **fields: Any) -> Question:
    """A question; one that repeats another is put in the same words."""
    if "repeats" in fields and fields["repeats"] is not None:
        fields = {"text": fields["repeats"].text} | fields
    number = fields.pop("number", None) or round_.questions.count() + 1
    return Question.objects.create(
        round=round_, number=number, **({"text": f"Question {number} of {round_.slug}?"} | fields)
    )


def make_recipient(round_: Round, name: str = "", **fields: Any) -> Recipient:
    """A person on a round's list, with a politician of their own unless one is given."""
    politician = fields.pop("politician", None) or make_politician(name)
    return Recipient.objects.create(
        round=round_,
        politician=politician,
        **(
            {
                "slug": politician.slug,
                "name": politician.name,
                "position": round_.recipients.count() + 1,
            }
            | fields
        ),
    )


def make_group(round_: Round, name: str = "Green Party councillors", **fields: Any) -> Recipient:
    """People without names on a round's list; their size is not known unless it is given."""
    defaults = {
        "slug": name.lower().replace(" ", "-"),
        "kind": RecipientKind.GROUP,
        "position": round_.recipients.count() + 1,
    }
    return Recipient.objects.create(round=round_, name=name, **(defaults | fields))


def make_response(
    *signatories: Recipient, answers: dict[int, str] | None = None, published: bool = True, **fields: Any
) -> Response:
    """A reply signed by *signatories*, with *answers* by question number."""
    round_ = signatories[0].round
    defaults = {
        "round": round_,
        "slug": f"response-{next(NUMBERS)}",
        "published_at": PUBLISHED if published else None,
        "entered_at": PUBLISHED,
    }
    response = Response.objects.create(**(defaults | fields))
    for position, signatory in enumerate(signatories, 1):
        Signatory.objects.create(response=response, recipient=signatory, position=position)
    for number, text in (answers or {}).items():
        make_answer(response, number, text=text)
    return response


def make_answer(response: Response, number: int, **fields: Any) -> Answer:
    question = Question.objects.get(round=response.round, number=number)
    return Answer.objects.create(response=response, question=question, **({"text": "Words."} | fields))


def make_approach(recipient: Recipient, **fields: Any) -> Approach:
    return Approach.objects.create(recipient=recipient, **({"made_on": "2026-07-01"} | fields))


def make_correction(round_: Round, **fields: Any) -> Correction:
    defaults = {"made_on": datetime.date(2026, 7, 4), "was": "What it said.", "now": "What it says."}
    return Correction.objects.create(round=round_, **(defaults | fields))


def name_publisher(**fields: Any) -> Publisher:
    """Fill in who publishes this, all of it, but for what is given otherwise."""
    publisher = Publisher.objects.the_one()
    defaults = {
        "name": "The Anytown Advertiser",
        "run_by": "Anytown News Ltd. The editor, Jo Bloggs, answers for it.",
        "contact_email": "corrections@advertiser.example",
        "licence_name": "Creative Commons Attribution 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    }
    for name, words in (defaults | fields).items():
        setattr(publisher, name, words)
    publisher.save()
    return publisher
