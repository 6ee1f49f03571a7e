"""What the admin's single pages might slip past the rules of the record, one by one."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from questions.models import Answer, Decision, Response, Round
from tests import factories as make
from tests.pages import page_of, send, text_of

pytestmark = pytest.mark.django_db


def page_for(row: object) -> str:
    name = row._meta.model_name  # type: ignore[attr-defined]
    return reverse(f"admin:questions_{name}_change", args=[row.pk])  # type: ignore[attr-defined]


@pytest.mark.parametrize("blank", ["", "   ", " \n "])
def test_a_published_answer_is_not_emptied_on_its_own_page(blank: str, admin_client: Client) -> None:
    round_ = make.make_round(questions=0)
    make.make_question(round_, kind="yes_no")
    response = make.make_response(make.make_recipient(round_))
    answer = make.make_answer(response, 1, text="Yes, because.", position="yes")
    page = send(admin_client, page_for(answer), text=blank)
    assert page.status_code == 200
    said = text_of(page)
    assert "was published, so it cannot be emptied" in said or "Blank words are no answer." in said
    answer.refresh_from_db()
    assert answer.text == "Yes, because."


def test_an_approach_stays_with_whom_it_went_to(admin_client: Client) -> None:
    round_ = make.make_round(deadline_on="2026-07-10")
    silent = make.make_recipient(round_, decision=Decision.NO_RESPONSE)
    other = make.make_recipient(round_)
    approach = make.make_approach(silent, made_on="2026-07-03")
    send(admin_client, page_for(approach), recipient=other.pk, private_note="Moved?")
    approach.refresh_from_db()
    assert (approach.recipient, approach.private_note) == (silent, "Moved?")


def test_a_public_round_keeps_what_shows_that_it_was_asked(admin_client: Client) -> None:
    round_ = make.make_round(asked_on="2026-07-01")
    page = send(admin_client, page_for(round_), asked_on="")
    assert "Say when the questions were put, or add a source or an approach." in text_of(page)
    round_.refresh_from_db()
    assert round_.asked_on == "2026-07-01"


def test_answers_do_not_replace_each_other_in_a_circle(admin_client: Client) -> None:
    person = make.make_recipient(make.make_round())
    first = make.make_answer(make.make_response(person), 1)
    second = make.make_answer(make.make_response(person), 1, replaces=first)
    page = send(admin_client, page_for(first), replaces=second.pk)
    assert "This would make a circle: an answer goes back to an earlier one." in text_of(page)
    first.refresh_from_db()
    assert first.replaces is None


def test_an_answer_replaces_one_of_the_same_people_only(admin_client: Client) -> None:
    round_ = make.make_round()
    mine = make.make_answer(make.make_response(make.make_recipient(round_)), 1)
    theirs = make.make_answer(make.make_response(make.make_recipient(round_)), 1)
    page = send(admin_client, page_for(mine), replaces=theirs.pk)
    assert "It replaces an answer that none of its signatories gave" in text_of(page)
    mine.refresh_from_db()
    assert mine.replaces is None


def test_a_question_is_not_put_past_those_who_answered_it(admin_client: Client) -> None:
    round_ = make.make_round()
    make.make_response(make.make_recipient(round_), answers={1: "Words."})
    other = make.make_recipient(round_)
    question = round_.questions.get(number=1)
    page = send(admin_client, page_for(question), put_to=other.pk)
    assert "was put to some only, and to none of those who sign this answer" in text_of(page)
    assert list(question.put_to.all()) == []


def test_no_question_is_added_to_a_public_round(admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    page = send(
        admin_client,
        reverse("admin:questions_question_add"),
        round=round_.pk,
        number="2",
        text="One more?",
        kind="open",
    )
    assert "Ask it in a follow-up round." in text_of(page)
    assert round_.questions.count() == 1


def test_a_box_is_offered_for_questions_put_to_the_signatories_only(admin_client: Client) -> None:
    round_ = make.make_round(questions=2, published=False)
    person, other = make.make_recipient(round_), make.make_recipient(round_)
    round_.questions.get(number=2).put_to.add(other)
    response = make.make_response(person, answers={1: "Words."}, published=False)
    boxes = {box.get("name") for box in page_of(admin_client.get(page_for(response))).findall(".//textarea")}
    assert ("answer_1" in boxes, "answer_2" in boxes) == (True, False)


def test_another_wording_of_a_silence_keeps_its_date_and_maker(admin_client: Client) -> None:
    person = make.make_recipient(
        make.make_round(), decision=Decision.NO_RESPONSE, decision_source=make.make_source()
    )
    assert send(admin_client, page_for(person), decision_wording="did not reply").status_code == 302
    person.refresh_from_db()
    assert (person.decision_wording, person.decided_on, person.decided_by) == ("did not reply", "", None)


def test_whoever_may_only_look_reads_a_response_with_its_words(client: Client) -> None:
    response = make.make_response(
        make.make_recipient(make.make_round(), "Jo Speaks"), answers={1: "Her words."}
    )
    user = make.make_user(is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename="view_response"))
    client.force_login(user)
    page = client.get(page_for(response))
    assert page.status_code == 200
    assert ("Jo Speaks" in text_of(page), "Her words." in text_of(page)) == (True, True)


@pytest.mark.parametrize("model", ["response", "round", "answer"])
def test_nothing_is_saved_as_new(model: str, admin_client: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round()), answers={1: "Words."})
    rows = {"response": response, "round": response.round, "answer": response.answers.get()}
    before = (Round.objects.count(), Response.objects.count(), Answer.objects.count())
    assert admin_client.post(page_for(rows[model]), {"_saveasnew": "1"}).status_code == 403
    assert (Round.objects.count(), Response.objects.count(), Answer.objects.count()) == before


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1", "x"])
def test_a_number_that_no_row_has_is_no_row(number: str, admin_client: Client) -> None:
    round_ = make.make_round(published=False)
    make.make_recipient(round_)
    chosen = admin_client.get(f"{reverse('admin:questions_response_add')}?round={number}")
    assert text_of(chosen).startswith("Record a response")
    members = reverse("admin:questions_round_members", args=[round_.pk])
    assert admin_client.get(f"{members}?body={number}").status_code == 200
    follow_up = reverse("admin:questions_round_follow_up", args=[round_.pk])
    page = send(admin_client, follow_up, question=number)
    assert "Choose at least one question to repeat." in text_of(page)


def test_an_approach_keeps_who_made_it(client: Client) -> None:
    editor = make.make_user("reporter")
    client.force_login(editor)
    person = make.make_recipient(make.make_round())
    page = send(
        client,
        reverse("admin:questions_approach_add"),
        recipient=person.pk,
        kind="request",
        made_on="2026-07-01",
        channel="phone",
        outcome="sent",
    )
    assert page.status_code == 302
    approach = person.approaches.get()
    assert (approach.made_by, approach.channel, approach.made_on) == (editor, "phone", "2026-07-01")
