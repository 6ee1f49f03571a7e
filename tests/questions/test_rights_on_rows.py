"""A reporter changes what readers do not see; what they see is read-only to a reporter, however it is sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from questions.integrity import editorial_models
from questions.models import Approach, Question, Recipient, Response, Round
from respondents.models import ContactAddress
from tests import factories as make
from tests.pages import fields_of, page_of, send, text_of
from tests.questions.test_publicity import everything_of

pytestmark = pytest.mark.django_db

REFUSAL = "Readers see this by now, so only a publisher can change it. Nothing was saved."
CLOSED = "Readers see this, so only a publisher can change it. If something is wrong, tell one."

LOOKED_AT = [
    "campaign",
    "question",
    "response",
    "answer",
    "party",
    "committee",
]
OPEN_IN_PART = {
    "round": {"notes"},
    "recipient": {"private_note"},
    "approach": {"made_to", "private_note"},
    "source of a response": {"text", "quotation_marks", "closing_words", "furniture"},
    "politician": set[str](),
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reporter() -> Client:
    return signed_in(make.make_reporter())


@pytest.fixture
def publisher() -> Client:
    return signed_in(make.make_publisher())


def page_for(row: models.Model, page: str = "change") -> str:
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[row.pk])


def own_boxes(client: Client, row: models.Model) -> set[str]:
    """The boxes of the row itself on its page: those of the rows below it have a dash in their names."""
    sent = fields_of(client.get(page_for(row)))
    return {name for name in sent if "-" not in name} - {"csrfmiddlewaretoken", "seen"}


def copy_of(row: models.Model) -> dict[str, Any]:
    return dict(type(row)._base_manager.values().get(pk=row.pk))


def everything() -> list[Any]:
    """All editorial rows as they are, to see that nothing was changed."""
    return [list(kind._base_manager.order_by("pk").values()) for kind in editorial_models()]


@pytest.fixture
def public() -> dict[str, models.Model]:
    return everything_of(make.make_round())


@pytest.mark.parametrize("name", LOOKED_AT)
def test_what_is_all_public_can_only_be_looked_at(
    name: str, public: dict[str, models.Model], reporter: Client, publisher: Client
) -> None:
    page = reporter.get(page_for(public[name]))
    assert page.status_code == 200
    assert CLOSED in text_of(page)
    assert b'name="_save"' not in page.content
    assert CLOSED not in text_of(publisher.get(page_for(public[name])))
    before = everything()
    assert (
        reporter.post(page_for(public[name]), fields_of(publisher.get(page_for(public[name])))).status_code
        == 403
    )
    assert everything() == before


@pytest.mark.parametrize("name", OPEN_IN_PART)
def test_what_readers_never_see_stays_open(
    name: str, public: dict[str, models.Model], reporter: Client
) -> None:
    page = reporter.get(page_for(public[name]))
    assert f"{CLOSED} What readers never see stays open to you." in text_of(page)
    assert own_boxes(reporter, public[name]) == OPEN_IN_PART[name]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("round", "notes"),
        ("recipient", "private_note"),
        ("approach", "private_note"),
        ("source of a response", "text"),
    ],
)
def test_a_private_note_is_changed_and_nothing_else(
    name: str, field: str, public: dict[str, models.Model], reporter: Client
) -> None:
    row, before = public[name], copy_of(public[name])
    answer = send(reporter, page_for(row), **{field: "Ring her."})
    assert answer.status_code == 302, text_of(answer)
    changed = {key for key, value in copy_of(row).items() if value != before[key]}
    assert changed == {field, "version"}


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("round", "title", "Another"),
        ("round", "deadline_on", "2030-01-01"),
        ("recipient", "party", ""),
        ("recipient", "decision", "left"),
        ("recipient", "own_deadline_on", "2030-01-01"),
        ("approach", "outcome", "bounced"),
        ("source of a response", "title", "Another"),
        ("politician", "name", "Another"),
    ],
)
def test_a_field_that_readers_see_is_refused_when_it_is_sent_all_the_same(
    name: str, field: str, value: str, public: dict[str, models.Model], reporter: Client
) -> None:
    """As from a page that was opened while the row was a draft: nothing that was typed is dropped in silence."""
    before = everything()
    page = send(reporter, page_for(public[name]), **{field: value})
    assert (page.status_code, REFUSAL in text_of(page)) == (200, True)
    assert everything() == before


def test_a_page_from_before_the_publication_saves_nothing_afterwards(reporter: Client) -> None:
    draft = make.make_round(published=False)
    sent = fields_of(reporter.get(page_for(draft))) | {"questions-0-text": ["Really?"], "_save": ["1"]}
    type(draft)._base_manager.update(published_at=make.PUBLISHED)
    before = everything()
    page = reporter.post(page_for(draft), sent)
    assert (page.status_code, REFUSAL in text_of(page)) == (200, True)
    assert everything() == before


def test_drafts_are_open_to_reporters(reporter: Client) -> None:
    rows = everything_of(make.make_round(published=False), response_is_public=False)
    for name, row in rows.items():
        if name not in {"signatory", "correction"}:
            assert CLOSED not in text_of(reporter.get(page_for(row))), name
            assert b'name="_save"' in reporter.get(page_for(row)).content, name
    answer = send(reporter, page_for(rows["round"]), title="A better title")
    assert answer.status_code == 302, text_of(answer)
    assert Round.objects.get().title == "A better title"


def test_publishers_change_what_readers_see(public: dict[str, models.Model], publisher: Client) -> None:
    for name in [*LOOKED_AT, *OPEN_IN_PART]:
        assert b'name="_save"' in publisher.get(page_for(public[name])).content, name


def test_viewers_look_at_everything_and_change_nothing(public: dict[str, models.Model]) -> None:
    viewer = signed_in(make.make_viewer())
    before = everything()
    for name in [*LOOKED_AT, *OPEN_IN_PART, "correction"]:
        page = viewer.get(page_for(public[name]))
        assert (page.status_code, b'name="_save"' in page.content) == (200, False), name
        assert CLOSED not in text_of(page), name
        assert viewer.post(page_for(public[name]), {"title": "Another"}).status_code == 403, name
    assert everything() == before


def test_a_round_shows_its_questions_and_people_without_boxes(
    public: dict[str, models.Model], reporter: Client
) -> None:
    sent = fields_of(reporter.get(page_for(public["round"])))
    written = {name.split("-")[-1] for name in sent if "-" in name and not name.endswith("_FORMS")}
    assert written <= {"id", "round"}
    assert sent["questions-TOTAL_FORMS"] == sent["questions-INITIAL_FORMS"]


@pytest.mark.parametrize(
    "sent",
    [
        {"questions-0-text": "Really?"},
        {"recipients-0-role": "chair"},
        {"recipients-0-DELETE": "on"},
        {"questions-TOTAL_FORMS": "3", "questions-2-text": "One more?"},
        {"recipients-2-TOTAL_FORMS": "1", "recipients-2-0-kind": "group", "recipients-2-0-name": "Others"},
    ],
)
def test_rows_of_a_public_round_are_refused_when_they_are_sent_all_the_same(
    sent: dict[str, str], public: dict[str, models.Model], reporter: Client
) -> None:
    before = everything()
    page = send(reporter, page_for(public["round"]), **sent)
    assert (page.status_code, REFUSAL in text_of(page)) == (200, True)
    assert everything() == before


def test_an_approach_is_added_to_somebody_on_a_public_list(
    public: dict[str, models.Model], reporter: Client
) -> None:
    recipient = public["recipient"]
    new = {"approaches-1-made_on": "2026-07-05", "approaches-1-kind": "reminder"}
    answer = send(reporter, page_for(recipient), **new)
    assert answer.status_code == 302, text_of(answer)
    assert [each.made_on for each in Approach.objects.order_by("pk")] == ["2026-07-01", "2026-07-05"]
    answer = send(
        reporter, reverse("admin:questions_approach_add"), recipient=recipient.pk, made_on="2026-07-06"
    )
    assert answer.status_code == 302, text_of(answer)
    assert Approach.objects.count() == 3


@pytest.mark.parametrize("sent", [{"approaches-0-outcome": "bounced"}, {"approaches-0-DELETE": "on"}])
def test_an_approach_that_was_recorded_is_evidence(
    sent: dict[str, str], public: dict[str, models.Model], reporter: Client
) -> None:
    before = everything()
    page = send(reporter, page_for(public["recipient"]), **sent)
    assert (page.status_code, REFUSAL in text_of(page)) == (200, True)
    assert everything() == before


def test_a_later_response_to_a_public_round_is_recorded_and_put_right(reporter: Client) -> None:
    round_ = make.make_round()
    ben = make.make_recipient(round_, "Ben")
    address = f"{reverse('admin:questions_response_add')}?round={round_.pk}"
    assert send(reporter, address, signatories=[ben.pk], answer_1="Yes.").status_code == 302
    response = Response.objects.get()
    assert send(reporter, page_for(response), answer_1="No.").status_code == 302
    assert response.answers.get().text == "No."


def test_a_reply_that_readers_know_of_is_struck_by_a_publisher_and_deleted_by_nobody(
    reporter: Client, publisher: Client
) -> None:
    round_ = make.make_round()
    response = make.make_response(make.make_recipient(round_), published=False)
    for client in (reporter, publisher):
        assert client.post(page_for(response, "delete"), {"post": "yes"}).status_code == 403
    assert reporter.get(page_for(response, "strike")).status_code == 403
    assert publisher.get(page_for(response, "strike")).status_code == 200


@pytest.mark.parametrize("model", ["recipient", "question"])
def test_nobody_is_put_on_a_public_list_by_a_reporter(model: str, reporter: Client) -> None:
    round_ = make.make_round(published=False)
    before = (Recipient.objects.count(), Question.objects.count())
    address = reverse(f"admin:questions_{model}_add")
    sent = fields_of(reporter.get(address))
    Round._base_manager.update(published_at=make.PUBLISHED)
    given = {"round": round_.pk, "kind": "group", "name": "Others", "number": "3", "text": "One more?"}
    if model == "question":
        given["kind"] = "open"
    page = reporter.post(address, sent | given)
    assert page.status_code == 200, model
    assert (Recipient.objects.count(), Question.objects.count()) == before


def test_contact_addresses_stay_open_on_the_page_of_somebody_readers_see(
    public: dict[str, models.Model], reporter: Client
) -> None:
    new = {"contact_addresses-TOTAL_FORMS": "1", "contact_addresses-0-value": "ann@example.org"} | {
        "contact_addresses-0-kind": "email"
    }
    answer = send(reporter, page_for(public["politician"]), **new)
    assert answer.status_code == 302, text_of(answer)
    assert ContactAddress.objects.get().value == "ann@example.org"


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("role", ["viewer", "reporter", "publisher"])
def test_the_desk_of_a_round_offers_nothing_that_would_be_refused(role: str, published: bool) -> None:
    people = {"viewer": make.make_viewer, "reporter": make.make_reporter, "publisher": make.make_publisher}
    client = signed_in(people[role]())
    round_ = make.make_round(published=published)
    make.make_recipient(round_)
    page = page_of(client.get(page_for(round_, "desk"))).find(".//div[@id='content']")
    assert page is not None
    offered = {link.get("href", "") for link in page.iter("a")}
    offered |= {f"{button.get('formaction')}?round={round_.pk}" for button in page.iter("button")} - {"None"}
    addresses = {address.partition("#")[0] for address in offered if address.startswith("/")}
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )
    named = {address.split("/")[5] for address in addresses if address.startswith("/admin/questions/round/")}
    assert ("publish" in named or "withdraw" in named) is (role == "publisher")


def test_the_desk_tells_a_publisher_what_somebody_else_has_to_publish() -> None:
    round_ = make.make_round(published=False, asked_on="2026-07-01")
    cyd, dan = make.make_publisher(), make.make_publisher()
    make.make_response(
        make.make_recipient(round_, "Ann"), answers={1: "Yes."}, published=False, entered_by=cyd
    )
    told = "You entered the response from Ann yourself"
    assert told in text_of(signed_in(cyd).get(page_for(round_, "desk")))
    assert told not in text_of(signed_in(dan).get(page_for(round_, "desk")))


def test_a_response_offers_a_reporter_no_publication(reporter: Client, publisher: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round()), published=False)
    assert b"/publish/" not in reporter.get(page_for(response)).content
    assert b"/publish/" in publisher.get(page_for(response)).content
