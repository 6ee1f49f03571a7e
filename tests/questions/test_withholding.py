"""Keeping the words of one answer from readers: they are told that it was received and why, and none of its words."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.actions.withholding import release, withhold
from questions.models import Answer, Correction, Recipient, Standing
from questions.sentences import day
from tests.factories import make_correction, make_recipient, make_response, make_round
from tests.pages import messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db

SECRET = "Ninefold secret words."
PUBLIC_PAGES = [
    "/",
    "/rounds/spring/",
    "/rounds/spring/questions/1/",
    "/answers/",
    "/politicians/ann/",
    "/corrections/",
]


def answer_of_ann(*, public: bool) -> Answer:
    round_ = make_round(slug="spring", published=public, questions=1, asked_on="2026-07-01")
    ann = make_recipient(round_, "Ann")
    return make_response(ann, answers={1: SECRET}, published=public).answers.get()


def kept(answer: Answer) -> tuple[str, str, str, str]:
    answer.refresh_from_db()
    return answer.text, answer.withheld, answer.withheld_on, answer.withheld_note


def test_words_that_readers_have_not_seen_are_held_back(editor: User) -> None:
    answer = answer_of_ann(public=False)
    withhold(answer=answer, note="Our lawyers read it first.", by=editor)
    today = timezone.localdate().isoformat()
    assert kept(answer) == (SECRET, "held_back", today, "Our lawyers read it first.")
    assert not Correction.objects.exists()


def test_words_that_readers_have_seen_are_withdrawn_with_a_dated_note(editor: User, client: Client) -> None:
    answer = answer_of_ann(public=True)
    assert [SECRET in client.get(page).content.decode() for page in PUBLIC_PAGES] == [
        True, True, True, True, True, False,
    ]  # fmt: skip
    withhold(answer=answer, note="It named a child.", by=editor)
    pages = [client.get(page).content.decode() for page in PUBLIC_PAGES]
    assert [page for page in pages if "secret words" in page] == []
    told = f"An answer was received; it was withdrawn on {day(timezone.now())}. It named a child."
    texts = [words_of(page_of(client.get(page))) for page in PUBLIC_PAGES]
    assert [told in text for text in texts] == [False, True, True, False, True, False]
    note = Correction.objects.get()
    assert (note.kind, note.answer, note.was, note.now, note.made_on) == (
        "withdrawal",
        answer,
        "The answer of Ann to question 1 was published here.",
        "It named a child.",
        timezone.localdate(),
    )
    assert note.now in pages[5]
    assert Recipient.objects.with_standing().get().standing == Standing.ANSWERED


def test_released_words_are_seen_again_and_the_note_stays(editor: User, client: Client) -> None:
    answer = answer_of_ann(public=True)
    withhold(answer=answer, note="It named a child.", by=editor)
    release(answer=answer, by=editor)
    assert kept(answer) == (SECRET, "", "", "")
    assert SECRET in client.get("/rounds/spring/questions/1/").content.decode()
    assert list(Correction.objects.order_by("pk").values_list("kind", "now")) == [
        ("withdrawal", "It named a child."),
        ("clarification", "It is published again."),
    ]


@pytest.mark.parametrize(
    ("done", "sentence"),
    [
        (["withhold", "withhold"], "The words of this answer are withheld already. Nothing was changed."),
        (["release"], "The words of this answer are not withheld. Nothing was changed."),
        (["blank"], "Say for readers why they do not see the words. Nothing was changed."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(editor: User, done: list[str], sentence: str) -> None:
    answer = answer_of_ann(public=False)
    acts = {
        "withhold": lambda: withhold(answer=answer, note="Why.", by=editor),
        "blank": lambda: withhold(answer=answer, note=" \n", by=editor),
        "release": lambda: release(answer=answer, by=editor),
    }
    for name in done[:-1]:
        acts[name]()
    before = kept(answer)
    with pytest.raises(ValidationError) as refused:
        acts[done[-1]]()
    assert refused.value.messages == [sentence]
    assert kept(answer) == before


def test_the_page_says_what_readers_will_see_and_does_it(admin_client: Client) -> None:
    answer = answer_of_ann(public=False)
    address = reverse("admin:questions_answer_withhold", args=[answer.pk])
    assert "Readers have not seen these words. They will be held back" in text_of(admin_client.get(address))
    done = send(admin_client, address, "", note="Our lawyers read it first.")
    assert messages_on(admin_client.get(done.url)) == ["The words of this answer are held back."]
    assert "“Our lawyers read it first.”" in text_of(admin_client.get(address))
    send(admin_client, address, "")
    assert kept(answer) == (SECRET, "", "", "")


def test_the_page_names_notes_on_something_else_that_quote_the_words(admin_client: Client) -> None:
    answer = answer_of_ann(public=True)
    round_ = answer.response.round
    quoting = make_correction(round_, was=f"It said “{answer.text}” here.", made_on="2026-07-04")
    make_correction(round_, was="Something else was wrong.", made_on="2026-07-05")
    make_correction(round_, answer=answer, was=answer.text, made_on="2026-07-06")
    page = admin_client.get(reverse("admin:questions_answer_withhold", args=[answer.pk]))
    listed = [words_of(item) for item in page_of(page).findall(".//div[@class='desk-warning']//li")]
    assert listed == [str(quoting)]
