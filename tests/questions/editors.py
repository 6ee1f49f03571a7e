"""Editors at work side by side: each with a browser of their own, and what the pages then say."""

from __future__ import annotations

import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from respondents.models import EditorialModel
from tests.factories import make_user
from tests.pages import fields_of, page_of, words_of

NOTHING_SAVED = "Nothing was saved yet: somebody else was here meanwhile"
THREE_MINUTES_PAST_TWO = datetime.datetime(2026, 7, 3, 13, 3, tzinfo=datetime.UTC)


def signed_in(name: str) -> Client:
    """A browser in which somebody who may do everything is signed in."""
    client = Client()
    client.force_login(make_user(name))
    return client


def page_for(row: Any, site: str = "admin", act: str = "change") -> str:
    return reverse(f"{site}:{row._meta.app_label}_{row._meta.model_name}_{act}", args=[row.pk])


def opened(client: Client, address: str) -> dict[str, Any]:
    """What the page at *address* would send, untouched."""
    return {**fields_of(client.get(address)), "_save": "1"}


def sent_again(page: Any, **changes: Any) -> dict[str, Any]:
    """What a page that came back would send, with some of its boxes changed."""
    return {**fields_of(page), "_save": "1", **changes}


def kept_in(row: Any, field: str) -> Any:
    """What is on file in one field of *row*."""
    return getattr(type(row)._base_manager.get(pk=row.pk), field)


def clashes_on(page: Any) -> list[tuple[str, str, str]]:
    """Each clash on a page: its label, what is on file, what was typed."""
    found = []
    for clash in page_of(page).findall(".//fieldset[@class='clash']"):
        theirs, mine = clash.findall(".//div[@class='both-texts']/div/p")
        found.append((words_of(clash[0]), words_of(theirs), words_of(mine)))
    return found


def save_at(row: EditorialModel, at: datetime.datetime = THREE_MINUTES_PAST_TWO) -> None:
    """Let the last save of *row* have been made *at* a given moment; one act may leave several copies of it."""
    copies = type(row).history.filter(id=row.pk)
    last = copies.order_by("history_id").last()
    copies.filter(history_type=last.history_type, history_user=last.history_user).update(history_date=at)
