"""A round published while somebody empties who publishes it: one of the two is refused; without the lock neither is."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.signals import post_save, pre_save
from django.test import Client
from pytest_django import Settings

from questions.actions import publish_round, rounds
from questions.models import Publisher, Round
from tests import factories as make
from tests.pages import send, text_of
from tests.race.side_by_side import Gate, at, side_by_side

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/admin/questions/publisher/1/change/"


@pytest.fixture
def draft(settings: Settings) -> Round:
    """A draft that nothing keeps from being published, in production."""
    settings.IN_PRODUCTION = True
    make.name_publisher()
    round_ = make.make_round(published=False, asked_on="2026-07-01")
    make.make_response(make.make_recipient(round_), answers={1: "One."}, published=False)
    return round_


def empty_the_name(editor: User) -> str:
    """Take the publication's name away in the admin; what its page says where that is refused."""
    client = Client()
    client.force_login(editor)
    answer = send(client, ADDRESS, name="")
    return text_of(answer) if answer.status_code == HTTPStatus.OK else ""


def stands(draft: Round) -> tuple[bool, bool]:
    """Whether the round is public, and whether it is said who publishes it."""
    return Round.objects.get(pk=draft.pk).is_published(), bool(Publisher.objects.the_one().name)


def test_whoever_comes_second_is_refused(draft: Round) -> None:
    editor = make.make_publisher()
    published = Gate()

    def publish() -> object:
        try:
            with at(post_save, Round, published.open):
                return publish_round(round=Round.objects.get(pk=draft.pk), by=editor)
        finally:
            published.open()

    def empty() -> object:
        published.wait()
        return empty_the_name(editor)

    told, page = side_by_side(publish, empty)
    assert not isinstance(told, ValidationError)
    assert "name of the publication cannot be emptied" in page
    assert stands(draft) == (True, True)


def test_nothing_is_published_after_its_publisher_was_emptied(draft: Round) -> None:
    editor = make.make_publisher()
    emptied = Gate()

    def empty() -> object:
        try:
            with at(post_save, Publisher, emptied.open):
                return empty_the_name(editor)
        finally:
            emptied.open()

    def publish() -> object:
        emptied.wait()
        return publish_round(round=Round.objects.get(pk=draft.pk), by=editor)

    _, told = side_by_side(empty, publish)
    assert isinstance(told, ValidationError)
    assert "Still missing: name of the publication." in told.messages[0]
    assert stands(draft) == (False, False)


def without_its_lock(act: Callable[..., Any]) -> Callable[..., Any]:
    """*act* with the lock taken off: on SQLite that is its transaction, on PostgreSQL the row it holds."""
    return act.__wrapped__ if connection.vendor == "sqlite" else act  # type: ignore[attr-defined]


def test_twin_without_the_lock_a_round_is_public_and_published_by_nobody(
    draft: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "hold_who_publishes", lambda: None)
    editor = make.make_publisher()
    has_looked, is_emptied = Gate(), Gate()

    def publish() -> object:
        def before_saving() -> None:
            has_looked.open()
            is_emptied.wait()

        with at(pre_save, Round, before_saving):
            return without_its_lock(publish_round)(round=Round.objects.get(pk=draft.pk), by=editor)

    def empty() -> object:
        has_looked.wait()
        try:
            return empty_the_name(editor)
        finally:
            is_emptied.open()

    side_by_side(publish, empty)
    assert stands(draft) == (True, False)
