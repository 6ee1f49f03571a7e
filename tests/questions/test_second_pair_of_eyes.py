"""Whoever entered the words of a response does not make them public, on no way there is."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from questions.actions import publish_response, publish_round, record_response, withdraw, withdraw_round
from questions.actions.amendments import amend_response
from questions.actions.second_pair_of_eyes import entered_again
from questions.actions.withholding import release, withhold
from questions.models import Answer, Response, Round
from respondents.history import acting
from tests import factories as make
from tests.pages import send, text_of

pytestmark = pytest.mark.django_db

REFUSAL = (
    "You entered the response from Ann yourself, and whoever entered words does not publish them. Another publisher "
    "publishes it, or an administrator switches the second pair of eyes off for responses."
)
REFUSAL_OF_BOTH = (
    "You entered the responses from Ann and from Ben and Cat yourself, and whoever entered words does not publish "
    "them. Another publisher publishes them, or an administrator switches the second pair of eyes off for responses."
)
NOTHING = "Nothing was published."


@pytest.fixture
def cyd() -> User:
    return make.make_publisher("cyd")


@pytest.fixture
def dan() -> User:
    return make.make_publisher("dan")


def entered(by: User, round_: Round | None = None, *names: str) -> Response:
    round_ = round_ or make.make_round(asked_on="2026-07-01")
    signatories = [make.make_recipient(round_, name) for name in names or ("Ann",)]
    return record_response(round=round_, signatories=signatories, answers={1: "Yes."}, by=by)


def refused(act: Callable[..., Any], **given: Any) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        act(**given)
    return refusal.value.messages


def test_whoever_entered_a_response_does_not_publish_it(cyd: User) -> None:
    response = entered(cyd)
    assert refused(publish_response, response=response, by=cyd) == [REFUSAL, NOTHING]
    assert Response.objects.published().count() == 0


def test_another_publisher_publishes_it(cyd: User, dan: User) -> None:
    publish_response(response=entered(cyd), by=dan)
    assert Response.objects.published().count() == 1


def test_a_tick_that_somebody_else_sets_makes_nobody_read_the_words(cyd: User, dan: User) -> None:
    response = entered(cyd)
    answer = response.answers.get()
    answer.is_cut = True
    with acting(dan):
        answer.save()
    entered_again(response, dan)
    for user in (cyd, dan):
        assert refused(publish_response, response=response, by=user) == [REFUSAL, NOTHING]


def test_whose_words_were_all_written_again_may_publish_them(cyd: User, dan: User) -> None:
    response = entered(cyd)
    amend_response(response=response, answers={1: "No."}, by=dan)
    publish_response(response=response, by=cyd)
    assert Response.objects.published().count() == 1


def test_an_administrator_is_no_exception() -> None:
    editor = make.make_user()
    assert refused(publish_response, response=entered(editor), by=editor) == [REFUSAL, NOTHING]


def test_nor_does_it_become_public_with_its_round(cyd: User, dan: User) -> None:
    draft = make.make_round(published=False, asked_on="2026-07-01")
    entered(cyd, draft, "Ann")
    entered(cyd, draft, "Ben", "Cat")
    entered(dan, draft, "Eve")
    told, nothing = refused(publish_round, round=draft, by=cyd)
    assert (told, nothing) == (REFUSAL_OF_BOTH, NOTHING)
    draft.refresh_from_db()
    assert (draft.published_at, Response.objects.published().count()) == (None, 0)


@pytest.mark.parametrize("later", [None, datetime.timedelta(days=1)])
def test_nor_at_a_set_time(cyd: User, later: datetime.timedelta | None) -> None:
    draft = make.make_round(published=False, asked_on="2026-07-01")
    entered(cyd, draft)
    at = later and timezone.now() + later
    assert refused(publish_round, round=draft, by=cyd, at=at) == [REFUSAL, NOTHING]


def test_nor_again_after_it_was_withdrawn(cyd: User, dan: User) -> None:
    response = entered(cyd)
    publish_response(response=response, by=dan)
    withdraw(response=response, by=dan, note="Wrong.")
    assert refused(publish_response, response=response, by=cyd) == [REFUSAL, NOTHING]


def test_nor_with_a_round_that_was_withdrawn(cyd: User, dan: User) -> None:
    draft = make.make_round(published=False, asked_on="2026-07-01")
    entered(cyd, draft)
    publish_round(round=draft, by=dan)
    withdraw_round(round=draft, by=dan, note="Wrong.")
    assert refused(publish_round, round=draft, by=cyd) == [REFUSAL, NOTHING]
    publish_round(round=draft, by=dan)
    assert Answer.objects.published().count() == 1


def test_a_response_that_stays_withdrawn_holds_nobody_back(cyd: User, dan: User) -> None:
    draft = make.make_round(published=False, asked_on="2026-07-01")
    response = entered(cyd, draft)
    publish_round(round=draft, by=dan)
    withdraw(response=response, by=dan, note="Wrong.")
    withdraw_round(round=draft, by=dan, note="Wrong.")
    publish_round(round=draft, by=cyd)
    assert draft.is_published()


def test_a_response_from_a_fixture_was_entered_by_nobody(cyd: User) -> None:
    response = make.make_response(make.make_recipient(make.make_round()), published=False)
    publish_response(response=response, by=cyd)
    assert response.is_published()


CHANGES: list[dict[str, Any]] = [
    {"answers": {1: "No."}},
    {"answers": {2: "More."}},
    {"answers": {1: ""}},
    {"statement": "We stand by it."},
    {"refuses": True},
    {"spoken_by": "a spokeswoman"},
    {"on_behalf_of": "her colleagues"},
]


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_changes_words_last_is_the_one_who_entered_them(
    change: dict[str, Any], cyd: User, dan: User
) -> None:
    response = entered(cyd)
    amend_response(response=response, by=dan, **change)
    assert Response.objects.get().entered_by == dan
    assert refused(publish_response, response=response, by=dan) == [REFUSAL, NOTHING]
    publish_response(response=response, by=make.make_publisher("eve"))


def test_whoever_changes_the_position_or_who_signed_is_too(cyd: User, dan: User) -> None:
    round_ = make.make_round(questions=0, published=False)
    make.make_question(round_, kind="yes_no")
    response = entered(cyd, round_)
    amend_response(response=response, by=dan, positions={1: "yes"})
    assert response.entered_by == dan
    amend_response(response=response, by=cyd, signatories=[make.make_recipient(round_, "Ben")])
    assert response.entered_by == cyd


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"answers": {1: "Yes."}},
        {"notes": "Ring her."},
        {"channel": "phone"},
        {"received_on": "2026-07-02"},
    ],
)
def test_whoever_changes_no_words_is_not(change: dict[str, Any], cyd: User, dan: User) -> None:
    response = entered(cyd)
    amend_response(response=response, by=dan, **change)
    assert Response.objects.get().entered_by == cyd


def test_words_are_not_changed_any_more_once_a_moment_is_set(cyd: User, dan: User) -> None:
    """Otherwise they would become public without anybody else having read them."""
    draft = make.make_round(published=False, asked_on="2026-07-01")
    response = entered(cyd, draft)
    publish_round(round=draft, by=dan, at=timezone.now() + datetime.timedelta(days=1))
    response.refresh_from_db()
    [told] = refused(amend_response, response=response, by=cyd, answers={1: "No."})
    assert told.startswith("This response will be public on ")
    assert told.endswith(
        ": call that off before you change what it says, so that another publisher reads it before readers do. "
        "Nothing was changed."
    )
    assert Answer.objects.get().text == "Yes."


def test_a_held_answer_is_not_released_by_whoever_entered_it(cyd: User, dan: User) -> None:
    response = entered(cyd)
    withhold(answer=response.answers.get(), note="Being checked.", by=cyd)
    publish_response(response=response, by=dan)
    answer = Answer.objects.get()
    assert refused(release, answer=answer, by=cyd) == [REFUSAL, NOTHING]
    release(answer=answer, by=dan)
    assert Answer.objects.published().count() == 1


def test_a_held_answer_of_a_draft_is_released_by_anybody(cyd: User) -> None:
    answer = entered(cyd).answers.get()
    withhold(answer=answer, note="Being checked.", by=cyd)
    release(answer=answer, by=cyd)
    assert Answer.objects.published().count() == 0


def test_the_setting_switches_it_off(cyd: User, settings: Settings) -> None:
    settings.SECOND_PAIR_OF_EYES = frozenset({"silences"})
    publish_response(response=entered(cyd), by=cyd)
    assert Response.objects.published().count() == 1


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_of_a_response_says_so_before_the_button(cyd: User, dan: User) -> None:
    response = entered(cyd)
    address = reverse("admin:questions_response_publish", args=[response.pk])
    page = signed_in(cyd).get(address)
    assert REFUSAL in text_of(page)
    assert b"Publish now" not in page.content
    assert REFUSAL not in text_of(signed_in(dan).get(address))


def test_the_page_of_a_round_says_so_before_the_button(cyd: User, dan: User) -> None:
    draft = make.make_round(published=False, asked_on="2026-07-01")
    entered(cyd, draft)
    address = reverse("admin:questions_round_publish", args=[draft.pk])
    page = signed_in(cyd).get(address)
    assert REFUSAL in text_of(page)
    assert b"Publish now" not in page.content
    assert REFUSAL not in text_of(signed_in(dan).get(address))


def test_a_crafted_post_publishes_nothing(cyd: User) -> None:
    draft = make.make_round(published=False, asked_on="2026-07-01")
    first, second = entered(cyd, draft), entered(cyd, None, "Ben")
    client = signed_in(cyd)
    client.post(reverse("admin:questions_round_publish", args=[draft.pk]), {"when": "now"})
    client.post(reverse("admin:questions_response_publish", args=[first.pk]))
    client.post(reverse("admin:questions_response_publish", args=[second.pk]))
    assert Response.objects.published().count() == 0


@pytest.mark.parametrize(
    "change", [{"text": "Indeed."}, {"is_paraphrase": "on"}, {"inference": "Her office says so."}]
)
def test_the_page_of_one_answer_keeps_who_changed_its_words(
    change: dict[str, str], cyd: User, dan: User
) -> None:
    answer = entered(cyd).answers.get()
    done = send(signed_in(dan), reverse("admin:questions_answer_change", args=[answer.pk]), **change)
    assert done.status_code == 302, text_of(done)
    assert Response.objects.get().entered_by == dan


def test_a_note_beside_an_answer_is_not_its_words(cyd: User, dan: User) -> None:
    answer = entered(cyd).answers.get()
    send(signed_in(dan), reverse("admin:questions_answer_change", args=[answer.pk]), public_note="Checked.")
    assert Response.objects.get().entered_by == cyd
