"""An embargo: nothing of a round on any surface before the moment, everything at once from then on."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from questions.actions import (
    call_off_publication,
    publish_response,
    publish_round,
    record_response,
    withdraw,
    withdraw_round,
)
from questions.actions.amendments import amend_response
from questions.feeds import subjects
from questions.feeds.news import latest_news
from questions.forms.publication import PublicationForm
from questions.models import Answer, Campaign, Correction, Recipient, Response, Round, Signatory
from questions.pages.lists import load_body_page, load_campaign_page, load_front_page, load_party_page
from questions.pages.politician_page import load_politician_page
from questions.pages.question_page import load_question_page
from questions.pages.round_page import load_round_page
from questions.round_card import load_poster
from questions.sitemaps import PublicPages
from tests.factories import (
    make_body,
    make_campaign,
    make_correction,
    make_party,
    make_recipient,
    make_reporter,
    make_response,
    make_round,
)
from tests.pages import messages_on, page_of, send, text_of

pytestmark = pytest.mark.django_db

CLOCKS_CHANGE = "The clocks change that night, and this time comes twice or not at all: choose another one."
SECOND = datetime.timedelta(seconds=1)
LONDON = ZoneInfo("Europe/London")
# The night on which the clocks go back: half past one comes twice, an hour apart.
BEFORE_THE_CHANGE = datetime.datetime(2027, 10, 31, 1, 30, tzinfo=LONDON, fold=0)
AFTER_THE_CHANGE = datetime.datetime(2027, 10, 31, 1, 30, tzinfo=LONDON, fold=1)


@pytest.fixture
def draft() -> Round:
    body, party = make_body("Anytown Council"), make_party("Greens")
    draft = make_round(
        slug="spring",
        campaign=make_campaign(slug="schools"),
        body=body,
        published=False,
        questions=1,
        asked_on="2026-07-01",
    )
    ann = make_recipient(draft, "Ann", party=party)
    make_response(ann, answers={1: "Words."}, published=False)
    make_correction(draft)
    return draft


def surfaces(at: datetime.datetime) -> dict[str, bool]:
    """Whether each surface shows anything of the round at the moment *at*."""
    home = load_front_page(at)
    return {
        "home": bool(home.campaigns or home.tallies or home.answers),
        "campaign": load_campaign_page("schools", at) is not None,
        "round": load_round_page("spring", at) is not None,
        "question": load_question_page("spring", 1, at) is not None,
        "politician": load_politician_page("ann", at) is not None,
        "party": load_party_page("greens", at) is not None,
        "body": load_body_page("anytown-council", at) is not None,
        "campaigns": Campaign.objects.published(at).exists(),
        "rounds": Round.objects.published(at).exists(),
        "recipients": Recipient.objects.published(at).exists(),
        "responses": Response.objects.published(at).exists(),
        "signatories": Signatory.objects.public(at).exists(),
        "answers": Answer.objects.published(at).exists(),
        "corrections": Correction.objects.published(at).exists(),
        "feed": bool(latest_news(subjects.everything(at), "", at)),
        "feed of corrections": bool(latest_news(subjects.corrections(at), "", at)),
        "feed of the campaign": subjects.of_campaign("schools", at) is not None,
        "feed of the round": subjects.of_round("spring", at) is not None,
        "feed of the politician": subjects.of_politician("ann", at) is not None,
        "card": load_poster("spring", at) is not None,
        "sitemap": bool(PublicPages(at).rounds or PublicPages(at).asked),
    }


@pytest.mark.parametrize("moment", [BEFORE_THE_CHANGE, AFTER_THE_CHANGE])
def test_nothing_is_public_before_the_moment_and_everything_from_then_on(
    moment: datetime.datetime, draft: Round, editor: User
) -> None:
    publish_round(round=draft, by=editor, at=moment)
    stored = Round.objects.get().published_at
    assert stored is not None
    assert stored.timestamp() == moment.timestamp()
    assert [name for name, shown in surfaces(stored - SECOND).items() if shown] == []
    assert [name for name, shown in surfaces(stored).items() if not shown] == []


def test_the_same_time_an_hour_apart_is_two_moments(draft: Round, editor: User) -> None:
    publish_round(round=draft, by=editor, at=AFTER_THE_CHANGE)
    assert not any(surfaces(BEFORE_THE_CHANGE.astimezone(datetime.UTC)).values())
    assert AFTER_THE_CHANGE.timestamp() - BEFORE_THE_CHANGE.timestamp() == 3600


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_set_time_is_moved_with_every_reply(draft: Round, editor: User, hours: int) -> None:
    publish_round(round=draft, by=editor, at=AFTER_THE_CHANGE)
    moved = AFTER_THE_CHANGE.astimezone(datetime.UTC) + datetime.timedelta(hours=hours)
    publish_round(round=draft, by=editor, at=moved)
    assert list(Round.objects.values_list("published_at", flat=True)) == [moved]
    assert list(Response.objects.values_list("published_at", flat=True)) == [moved]


def test_a_set_time_is_called_off_and_everything_is_a_draft_again(draft: Round, editor: User) -> None:
    publish_round(round=draft, by=editor, at=AFTER_THE_CHANGE)
    call_off_publication(round=draft, by=editor)
    assert (draft.published_at, Response.objects.get().published_at) == (None, None)
    with pytest.raises(ValidationError) as refused:
        call_off_publication(round=draft, by=editor)
    assert refused.value.messages == [
        "No publication of this round lies ahead, so there is nothing to call off.",
    ]


def test_words_put_right_before_the_moment_are_what_verify_proves(
    draft: Round, editor: User, settings: Settings
) -> None:
    settings.SECOND_PAIR_OF_EYES = frozenset()
    publish_round(round=draft, by=editor, at=AFTER_THE_CHANGE)
    response = Response.objects.get()
    assert response.original == "1)\n\nWords."
    amend_response(response=response, answers={1: "Better words."}, by=editor)
    assert Response.objects.get().original == "1)\n\nBetter words."


def test_a_reply_that_comes_before_the_moment_is_known_at_the_moment_and_published_by_itself(
    draft: Round, editor: User
) -> None:
    ben = make_recipient(draft, "Ben")
    publish_round(round=draft, by=editor, at=AFTER_THE_CHANGE)
    late = record_response(round=draft, signatories=[ben], answers={1: "Later."}, by=editor)
    assert late.published_at is None
    listed = Recipient.objects.with_standing(AFTER_THE_CHANGE).get(slug="ben")
    assert listed.standing == "replied"


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("", "Say when it is to be published, or choose “now”."),
        ("2020-01-01T09:00", "This time has passed: choose a later one, or “now”."),
        (
            "2027-10-31T01:30",
            CLOCKS_CHANGE,
        ),
        (
            "2027-03-28T01:30",
            CLOCKS_CHANGE,
        ),
        ("soon", "Enter a valid date/time."),
    ],
)
def test_a_set_time_that_cannot_be_kept_is_a_sentence(at: str, sentence: str) -> None:
    assert PublicationForm({"when": "later", "at": at}).errors == {"at": [sentence]}


def test_the_page_publishes_at_a_set_time_and_calls_it_off(draft: Round, admin_client: Client) -> None:
    address = reverse("admin:questions_round_publish", args=[draft.pk])
    done = send(admin_client, address, "", when="later", at="2027-10-31T09:00")
    told = "31 October 2027, 9am"
    assert messages_on(admin_client.get(done.url)) == [
        f"“{draft}” will be public on {told}. Until then readers find nothing of it."
    ]
    assert f"This round is to be public on {told}." in text_of(admin_client.get(address))
    assert Round.objects.get().published_at == datetime.datetime(2027, 10, 31, 9, tzinfo=datetime.UTC)
    seen = page_of(admin_client.get(address)).find(".//input[@name='seen']")
    assert seen is not None
    done = admin_client.post(address, {"call_off": "1", "seen": seen.get("value", "")})
    assert messages_on(admin_client.get(done.headers["Location"])) == [
        f"The publication of “{draft}” is called off: it is a draft again."
    ]
    assert Round.objects.get().published_at is None


def test_now_is_now_whatever_time_was_typed_beside_it(draft: Round, admin_client: Client) -> None:
    address = reverse("admin:questions_round_publish", args=[draft.pk])
    send(admin_client, address, "", when="now", at="2027-10-31T09:00")
    assert Round.objects.published(timezone.now()).get() == draft


def test_a_reply_that_comes_after_the_time_was_set_is_said_to_be_left_out(
    draft: Round, editor: User, admin_client: Client
) -> None:
    moment = timezone.now() + datetime.timedelta(days=2)
    publish_round(round=draft, by=editor, at=moment)
    ben = make_recipient(draft, "Ben")
    record_response(round=draft, signatories=[ben], answers={1: "Late."}, by=make_reporter("ada"))
    desk = text_of(admin_client.get(reverse("admin:questions_round_desk", args=[draft.pk])))
    assert "One reply is no part of what goes out on" in desk
    publish = reverse("admin:questions_round_publish", args=[draft.pk])
    told = (
        "As it is set now, it goes out without the response from Ben, which came in after the time was set."
    )
    assert told in text_of(admin_client.get(publish))
    assert [each.published_at for each in Response.objects.order_by("pk")] == [moment, None]
    publish_round(round=draft, by=editor, at=moment)
    assert told not in text_of(admin_client.get(publish))
    assert [each.published_at for each in Response.objects.order_by("pk")] == [moment, moment]


AGAIN_AT_ONCE = (
    "This was withdrawn, and a set time is only for what readers have not seen: publish it again now, or come "
    "back when it is time. Nothing was changed."
)


def test_a_withdrawn_round_comes_back_now_and_at_no_set_time(draft: Round, editor: User) -> None:
    publish_round(round=draft, by=editor)
    withdraw_round(round=draft, by=editor, note="Legal.")
    before = Round.objects.values().get()
    with pytest.raises(ValidationError) as refused:
        publish_round(round=draft, by=editor, at=timezone.now() + datetime.timedelta(days=5))
    assert refused.value.messages == [AGAIN_AT_ONCE]
    now = timezone.now()
    shown = [name for name, seen in surfaces(now).items() if seen]
    assert shown == ["feed", "feed of corrections"]  # the note of the withdrawal
    assert (Round.objects.values().get(), Correction.objects.published(now).count()) == (before, 0)
    assert Correction.objects.count() == 1  # the one there was: none says that it is published again
    draft.refresh_from_db()
    publish_round(round=draft, by=editor, at=now)
    assert Round.objects.published().get() == draft


def test_a_withdrawn_reply_comes_back_now_and_at_no_set_time(draft: Round, editor: User) -> None:
    publish_round(round=draft, by=editor)
    response = Response.objects.get()
    withdraw(response=response, by=editor, note="Legal.")
    before = Response.objects.values().get()
    with pytest.raises(ValidationError) as refused:
        publish_response(response=response, by=editor, at=timezone.now() + datetime.timedelta(days=5))
    assert refused.value.messages == [AGAIN_AT_ONCE]
    assert (Response.objects.values().get(), Answer.objects.published().count()) == (before, 0)
    response.refresh_from_db()
    publish_response(response=response, by=editor)
    assert Answer.objects.published().get().text == "Words."


def test_the_page_of_a_withdrawn_round_offers_no_set_time(draft: Round, admin_client: Client) -> None:
    draft.published_at = draft.withdrawn_at = timezone.now()
    draft.save()
    address = reverse("admin:questions_round_publish", args=[draft.pk])
    page = page_of(admin_client.get(address))
    assert [each.get("value") for each in page.findall(".//input[@name='when']")] == ["now"]
    assert page.findall(".//input[@name='at']") == []
    refused = send(admin_client, address, "", when="later", at="2099-10-31T09:00")
    assert (refused.status_code, Round.objects.published().exists()) == (200, False)
    send(admin_client, address, "")
    assert Round.objects.published().get() == draft
