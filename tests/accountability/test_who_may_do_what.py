"""Every address of the site, for everybody, read and written to: as the table says, and nothing is changed by it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.views.generic import RedirectView

from questions.models import PreviewLink, Publisher
from tests import factories as make
from tests.accountability.who_may_do_what import SIGN_IN_FIRST, SIGN_IN_OTHERWISE, TABLE

pytestmark = pytest.mark.django_db

ADD_A_LINE = (
    "Nobody has said who may open {names}. Add a line for each to TABLE in tests/accountability/who_may_do_what.py, "
    "with one of the kinds of pages there; `pages_of` for a model that is new in the admin."
)
ROLES = ["nobody", "viewer", "reporter", "publisher", "administrator"]
STATES = ["draft", "public"]


class Address(NamedTuple):
    """One pattern of the site's addresses."""

    name: str
    route: str
    parts: tuple[str, ...]


def addresses(resolver: URLResolver | None = None, space: str = "", before: str = "") -> Iterator[Address]:
    """All patterns there are, but what only leads on: the admin's short addresses, and its answer to all others."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, inner, route)
        elif not _only_leads_on(pattern, route):
            parts = tuple(pattern.pattern.regex.groupindex)
            yield Address(f"{space}{pattern.name}" if pattern.name else route, route, parts)


def _only_leads_on(pattern: URLPattern, route: str) -> bool:
    view = getattr(pattern.callback, "view_class", None)
    return view is RedirectView or route == "admin/(?P<url>.*)$"


def test_every_address_is_in_the_table() -> None:
    missing = {each.name for each in addresses()} - set(TABLE)
    assert not missing, ADD_A_LINE.format(names=", ".join(sorted(missing)))


def test_every_line_of_the_table_is_an_address() -> None:
    assert set(TABLE) - {each.name for each in addresses()} == set()


Rows = dict[str, dict[str, Any]]


def rows_of(*, published: bool) -> Rows:
    """What stands for each part of an address: by model in the admin, by name elsewhere."""
    body = make.make_body(f"Council {published}", slug=f"council-{published}".lower())
    party = make.make_party(f"Party {published}")
    round_ = make.make_round(published=published, body=body, asked_on="2026-07-01")
    ann = make.make_recipient(round_, f"Ann {published}", party=party)
    ben = make.make_recipient(round_, f"Ben {published}", decision="no_response")
    response = make.make_response(ann, answers={1: "Yes."}, published=published)
    source = make.make_source()
    round_.sources.add(source)
    assert ann.politician is not None
    admin = {
        "respondents_party": party,
        "respondents_body": body,
        "respondents_politician": ann.politician,
        "respondents_membership": make.make_membership(ann.politician, body),
        "questions_campaign": round_.campaign,
        "questions_round": round_,
        "questions_question": round_.questions.get(number=1),
        "questions_recipient": ann,
        "questions_nonrespondent": ben,
        "questions_approach": make.make_approach(ann),
        "questions_response": response,
        "questions_answer": response.answers.get(),
        "questions_source": source,
        "questions_correction": make.make_correction(round_),
        "questions_publisher": Publisher.objects.get(),
        "auth_user": make.make_user(is_superuser=False, is_staff=False),
        "auth_group": Group.objects.create(name=f"Interns {published}"),
    }
    slugs = {
        "campaign": round_.campaign.slug,
        "round": round_.slug,
        "round-all": round_.slug,
        "question": round_.slug,
        "politician": ann.politician.slug,
        "party": party.slug,
        "body": body.slug,
        "campaign-feed": round_.campaign.slug,
        "round-feed": round_.slug,
        "round-card": round_.slug,
        "politician-feed": ann.politician.slug,
    }
    preview = PreviewLink.objects.create(
        round=round_,
        made_for="a lawyer",
        made_by=make.make_user(),
        expires_at=timezone.now() + datetime.timedelta(days=1),
    )
    return {
        "object_id": {name: row.pk for name, row in admin.items()},
        "id": {"auth_user": admin["auth_user"].pk},
        "slug": slugs,
        "token": dict.fromkeys(("preview", "preview-all", "preview-question"), preview.token),
        "number": dict.fromkeys(("question", "preview-question", "questions_round"), 1),
        "app_label": {"app_list": "questions"},
        "section": {"sitemap-section": "rounds"},
    }


def path_of(address: Address, rows: Rows) -> str:
    """An address with the rows that it is about, as a browser asks for it."""
    name = address.name.removeprefix("admin:")
    whose = next((key for key in rows["object_id"] if name.startswith(f"{key}_")), name)
    path = reverse(address.name, kwargs={part: rows[part][whose] for part in address.parts})
    if address.name == "admin:autocomplete":
        asked = {"app_label": "questions", "model_name": "recipient", "field_name": "politician"}
        return f"{path}?{urlencode(asked)}"
    return path


@pytest.fixture
def record() -> dict[str, Rows]:
    return {"draft": rows_of(published=False), "public": rows_of(published=True)}


def everything() -> dict[str, list[Any]]:
    """All rows of the record, and of those who work on it."""
    kept = [model for model in apps.get_models() if model is not Session]
    told = {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in kept}
    for person in told["auth.User"]:
        person.pop("last_login")
    return told


def outcome(person: User | None, path: str) -> str:
    """What *person* gets of an address, as the table has it."""
    client = Client()
    if person is not None:
        client.force_login(person)
    read = client.get(path).status_code
    return f"{read}/{client.post(path).status_code}"


def differing(
    person: User | None, expected: Iterable[tuple[Address, str, str]], record: dict[str, Rows]
) -> list[str]:
    """The addresses that answer otherwise than the table says."""
    found = []
    for address, state, due in expected:
        got = outcome(person, path_of(address, record[state]))
        if got != due:
            found.append(f"{address.name} ({state}): {got}, not {due}")
    return found


def people() -> dict[str, User]:
    return {
        "nobody": make.make_user("bare", is_superuser=False),
        "viewer": make.make_viewer(),
        "reporter": make.make_reporter(),
        "publisher": make.make_publisher(),
        "administrator": make.make_user("root"),
    }


def lines_for(role: str) -> Iterator[tuple[Address, str, str]]:
    for address in addresses():
        line = TABLE[address.name]
        for state, answers in zip(STATES, line if isinstance(line[0], tuple) else (line, line), strict=True):
            yield address, state, getattr(answers, role)


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_signed_in_gets_what_the_table_says(role: str, record: dict[str, Rows]) -> None:
    person = people()[role]
    before = everything()
    assert differing(person, lines_for(role), record) == []
    assert everything() == before


@pytest.mark.parametrize("who", ["a reader", "somebody switched off"])
def test_whoever_is_not_signed_in_reads_what_is_public_and_is_sent_to_sign_in(
    who: str, record: dict[str, Rows]
) -> None:
    person = None if who == "a reader" else make.make_user(is_active=False)
    expected = [
        (address, state, due if not address.name.startswith("admin:") else _to_sign_in(address))
        for address, state, due in lines_for("nobody")
    ]
    before = everything()
    assert differing(person, expected, record) == []
    assert everything() == before


def _to_sign_in(address: Address) -> str:
    return SIGN_IN_OTHERWISE.get(address.name, SIGN_IN_FIRST)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_readers_pages_know_no_other_way_to_be_asked(
    method: str, record: dict[str, Rows], client: Client
) -> None:
    public = [address for address in addresses() if not address.name.startswith("admin:")]
    answers = {
        each.name: getattr(client, method)(path_of(each, record["public"])).status_code for each in public
    }
    assert answers == {each.name: 405 for each in public}
