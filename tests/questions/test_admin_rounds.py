from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questions.models import Decision, Question, Recipient, Round
from respondents.admin.deletion import rows_deleted_with
from respondents.admin.seen import seen_versions
from tests import factories as make
from tests.pages import NOTE, fields_of, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db


def address_of(round_: Round) -> str:
    return reverse("admin:questions_round_change", args=[round_.pk])


def put_on_list(round_: Round, number: int) -> None:
    """So many people on the list, every other one silent with a source that says so."""
    source = make.make_source()
    for place in range(number):
        decision = Decision.NO_RESPONSE if place % 2 else ""
        make.make_recipient(round_, decision=decision, decision_source=source if decision else None)


@pytest.mark.parametrize("published", [False, True])
def test_a_round_of_650_opens_and_saves_in_a_few_queries(published: bool, admin_client: Client) -> None:
    round_ = make.make_round(published=published, questions=5)
    put_on_list(round_, 650)
    admin_client.get(address_of(round_))
    with CaptureQueriesContext(connection) as opened:
        page = admin_client.get(address_of(round_))
    fields = fields_of(page)
    with CaptureQueriesContext(connection) as saved:
        answer = admin_client.post(
            address_of(round_), fields | {"title": "Six hundred and fifty", "_save": "1"} | NOTE
        )
    assert answer.status_code == 302
    most = 50 if published else 36  # readers of a public one are told what was wrong
    assert (len(opened) < 30, len(saved) < most) == (True, True), (len(opened), len(saved))
    assert len(fields) < 200
    round_.refresh_from_db()
    assert (round_.title, round_.recipients.count()) == ("Six hundred and fifty", 650)
    assert "650 are on the list." in text_of(page)
    links = [
        link.get("href") for link in page_of(page).findall(".//section[@class='module desk-long-list']//a")
    ]
    assert links[0] == f"/admin/questions/recipient/?round__id__exact={round_.pk}"


def test_the_list_of_a_round_of_650_is_searched_and_paged(admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    put_on_list(round_, 650)
    make.make_recipient(round_, "Zoë Unique")
    make.make_recipient(make.make_round(), "Zoë Elsewhere")
    address = f"{reverse('admin:questions_recipient_changelist')}?round__id__exact={round_.pk}"
    page = admin_client.get(address)
    assert len(page_of(page).findall(".//table[@id='result_list']/tbody/tr")) == 50
    found = admin_client.get(f"{address}&q=Zoë")
    rows = page_of(found).findall(".//table[@id='result_list']/tbody/tr")
    assert [words_of(row[1]) for row in rows] == ["Zoë Unique"]


def test_up_to_30_recipients_stand_on_the_rounds_page(admin_client: Client) -> None:
    round_ = make.make_round(published=False)
    put_on_list(round_, 30)
    assert fields_of(admin_client.get(address_of(round_)))["recipients-TOTAL_FORMS"] == ["30"]
    make.make_recipient(round_)
    assert "recipients-TOTAL_FORMS" not in fields_of(admin_client.get(address_of(round_)))


def test_a_rounds_page_with_30_recipients_asks_no_more_than_with_3(admin_client: Client) -> None:
    round_ = make.make_round(published=False)
    put_on_list(round_, 3)
    admin_client.get(address_of(round_))
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address_of(round_))
    put_on_list(round_, 27)
    with CaptureQueriesContext(connection) as many:
        page = admin_client.get(address_of(round_))
    assert len(many) == len(few)
    fields = fields_of(page)
    with CaptureQueriesContext(connection) as saved:
        assert admin_client.post(address_of(round_), fields | {"_save": "1"}).status_code == 302
    assert len(saved) < 30


def test_the_list_of_rounds_counts_with_one_query(admin_client: Client) -> None:
    source = make.make_source()
    round_ = make.make_round(title="Three asked", questions=1)
    make.make_response(make.make_recipient(round_), answers={1: "Words."})
    make.make_recipient(round_, decision=Decision.NO_RESPONSE, decision_source=source)
    make.make_recipient(round_)
    page = admin_client.get(reverse("admin:questions_round_changelist"))
    row = page_of(page).find(".//table[@id='result_list']/tbody/tr")
    assert row is not None
    assert [words_of(cell) for cell in row][1:] == [
        "Three asked",
        round_.campaign.title,
        "Public since 3 July 2026",
        "-",
        "3",
        "1 answered · 1 did not respond · 1 asked, no reply yet",
    ]


def test_the_number_of_a_question_is_fixed_once_the_round_was_published(admin_client: Client) -> None:
    draft, public = make.make_round(published=False, questions=1), make.make_round(questions=1)
    assert "questions-0-number" in fields_of(admin_client.get(address_of(draft)))
    assert "questions-0-number" not in fields_of(admin_client.get(address_of(public)))
    changes = {"questions-0-number": "7", "questions-0-text": "New?", **NOTE}
    answer = send(admin_client, address_of(public), **changes)
    assert answer.status_code == 302
    assert [(question.number, question.text) for question in public.questions.all()] == [(1, "New?")]
    question = public.questions.get()
    send(admin_client, reverse("admin:questions_question_change", args=[question.pk]), number="9")
    question.refresh_from_db()
    assert question.number == 1


def test_questions_without_a_number_take_the_next(admin_client: Client) -> None:
    round_ = make.make_round(published=False, questions=2)
    answer = send(
        admin_client,
        address_of(round_),
        **{
            "questions-TOTAL_FORMS": "4",
            "questions-2-text": "Third?",
            "questions-2-kind": "open",
            "questions-3-text": "Fourth?",
            "questions-3-kind": "open",
        },
    )
    assert answer.status_code == 302, text_of(answer)
    assert [question.number for question in Question.objects.filter(round=round_)] == [1, 2, 3, 4]


def test_a_person_a_group_and_an_organisation_are_put_on_the_list_by_hand(admin_client: Client) -> None:
    round_ = make.make_round(published=False)
    politician = make.make_politician("Ann Onymous")
    make.make_recipient(
        round_, politician=make.make_politician("Ann Onymous", slug="ann-other"), slug="ann-onymous"
    )
    rows = {
        "recipients-2-TOTAL_FORMS": "3",
        "recipients-2-0-kind": "person",
        "recipients-2-0-politician": str(politician.pk),
        "recipients-2-1-kind": "group",
        "recipients-2-1-name": "Green Party councillors",
        "recipients-2-1-size": "4",
        "recipients-2-2-kind": "organisation",
        "recipients-2-2-name": "The Local Party",
    }
    answer = send(admin_client, address_of(round_), **rows)
    assert answer.status_code == 302, text_of(answer)
    added = Recipient.objects.filter(round=round_).in_order()[1:]
    assert [(one.slug, one.kind, one.name, one.size, one.position) for one in added] == [
        ("ann-onymous-2", "person", "Ann Onymous", None, 2),
        ("green-party-councillors", "group", "Green Party councillors", 4, 3),
        ("the-local-party", "organisation", "The Local Party", None, 4),
    ]


def test_a_person_who_is_nobody_on_file_is_refused_with_a_sentence(admin_client: Client) -> None:
    round_ = make.make_round(published=False)
    make.make_recipient(round_)
    page = send(admin_client, address_of(round_), **{"recipients-2-0-name": "Nobody"})
    assert page.status_code == 200
    assert "A person on the list is a politician on file; an organisation or a group is none." in text_of(
        page
    )
    assert round_.recipients.count() == 1


def confirmed(row: Any) -> dict[str, str]:
    """What the page would send that asks whether to delete *row*, if there were one."""
    return {"post": "yes", "seen": seen_versions(*rows_deleted_with([row]))}


@pytest.mark.parametrize(
    "model", ["round", "question", "recipient", "response", "answer", "approach", "correction"]
)
def test_what_was_published_cannot_be_deleted(model: str, admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    recipient = make.make_recipient(round_)
    response = make.make_response(recipient, answers={1: "Words."})
    rows = {
        "round": round_,
        "question": round_.questions.get(),
        "recipient": recipient,
        "response": response,
        "answer": response.answers.get(),
        "approach": make.make_approach(recipient),
        "correction": make.make_correction(round_),
    }
    row = rows[model]
    address = reverse(f"admin:questions_{model}_delete", args=[row.pk])
    assert admin_client.get(address).status_code == 403
    assert admin_client.post(address, confirmed(row)).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [row.pk], **confirmed(row)}
    admin_client.post(reverse(f"admin:questions_{model}_changelist"), selected)
    assert type(row)._base_manager.filter(pk=row.pk).exists()


def test_a_draft_that_nothing_came_of_goes_with_its_list_and_questions(admin_client: Client) -> None:
    earlier = make.make_round(questions=1)
    draft = make.make_round(published=False, questions=2, follows=earlier)
    person = make.make_recipient(draft)
    draft.questions.get(number=1).put_to.add(person)
    address = reverse("admin:questions_round_delete", args=[draft.pk])
    assert send(admin_client, address, "").status_code == 302
    assert list(Round.objects.all()) == [earlier]
    assert (Question.objects.count(), Recipient.objects.count()) == (1, 0)
    assert person.politician is not None
    assert type(person.politician).objects.filter(pk=person.politician.pk).exists()


@pytest.mark.parametrize("what", ["response", "approach", "follow-up"])
def test_a_draft_that_something_came_of_is_not_deleted(what: str, admin_client: Client) -> None:
    draft = make.make_round(published=False, title="The draft")
    person = make.make_recipient(draft)
    if what == "response":
        make.make_response(person, published=False)
    elif what == "approach":
        make.make_approach(person)
    else:
        make.make_round(published=False, follows=draft)
    address = reverse("admin:questions_round_delete", args=[draft.pk])
    assert "The draft: " in text_of(admin_client.get(address))
    admin_client.post(address, confirmed(draft))
    selected = {"action": "delete_selected", "_selected_action": [draft.pk], **confirmed(draft)}
    admin_client.post(reverse("admin:questions_round_changelist"), selected)
    assert (Round.objects.filter(pk=draft.pk).count(), draft.recipients.count()) == (1, 1)


def test_a_response_to_a_draft_can_be_deleted(admin_client: Client) -> None:
    draft = make.make_round(published=False)
    response = make.make_response(make.make_recipient(draft), answers={1: "Words."}, published=False)
    address = reverse("admin:questions_response_delete", args=[response.pk])
    assert send(admin_client, address, "").status_code == 302
    assert not type(response).objects.exists()


def test_only_public_rounds_are_shown_on_the_site(admin_client: Client) -> None:
    draft, public = make.make_round(published=False), make.make_round()
    tools = ".//ul[@class='object-tools']//a"
    shown = [
        [words_of(link) for link in page_of(admin_client.get(address_of(round_))).findall(tools)]
        for round_ in (draft, public)
    ]
    assert shown == [["History"], ["History", "View on site"]]


@pytest.mark.parametrize("place", ["round", "recipient"])
def test_a_public_rounds_list_is_never_longer_than_the_number_asked(place: str, admin_client: Client) -> None:
    round_ = make.make_round(asked_count=2)
    person = make.make_recipient(round_)
    group = make.make_group(round_)
    if place == "round":
        answer = send(admin_client, address_of(round_), asked_count="0")
    else:
        answer = send(admin_client, reverse("admin:questions_recipient_change", args=[group.pk]), size="5")
    assert answer.status_code == 200
    assert "correct the number asked first." in text_of(answer)
    round_.refresh_from_db()
    group.refresh_from_db()
    assert (round_.asked_count, group.size, person.number) == (2, None, 1)
