"""A whole round by hand: a reporter makes it from an empty record, a publisher publishes it, and readers get it."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from questions.counting import count_round
from questions.models import Campaign, Recipient, Response, Round, Standing
from questions.sentences import counting_sentence
from respondents.models import Body, Party, Politician
from tests.factories import make_publisher, make_reporter
from tests.pages import fields_of, send, text_of

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reporter() -> Client:
    return signed_in(make_reporter())


@pytest.fixture
def publisher() -> Client:
    return signed_in(make_publisher())


PEOPLE = {
    "Ann Able": ("Able, Ann", "chairman", "North", "green-party"),
    "Bob Best": ("Best, Bob", "", "South", "green-party"),
    "Cyd Calm": ("Calm, Cyd", "", "East", ""),
    "Dan Dear": ("Dear, Dan", "", "West", ""),
}


def add(client: Client, model: str, **fields: object) -> object:
    answer = send(client, reverse(f"admin:{model}_add"), **fields)
    assert answer.status_code == 302, text_of(answer)
    return answer


def make_the_people(client: Client) -> Body:
    add(client, "respondents_party", name="Green Party", adjective="Green", slug="green-party")
    add(client, "respondents_body", name="Anytown Council", kind="council", slug="anytown-council")
    body, party = Body.objects.get(), Party.objects.get()
    for name, (sort_name, role, area, party_slug) in PEOPLE.items():
        seat = {
            "body": body.pk,
            "party": party.pk if party_slug else "",
            "role": role,
            "area": area,
            "start": "2020",
        }
        add(
            client,
            "respondents_politician",
            name=name,
            sort_name=sort_name,
            slug=name.lower().replace(" ", "-"),
            **{"memberships-TOTAL_FORMS": "1"},
            **{f"memberships-0-{field}": value for field, value in seat.items()},
        )
    assert Politician.objects.count() == 4
    return body


def make_the_round(client: Client, body: Body) -> Round:
    add(client, "questions_campaign", title="Better buses", slug="better-buses")
    answer = add(
        client,
        "questions_round",
        campaign=Campaign.objects.get().pk,
        title="Anytown's councillors",
        slug="anytown-councillors",
        population="all four councillors of Anytown",
        body=body.pk,
        asked_count="4",
        asked_on="2026-06-01",
        deadline_on="2026-06-15",
        method="email",
        **{
            "questions-TOTAL_FORMS": "2",
            "questions-0-text": "Are there enough buses?",
            "questions-1-text": "What will you do?\r\n\r\nAnd when?",
            "questions-1-kind": "open",
        },
    )
    round_ = Round.objects.get()
    assert answer.url == reverse("admin:questions_round_desk", args=[round_.pk])  # type: ignore[attr-defined]
    return round_


def test_a_whole_round_is_done_by_hand(reporter: Client, publisher: Client) -> None:
    round_ = make_the_round(reporter, make_the_people(reporter))
    assert send(reporter, reverse("admin:questions_round_members", args=[round_.pk]), "").status_code == 302
    ann, bob, cyd, dan = round_.recipients.in_order()
    new_response = f"{reverse('admin:questions_response_add')}?round={round_.pk}"
    send(
        reporter,
        new_response,
        signatories=[ann.pk, bob.pk],
        received_on="2026-06-10",
        answer_1="No.",
        answer_2="More buses.\r\n\r\nSoon.",
        original="1) No. 2) More buses.\r\n\r\nSoon.",
    )
    recipient = "admin:questions_recipient_change"
    send(reporter, reverse(recipient, args=[cyd.pk]), **{"approaches-0-made_on": "2026-06-01"})
    for client, step in [(reporter, "put-forward"), (publisher, "confirm")]:
        silences = reverse("admin:questions_round_silences", args=[round_.pk])
        asking = client.post(silences, {"step": step, "recipient": cyd.pk})
        answer = client.post(silences, fields_of(asking))
        assert answer.status_code == 302, text_of(answer)
    send(reporter, reverse(recipient, args=[dan.pk]), decision="excused", decision_wording="on sick leave")
    answer = send(publisher, reverse("admin:questions_round_publish", args=[round_.pk]), "")
    assert answer.status_code == 302, text_of(answer)

    round_.refresh_from_db()
    assert round_.is_published()
    assert [(question.number, question.text) for question in round_.questions.all()] == [
        (1, "Are there enough buses?"),
        (2, "What will you do?\n\nAnd when?"),
    ]
    listed = list(Recipient.objects.filter(round=round_).with_standing().in_order())
    assert [(one.name, one.role, one.area, one.party_words, one.standing) for one in listed] == [
        ("Ann Able", "chairman", "North", "Green", Standing.ANSWERED),
        ("Bob Best", "", "South", "Green", Standing.ANSWERED),
        ("Cyd Calm", "", "East", "party not given", Standing.NO_RESPONSE),
        ("Dan Dear", "", "West", "party not given", Standing.EXCUSED),
    ]
    assert counting_sentence(count_round(round_, listed)) == "2 answered · 1 excused · 1 did not respond"
    response = Response.objects.published().get()
    assert [(one.question.number, one.text) for one in response.answers.all()] == [
        (1, "No."),
        (2, "More buses.\n\nSoon."),
    ]
    assert response.original == "1) No. 2) More buses.\n\nSoon."
    call_command("verify", verbosity=0)
