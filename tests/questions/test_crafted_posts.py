"""What no page offers is refused when it is sent all the same, and nothing is changed by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from questions.models import Approach, Question, Recipient, Response, Round
from tests import factories as make
from tests.pages import fields_of, send
from tests.questions.test_publicity import everything_of
from tests.questions.test_rights_on_rows import everything, page_for, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter() -> Client:
    return signed_in(make.make_reporter())


@pytest.fixture
def publisher() -> Client:
    return signed_in(make.make_publisher())


@pytest.fixture
def viewer() -> Client:
    return signed_in(make.make_viewer())


@pytest.fixture
def public() -> dict[str, models.Model]:
    return everything_of(make.make_round(title="Public", asked_on="2026-07-01"))


def ready_to_publish() -> tuple[Round, Response]:
    draft = make.make_round(published=False, asked_on="2026-07-01")
    make.make_response(make.make_recipient(draft), answers={1: "Yes."}, published=False)
    later = make.make_response(make.make_recipient(make.make_round()), answers={1: "Late."}, published=False)
    return draft, later


@pytest.mark.parametrize("who", ["reporter", "viewer"])
def test_nobody_publishes_by_sending_what_a_publishers_page_would(who: str, publisher: Client) -> None:
    client = signed_in(make.make_reporter() if who == "reporter" else make.make_viewer())
    for row in ready_to_publish():
        sent = fields_of(publisher.get(page_for(row, "publish")))
        before = everything()
        assert client.post(page_for(row, "publish"), sent).status_code == 403
        assert everything() == before
        assert publisher.post(page_for(row, "publish"), sent).status_code == 302


@pytest.mark.parametrize("who", ["reporter", "viewer"])
@pytest.mark.parametrize("name", ["round", "response"])
def test_nobody_withdraws_by_sending_what_a_publishers_page_would(
    who: str, name: str, public: dict[str, models.Model], publisher: Client
) -> None:
    client = signed_in(make.make_reporter() if who == "reporter" else make.make_viewer())
    address = page_for(public[name], "withdraw")
    sent = fields_of(publisher.get(address)) | {"note": ["Wrong."]}
    before = everything()
    assert client.post(address, sent).status_code == 403
    assert everything() == before


def test_a_publication_that_lies_ahead_is_not_called_off_by_a_reporter(reporter: Client) -> None:
    ahead = make.make_round(asked_on="2026-07-01", published_at=make.PUBLISHED.replace(year=2999))
    make.make_recipient(ahead)
    before = everything()
    for page in ("publish", "withdraw"):
        assert reporter.post(page_for(ahead, page), {"call_off": "1", "note": "No."}).status_code == 403
    assert everything() == before


CHANGED_PAGES = [
    "campaign",
    "round",
    "question",
    "recipient",
    "approach",
    "response",
    "answer",
    "correction",
    "source named by the round",
    "politician",
    "party",
    "committee",
]


@pytest.mark.parametrize("name", CHANGED_PAGES)
@pytest.mark.parametrize("extra", [{"_save": "1"}, {"_continue": "1"}, {"_popup": "1"}, {"_saveasnew": "1"}])
def test_a_viewer_saves_nothing_with_a_publishers_form(
    name: str, extra: dict[str, str], viewer: Client, publisher: Client
) -> None:
    row = everything_of(make.make_round(published=False), response_is_public=False)[name]
    sent: dict[str, Any] = {**fields_of(publisher.get(page_for(row))), **extra}
    sent |= {
        "title": "Another",
        "name": "Another",
        "text": "Another",
        "was": "Another",
        "private_note": "Another",
    }
    before = everything()
    assert viewer.post(page_for(row), sent).status_code == 403
    assert viewer.post(reverse(page_to_add(row)), sent).status_code == 403
    assert viewer.post(page_for(row, "delete"), {"post": "yes"}).status_code == 403
    assert everything() == before


def page_to_add(row: models.Model) -> str:
    return f"admin:{row._meta.app_label}_{row._meta.model_name}_add"


@pytest.mark.parametrize("name", CHANGED_PAGES)
@pytest.mark.parametrize(
    "extra", [{"_save": "1"}, {"_popup": "1"}, {"_saveasnew": "1"}, {"_saveasnew": "1", "_popup": "1"}]
)
def test_a_reporter_saves_nothing_public_with_a_publishers_form(
    name: str, extra: dict[str, str], public: dict[str, models.Model], reporter: Client, publisher: Client
) -> None:
    sent: dict[str, Any] = {**fields_of(publisher.get(page_for(public[name]))), **extra}
    sent |= {"title": "Another", "name": "Another", "text": "Another", "was": "Another"}
    before = everything()
    assert reporter.post(page_for(public[name]), sent).status_code in {200, 403}
    assert everything() == before


@pytest.mark.parametrize("who", ["reporter", "viewer"])
@pytest.mark.parametrize("name", [*CHANGED_PAGES, "council"])
def test_list_actions_delete_nothing_public(who: str, name: str, public: dict[str, models.Model]) -> None:
    """Chosen together with a row that could go, neither goes."""
    client = signed_in(make.make_reporter() if who == "reporter" else make.make_viewer())
    row = public[name]
    other = everything_of(make.make_round(published=False), response_is_public=False)[name]
    options = row._meta
    before = everything()
    client.post(
        reverse(f"admin:{options.app_label}_{options.model_name}_changelist"),
        {"action": "delete_selected", "_selected_action": [other.pk, row.pk], "post": "yes"},
    )
    assert everything() == before


def test_a_viewer_runs_no_list_action(viewer: Client) -> None:
    draft = make.make_round(published=False, deadline_on="2026-01-01")
    recipient = make.make_recipient(draft)
    before = everything()
    for action in ("record_an_approach", "record_no_response", "delete_selected"):
        fields = {"action": action, "_selected_action": [recipient.pk], "apply": "1", "post": "yes"}
        viewer.post(
            reverse("admin:questions_recipient_changelist"), fields | {"kind": "request", "channel": "email"}
        )
    assert everything() == before


def test_a_row_of_another_round_is_not_reached_through_a_drafts_page(reporter: Client) -> None:
    public, draft = make.make_round(), make.make_round(published=False)
    theirs = make.make_recipient(public, "Ann")
    make.make_recipient(draft, "Ben")
    question = public.questions.get(number=1)
    for sent in (
        {"questions-0-id": str(question.pk), "questions-0-text": "Really?"},
        {"questions-0-id": str(question.pk), "questions-0-DELETE": "on"},
        {"questions-2-id": str(question.pk), "questions-2-text": "Really?", "questions-2-number": "3"},
        {"questions-0-round": str(public.pk), "questions-0-text": "Really?"},
        {"recipients-0-id": str(theirs.pk), "recipients-0-role": "chair"},
        {"recipients-0-id": str(theirs.pk), "recipients-0-DELETE": "on"},
        {"recipients-0-round": str(public.pk)},
    ):
        before = of_round(public)
        send(reporter, page_for(draft), **sent)
        assert of_round(public) == before, sent


def of_round(round_: Round) -> list[Any]:
    kinds: list[Any] = [Question, Recipient]
    return [list(kind.objects.filter(round=round_).order_by("pk").values()) for kind in kinds]


def test_an_approach_to_somebody_else_is_not_reached_through_a_page(reporter: Client) -> None:
    theirs = make.make_approach(make.make_recipient(make.make_round(), "Ann"), outcome="bounced")
    ben = make.make_recipient(make.make_round(published=False), "Ben")
    own = make.make_approach(ben)
    for sent in (
        {"approaches-0-id": str(theirs.pk), "approaches-0-outcome": "sent"},
        {"approaches-0-id": str(theirs.pk), "approaches-0-DELETE": "on"},
        {"approaches-1-id": str(theirs.pk), "approaches-1-made_on": "2026-07-05"},
        {"approaches-0-recipient": str(theirs.recipient_id), "approaches-0-outcome": "bounced"},
    ):
        send(reporter, page_for(ben), **sent)
        found = Approach.objects.get(pk=theirs.pk)
        assert (found.outcome, found.recipient_id) == ("bounced", theirs.recipient_id), sent
        assert Approach.objects.filter(recipient=theirs.recipient).count() == 1, sent
    assert Approach.objects.get(pk=own.pk).recipient == ben


def test_an_address_of_somebody_else_is_not_reached_through_a_page(reporter: Client) -> None:
    ann, ben = make.make_politician("Ann"), make.make_politician("Ben")
    address = make.make_contact_address(ann)
    for sent in (
        {
            "contact_addresses-TOTAL_FORMS": "1",
            "contact_addresses-INITIAL_FORMS": "1",
            "contact_addresses-0-DELETE": "on",
        },
        {
            "contact_addresses-TOTAL_FORMS": "1",
            "contact_addresses-INITIAL_FORMS": "1",
            "contact_addresses-0-value": "x",
        },
    ):
        send(reporter, page_for(ben), **sent, **{"contact_addresses-0-id": str(address.pk)})
        address.refresh_from_db()
        assert (address.politician, address.value) == (ann, "private@example.org")


def test_a_response_is_recorded_as_a_draft_whatever_is_sent_with_it(reporter: Client) -> None:
    round_ = make.make_round()
    ben = make.make_recipient(round_, "Ben")
    somebody = make.make_user()
    address = f"{reverse('admin:questions_response_add')}?round={round_.pk}"
    given = {"published_at": "2026-07-03", "published_at_0": "2026-07-03", "published_at_1": "09:00"}
    given |= {"withdrawal_note": "x", "entered_by": str(somebody.pk), "version": "9", "slug": "theirs"}
    assert send(reporter, address, signatories=[ben.pk], answer_1="Yes.", **given).status_code == 302
    response = Response.objects.get()
    assert (response.published_at, response.withdrawal_note) == (None, "")
    assert response.entered_by != somebody


def test_choices_are_looked_up_by_whoever_may_see_them(public: dict[str, models.Model]) -> None:
    asked = {"app_label": "questions", "model_name": "recipient", "field_name": "politician", "term": "Ann"}
    address = reverse("admin:autocomplete")
    nobody = signed_in(make.make_user(is_superuser=False))
    assert nobody.get(address, asked).status_code == 403
    somebody = make.make_user(is_superuser=False)
    somebody.user_permissions.add(*make.permissions("view_recipient", "change_recipient"))
    assert signed_in(somebody).get(address, asked).status_code == 403
    found = signed_in(make.make_viewer()).get(address, asked).json()["results"]
    assert [each["text"] for each in found] == [str(public["politician"])]


def test_a_history_is_looked_at_and_not_written(public: dict[str, models.Model], reporter: Client) -> None:
    before = everything()
    assert (
        reporter.post(page_for(public["round"], "history"), {"text": "Another", "_save": "1"}).status_code
        == 200
    )
    assert everything() == before


def test_everybody_changes_their_own_password_and_nobody_elses(client: Client) -> None:
    old, new = "a password of her own", "another one of her own"
    ann, ben = make.make_reporter("ann"), make.make_reporter("ben")
    ann.set_password(old)
    ann.save()
    client.force_login(ann)
    sent = {
        "old_password": old,
        "new_password1": new,
        "new_password2": new,
        "username": "ben",
        "user": str(ben.pk),
    }
    assert client.post(reverse("admin:password_change"), sent).status_code == 302
    ann.refresh_from_db()
    ben.refresh_from_db()
    assert (ann.check_password(new), ben.has_usable_password()) == (True, False)
    assert client.post(reverse("admin:auth_user_password_change", args=[ben.pk]), sent).status_code == 404


def test_a_reporter_confirms_no_silence_on_a_page_of_somebody(reporter: Client) -> None:
    """Not in a draft either: the claim would be public with the round, on the word of whoever entered it."""
    for published in (False, True):
        round_ = make.make_round(published=published, deadline_on="2026-07-02")
        recipient = make.make_recipient(round_)
        make.make_approach(recipient)
        before = everything()
        send(reporter, page_for(recipient), decision="no_response")
        assert everything() == before


def test_a_confirmed_silence_is_not_taken_back_or_reworded_by_a_reporter(reporter: Client) -> None:
    draft = make.make_round(published=False, deadline_on="2026-07-02")
    recipient = make.make_recipient(draft, decision="no_response", decision_wording="As it was.")
    make.make_approach(recipient)
    before = everything()
    for sent in ({"decision": ""}, {"decision": "left"}, {"decision_wording": "Otherwise."}):
        send(reporter, page_for(recipient), **sent)
        assert everything() == before, sent


def test_an_excuse_is_decided_by_a_reporter_in_a_draft_and_by_a_publisher_in_public(
    reporter: Client, publisher: Client
) -> None:
    excuse = {"decision": "excused", "decision_wording": "on sick leave"}
    ann = make.make_recipient(make.make_round(published=False), "Ann")
    assert send(reporter, page_for(ann), **excuse).status_code == 302
    ben = make.make_recipient(make.make_round(), "Ben")
    assert send(reporter, page_for(ben), **excuse).status_code == 200
    assert Recipient.objects.get(pk=ben.pk).decision == ""
    told = {
        "correction-was": "He had not replied.",
        "correction-now": "He is excused.",
        "correction-kind": "correction",
    }
    assert send(reporter, page_for(ben), **excuse, **told).status_code == 200
    assert Recipient.objects.get(pk=ben.pk).decision == ""
    assert send(publisher, page_for(ben), **excuse, **told).status_code == 302
    assert Recipient.objects.get(pk=ben.pk).decision == "excused"
