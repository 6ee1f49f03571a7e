import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questions.models import (
    Answer,
    Approach,
    Campaign,
    Correction,
    Decision,
    NonRespondent,
    Publisher,
    Question,
    Recipient,
    Response,
    Round,
    Source,
)
from respondents.models import Body, Membership, Party, Politician
from tests import factories as make
from tests.pages import page_of

pytestmark = pytest.mark.django_db

MODELS = [
    Answer,
    Approach,
    Body,
    Campaign,
    Correction,
    Membership,
    NonRespondent,
    Party,
    Politician,
    Publisher,
    Question,
    Recipient,
    Response,
    Round,
    Source,
]
NOT_ADDED_BY_HAND = [Answer, NonRespondent, Publisher]


def plant(number: int) -> None:
    """As many rows of every model."""
    there = Body.objects.count()
    body = make.make_body(f"Council {there}")
    for place in range(number):
        party = Party.objects.create(slug=f"party-{there + place}", name=f"Party {place}", adjective="Some")
        round_ = make.make_round(questions=1, body=body, campaign=make.make_campaign())
        source = make.make_source()
        round_.sources.add(source)
        recipient = make.make_recipient(round_, party=party)
        silent = make.make_recipient(round_, decision=Decision.NO_RESPONSE, decision_source=source)
        make.make_membership(recipient.politician, body, party=party)  # type: ignore[arg-type]
        make.make_approach(silent)
        make.make_response(recipient, answers={1: "Words."})
        make.make_correction(round_)
        if place:
            make.make_body(f"Committee {there + place}", kind="committee", parent=body)


def queries_for(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def queries_for_every_page(client: Client) -> dict[str, int]:
    counted = {}
    for model in MODELS:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        first = model._default_manager.order_by("pk").first()
        pages = {
            "changelist": reverse(f"admin:{name}_changelist"),
            "change": reverse(f"admin:{name}_change", args=[first.pk]),  # type: ignore[union-attr]
        }
        if model not in NOT_ADDED_BY_HAND:
            pages["add"] = reverse(f"admin:{name}_add")
        for page, address in pages.items():
            counted[f"{name} {page}"] = queries_for(client, address)
    return counted


def test_every_model_of_the_record_has_its_pages() -> None:
    ours = {model for model in admin.site._registry if model._meta.app_label in {"questions", "respondents"}}
    assert ours == set(MODELS)


def test_every_page_asks_as_often_with_3_rows_as_with_300(admin_client: Client) -> None:
    plant(3)
    queries_for_every_page(admin_client)
    with_three = queries_for_every_page(admin_client)
    plant(297)
    assert queries_for_every_page(admin_client) == with_three
    assert max(with_three.values()) < 30


@pytest.mark.parametrize("model", NOT_ADDED_BY_HAND)
def test_what_follows_from_other_pages_is_not_added_by_hand(model: type, admin_client: Client) -> None:
    name = f"questions_{model._meta.model_name}"  # type: ignore[attr-defined]
    assert admin_client.get(reverse(f"admin:{name}_add")).status_code == 403


def test_a_new_response_is_entered_on_the_page_of_its_round(admin_client: Client) -> None:
    rounds = [make.make_round(questions=2) for _ in range(2)]
    address = f"{reverse('admin:questions_response_add')}?round={rounds[0].pk}"
    admin_client.get(address)  # what Django keeps of its content types is read once
    first = queries_for(admin_client, address)
    for _ in range(25):
        make.make_recipient(rounds[0])
    assert queries_for(admin_client, address) == first


AUTOCOMPLETED = [
    ("questions", "round", "campaign"),
    ("questions", "round", "body"),
    ("questions", "round", "follows"),
    ("questions", "round", "sources"),
    ("questions", "question", "repeats"),
    ("questions", "recipient", "politician"),
    ("questions", "recipient", "party"),
    ("questions", "approach", "recipient"),
    ("questions", "answer", "replaces"),
]


@pytest.mark.parametrize(("app", "model", "field"), AUTOCOMPLETED)
def test_choices_are_found_by_typing_with_a_fixed_number_of_queries(
    app: str, model: str, field: str, admin_client: Client
) -> None:
    choices = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
    plant(2)
    with CaptureQueriesContext(connection) as few:
        assert len(admin_client.get(reverse("admin:autocomplete"), choices).json()["results"]) >= 2
    plant(8)
    with CaptureQueriesContext(connection) as many:
        assert len(admin_client.get(reverse("admin:autocomplete"), choices).json()["results"]) >= 8
    assert len(many) == len(few)


DESK = [
    "round_desk",
    "round_approaches",
    "round_deadline",
    "round_members",
    "round_follow_up",
    "round_silences",
    "round_publish",
    "round_withdraw",
    "round_output",
]


@pytest.mark.parametrize("name", DESK)
def test_the_desks_pages_of_a_round_ask_as_often_with_3_people_as_with_60(
    name: str, admin_client: Client
) -> None:
    body = make.make_body()
    round_ = make.make_round(questions=2, published=False, body=body)

    def put_on_list(number: int) -> None:
        for place in range(number):
            recipient = make.make_recipient(round_, party=make.make_party())
            person = make.make_politician()
            for politician in (person, recipient.politician or person):
                make.make_membership(politician, body, start="2020", party=make.make_party())
            make.make_approach(recipient)
            if place % 2:
                make.make_response(recipient, answers={1: "One."}, published=False)
            else:
                Recipient._base_manager.filter(pk=recipient.pk).update(decision=Decision.NO_RESPONSE)

    address = reverse(f"admin:questions_{name}", args=[round_.pk])
    put_on_list(3)
    queries_for(admin_client, address)
    few = queries_for(admin_client, address)
    put_on_list(57)
    assert queries_for(admin_client, address) == few
    assert few < 30


def test_no_page_needs_more_than_the_security_policy_allows(admin_client: Client) -> None:
    plant(1)
    round_, response = Round.objects.get(), Response.objects.get()
    pages = [reverse(f"admin:questions_{name}", args=[round_.pk]) for name in [*DESK, "round_change"]]
    pages += [
        reverse(f"admin:questions_response_{name}", args=[response.pk])
        for name in ("change", "publish", "withdraw")
    ]
    for address in pages:
        answer = admin_client.get(address)
        page = page_of(answer)
        assert page.findall(".//*[@style]") == [], address
        assert page.findall(".//style") == [], address
        assert [
            script for script in page.iter("script") if not (script.get("src") or script.get("type"))
        ] == []
        assert not [
            element for element in page.iter() if any(name.startswith("on") for name in element.attrib)
        ]
