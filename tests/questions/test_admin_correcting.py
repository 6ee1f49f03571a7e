"""A page that changes what readers have seen comes back and asks what was wrong; with a note it is saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from questions.actions.withholding import withhold
from questions.models import Correction, Recipient, Response, Round
from tests.factories import (
    make_approach,
    make_body,
    make_correction,
    make_party,
    make_recipient,
    make_response,
    make_round,
    make_source,
    make_user,
)
from tests.pages import fields_of, messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db

NOTE = {
    "correction-was": "It said\r\nnine.",
    "correction-now": "It says ten. ",
    "correction-kind": "typing_error",
}


@pytest.fixture
def round_() -> Round:
    round_ = make_round(
        slug="spring", title="Spring", questions=1, asked_on="2026-07-01", deadline_on="2026-07-10"
    )
    round_.sources.add(make_source())
    return round_


@pytest.fixture
def ann(round_: Round) -> Recipient:
    return make_recipient(round_, "Ann", area="Nroth")


@pytest.fixture
def response(ann: Recipient) -> Response:
    return make_response(ann, answers={1: "We bought nine houses\n\nlast year. "}, statement="Besides.")


def page_for(row: object) -> str:
    name = row._meta.model_name  # type: ignore[attr-defined]
    return reverse(f"admin:questions_{name}_change", args=[row.pk])  # type: ignore[attr-defined]


def asked(page: Any) -> list[tuple[str, ...]]:
    """What the page says was changed: the thing, the earlier and the later words."""
    return [
        tuple(words_of(told) for told in change.iter() if told.tag in {"h3", "dd"})
        for change in page_of(page).findall(".//div[@class='desk-change']")
    ]


def noted(page: Any) -> dict[str, tuple[str, str, str]]:
    """The notes that the page asks for, by their headings: what was wrong, what it says now, the kind."""
    fields = fields_of(page)
    headings = [words_of(head) for head in page_of(page).iter("h3") if words_of(head).startswith("Your note")]
    prefixes = [note_boxes(page, heading) for heading in headings]
    return {
        heading: (fields[f"{at}-was"][0], fields[f"{at}-now"][0], fields[f"{at}-kind"][0])
        for heading, at in zip(headings, prefixes, strict=True)
    }


def note_boxes(page: Any, heading: str) -> str:
    """How the names of the boxes of one note begin."""
    following = page_of(page).iter()
    for element in following:
        if element.tag == "h3" and words_of(element) == heading:
            break
    box = next(each for each in following if each.tag == "textarea")
    return str(box.get("name")).removesuffix("-was")


PAGES: dict[str, tuple[str, dict[str, str], tuple[str, str, str], dict[str, str]]] = {
    "round": (
        "round",
        {"title": "Sprung"},
        ("The round “Spring”: title", "Spring", "Sprung"),
        {"field": "title", "earlier_words": "Spring", "later_words": "Sprung"},
    ),
    "question on the round's page": (
        "round",
        {"questions-0-text": "Why\r\nnot?"},
        ("Question 1: words", "Question 1 of spring?", "Why not?"),
        {"field": "text", "earlier_words": "Question 1 of spring?", "later_words": "Why\nnot?"},
    ),
    "recipient on the round's page": (
        "round",
        {"recipients-0-area": "North"},
        ("Ann: area", "Nroth", "North"),
        {"field": "area", "earlier_words": "Nroth", "later_words": "North"},
    ),
    "question": (
        "question",
        {"text": "Why?"},
        ("Question 1: words", "Question 1 of spring?", "Why?"),
        {"field": "text", "earlier_words": "Question 1 of spring?", "later_words": "Why?"},
    ),
    "to whom a question was put": (
        "question",
        {"put_to": "ANN"},
        ("Question 1: put to", "nothing", "Ann"),
        {"field": "put_to", "earlier_words": "", "later_words": "Ann"},
    ),
    "recipient": (
        "recipient",
        {"area": "North"},
        ("Ann: area", "Nroth", "North"),
        {"field": "area", "earlier_words": "Nroth", "later_words": "North"},
    ),
    "approach on the recipient's page": (
        "recipient",
        {"approaches-0-made_on": "2026-07-02"},
        ("Ann: made on", "1 July 2026", "2 July 2026"),
        {"field": "made_on", "earlier_words": "1 July 2026", "later_words": "2 July 2026"},
    ),
    "approach": (
        "approach",
        {"channel": "phone"},
        ("Ann: channel", "e-mail", "telephone"),
        {"field": "channel", "earlier_words": "e-mail", "later_words": "telephone"},
    ),
    "statement": (
        "response",
        {"statement": "Beside."},
        ("The response from Ann: statement", "Besides.", "Beside."),
        {"field": "statement", "earlier_words": "Besides.", "later_words": "Beside."},
    ),
    "answer on the response's page": (
        "response",
        {"answer_1": "We bought ten houses\r\n\r\nlast year. "},
        (
            "The answer of Ann to question 1: words",
            "We bought nine houses last year.",
            "We bought ten houses last year.",
        ),
        {
            "field": "text",
            "earlier_words": "We bought nine houses\n\nlast year. ",
            "later_words": "We bought ten houses\n\nlast year. ",
        },
    ),
    "how somebody signed": (
        "response",
        {"signatories-0-spoken_for": "on"},
        ("The response from Ann: spoken for", "no", "yes"),
        {"field": "spoken_for", "earlier_words": "no", "later_words": "yes"},
    ),
    "answer": (
        "answer",
        {"is_cut": "on"},
        ("The answer of Ann to question 1: is cut", "no", "yes"),
        {"field": "is_cut", "earlier_words": "no", "later_words": "yes"},
    ),
}


def rows(response: Response, ann: Recipient) -> dict[str, Any]:
    approach = make_approach(ann, made_on="2026-07-01")
    answer = response.answers.get()
    return {
        "round": response.round,
        "question": answer.question,
        "recipient": ann,
        "approach": approach,
        "response": response,
        "answer": answer,
    }


@pytest.mark.parametrize("which", PAGES)
def test_page_asks_once_keeps_what_was_typed_and_saves_with_the_note(
    which: str, response: Response, ann: Recipient, admin_client: Client
) -> None:
    model, typed, told, kept = PAGES[which]
    change = {name: ann.pk if value == "ANN" else value for name, value in typed.items()}
    row = rows(response, ann)[model]
    before = row.history.count()
    page = send(admin_client, page_for(row), **change)
    assert page.status_code == 200
    assert asked(page) == [told]
    assert {name: fields_of(page)[name] for name in change} == {
        name: [str(value)] for name, value in change.items()
    }
    assert (row.history.count(), Correction.objects.count()) == (before, 0)

    answer = admin_client.post(page_for(row), {**fields_of(page), **NOTE, "_save": "1"})
    assert answer.status_code == 302
    note = Correction.objects.get()
    assert (note.was, note.now, note.kind) == ("It said\nnine.", "It says ten. ", "typing_error")
    assert {name: getattr(note, name) for name in kept} == kept
    again = send(admin_client, page_for(row))
    assert messages_on(admin_client.get(again.url))[-1] == "Nothing was changed, so nothing was saved."


def test_page_proposes_the_words_that_differ(response: Response, admin_client: Client) -> None:
    page = send(
        admin_client,
        page_for(response),
        answer_1="We bought ten houses\r\n\r\nlast year. ",
        statement="",
        spoken_by="an aide",
    )
    assert "was published, so it cannot be emptied" in text_of(page)
    assert "Please correct the error" in text_of(page)
    page = send(
        admin_client,
        page_for(response),
        answer_1="We bought ten houses\r\n\r\nlast year. ",
        spoken_by="an aide",
    )
    assert "Please correct" not in text_of(page)
    assert "say what was wrong and what it says now. Nothing was changed." in text_of(page)
    assert noted(page) == {
        "Your note on the response from Ann": (
            "The response from Ann: the speaker was not given.",
            "The response from Ann: the speaker is “an aide”.",
            "correction",
        ),
        "Your note on the answer of Ann to question 1": (
            "The answer of Ann to question 1 said “We bought nine houses last year.”",
            "The answer of Ann to question 1 says “We bought ten houses last year.”",
            "correction",
        ),
    }


def test_an_incomplete_note_is_asked_for_again(response: Response, admin_client: Client) -> None:
    page = send(admin_client, page_for(response), statement="Beside.", **{**NOTE, "correction-now": " "})
    assert page.status_code == 200
    assert "Say for readers what it says now." in text_of(page)
    assert fields_of(page)["correction-was"] == ["It said\r\nnine."]
    response.refresh_from_db()
    assert (response.statement, Correction.objects.count()) == ("Besides.", 0)


def test_a_note_that_was_typed_survives_another_refusal(response: Response, admin_client: Client) -> None:
    page = send(admin_client, page_for(response), statement="Beside.", answer_1="", **NOTE)
    assert "was published, so it cannot be emptied" in text_of(page)
    assert fields_of(page)["correction-was"] == ["It said\r\nnine."]
    page = send(admin_client, page_for(response), statement="Beside.", received_on="soon", **NOTE)
    assert "is not a date" in text_of(page)
    assert fields_of(page)["correction-now"] == ["It says ten. "]
    assert Correction.objects.count() == 0


def test_a_refused_page_says_nothing_of_a_success(response: Response, admin_client: Client) -> None:
    page = send(admin_client, page_for(response), statement="Beside.")
    assert messages_on(page) == []
    assert "Readers have seen the response from Ann: say what was wrong and what it says now." in text_of(
        page
    )


def test_each_thing_that_holds_somebody_s_words_has_a_note_of_its_own(
    response: Response, admin_client: Client, editor: User, client: Client
) -> None:
    typed = {"statement": "Beside.", "answer_1": "Ten.", "signatories-0-spoken_for": "on"}
    page = send(admin_client, page_for(response), **typed, **NOTE)
    assert Correction.objects.count() == 0
    given = [note_boxes(page, heading) for heading in noted(page)]
    assert len(given) == 2
    notes = {
        f"{prefix}-{name}": value
        for number, prefix in enumerate(given)
        for name, value in {"was": f"Was {number}.", "now": f"Now {number}.", "kind": "correction"}.items()
    }
    half = {name: value for name, value in notes.items() if name.startswith(given[0])}
    page = send(admin_client, page_for(response), **typed, **half)
    assert (Correction.objects.count(), noted(page)["Your note on the response from Ann"][0]) == (0, "Was 0.")
    send(admin_client, page_for(response), **typed, **notes)
    answer = response.answers.get()
    assert [(n.response_id, n.answer_id, n.field, n.was) for n in Correction.objects.order_by("pk")] == [
        (response.pk, None, "statement, spoken_for", "Was 0."),
        (None, answer.pk, "text", "Was 1."),
    ]
    withhold(answer=answer, note="For legal reasons.", by=editor)
    for address in ("/corrections/", "/rounds/spring/", "/rounds/spring/questions/1/"):
        assert "Was 1." not in client.get(address).content.decode()
    assert "Was 0." in client.get("/corrections/").content.decode()


@pytest.mark.parametrize("model", ["round", "question", "recipient", "response", "answer"])
def test_a_draft_is_changed_without_a_note(
    model: str, response: Response, ann: Recipient, admin_client: Client
) -> None:
    row = rows(response, ann)[model]
    Round._base_manager.filter(pk=response.round_id).update(published_at=None)
    Response._base_manager.filter(pk=response.pk).update(published_at=None)
    change = next(typed for which, typed, *_ in PAGES.values() if which == model)
    assert send(admin_client, page_for(row), **change).status_code == 302
    assert Correction.objects.count() == 0


def test_whoever_may_not_correct_is_refused_also_with_a_note(response: Response, client: Client) -> None:
    reporter = make_user("reporter", is_superuser=False)
    reporter.user_permissions.add(*Permission.objects.filter(content_type__model="response"))
    reporter.user_permissions.remove(*Permission.objects.filter(codename="correct_published"))
    client.force_login(reporter)
    fields = {**fields_of(client.get(page_for(response))), "statement": "Beside."}
    for note in ({}, NOTE):
        client.post(page_for(response), {**fields, **note})
        response.refresh_from_db()
        assert (response.statement, Correction.objects.count()) == ("Besides.", 0)


def test_words_as_entered_go_along_with_an_answer_corrected_on_its_own_page(
    ann: Recipient, admin_client: Client
) -> None:
    response = make_response(ann, answers={1: "Nine."}, original="1)\n\nNine.", original_is_as_entered=True)
    answer = response.answers.get()
    assert send(admin_client, page_for(answer), text="Ten.", **NOTE).status_code == 302
    response.refresh_from_db()
    assert response.original == "1)\n\nTen."


def test_a_published_correction_is_neither_changed_nor_deleted(round_: Round, admin_client: Client) -> None:
    note = make_correction(round_, was="Nine.", field="text", earlier_words="Nine houses.")
    page = admin_client.get(page_for(note))
    assert page_of(page).findall(".//textarea") == []
    assert "Nine houses." in text_of(page)
    admin_client.post(page_for(note), {"was": "Eight.", "now": "x", "kind": "correction", "round": round_.pk})
    note.refresh_from_db()
    assert note.was == "Nine."
    delete = reverse("admin:questions_correction_delete", args=[note.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    assert Correction.objects.count() == 1


def test_a_note_on_something_not_changed_here_is_added_by_hand(
    round_: Round, response: Response, admin_client: Client
) -> None:
    address = reverse("admin:questions_correction_add")
    options = page_of(admin_client.get(address)).findall(".//select[@name='kind']/option")
    kinds = [option.get("value") for option in options]
    assert kinds == ["correction", "clarification", "typing_error"]
    send(
        admin_client,
        address,
        round=round_.pk,
        response=response.pk,
        made_on="2026-07-05",
        kind="clarification",
        was="It read as if.",
        now="It was not.",
    )
    note = Correction.objects.get()
    assert (note.round, note.response, note.was, note.earlier_words) == (
        round_,
        response,
        "It read as if.",
        "",
    )


LIVE = {
    "questions_campaign": {"title": "Roads"},
    "questions_source": {"title": "Another"},
    "respondents_politician": {"name": "Anne"},
    "respondents_party": {"name": "Greens"},
    "respondents_body": {"name": "Parliament"},
}


@pytest.mark.parametrize("name", LIVE)
def test_what_belongs_to_no_round_is_seen_at_once_and_the_page_says_so(
    name: str, round_: Round, ann: Recipient, admin_client: Client
) -> None:
    rows = {
        "questions_campaign": round_.campaign,
        "questions_source": round_.sources.get(),
        "respondents_politician": ann.politician,
        "respondents_party": make_party(),
        "respondents_body": make_body(),
    }
    row = rows[name]
    assert row is not None
    answer = send(admin_client, reverse(f"admin:{name}_change", args=[row.pk]), **LIVE[name])
    assert messages_on(admin_client.get(answer.url))[0].startswith(
        f"Wherever readers see it, they now see what you changed ({', '.join(LIVE[name])})."
    )
    assert Correction.objects.count() == 0
