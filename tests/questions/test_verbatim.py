import pytest
from django.core.exceptions import ValidationError
from django.forms import Form
from hypothesis import given
from hypothesis import strategies as st

from questions.models import Answer
from questions.models.verbatim import VerbatimTextField, paragraphs_of
from respondents.verbatim import (
    FORBIDDEN,
    VerbatimFormField,
    unusual_characters,
    validate_no_control_characters,
)
from tests.factories import make_answer, make_recipient, make_response, make_round

KEPT = st.text().filter(lambda text: not FORBIDDEN.search(text))


class Box(Form):
    words = VerbatimFormField(required=False)


def sent_by_a_browser(text: str) -> str:
    return text.replace("\n", "\r\n")


@given(KEPT)
def test_words_sent_back_unchanged_are_unchanged_to_the_byte(text: str) -> None:
    form = Box({"words": sent_by_a_browser(text)}, initial={"words": text})
    assert form.is_valid()
    assert form.cleaned_data["words"] == text
    assert form.changed_data == []


def test_words_keep_outer_spaces_and_lines() -> None:
    form = Box({"words": "\r\n  Words. \t\r\n\r\n"}, initial={"words": "Words."})
    assert form.is_valid()
    assert form.cleaned_data["words"] == "\n  Words. \t\n\n"
    assert form.changed_data == ["words"]


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "U+0000"), ("\r", "U+000D"), ("\x1b", "U+001B"), ("\x7f", "U+007F"), ("\ud800", "U+D800")],
)
def test_control_characters_are_refused_with_a_sentence(character: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_no_control_characters(f"One\ntwo{character}")
    assert refusal.value.messages == [
        (
            f"The text has a control character ({code}) in line 2 that cannot be kept. "
            "Remove it and save again; nothing was changed."
        )
    ]


@pytest.mark.django_db
def test_tabs_newlines_and_unusual_characters_are_kept() -> None:
    words = "\tTab,\nnewline, \x85 and \x9f, é e\u0301, \u202e, 山, 😀"
    answer = make_answer(make_response(make_recipient(make_round())), 1, text=words)
    answer.full_clean()
    answer.refresh_from_db()
    assert answer.text == words
    assert unusual_characters(words) == ["U+0085", "U+009F"]
    assert unusual_characters("plain é") == []


def test_every_field_of_other_peoples_words_is_verbatim() -> None:
    assert isinstance(Answer._meta.get_field("text"), VerbatimTextField)
    box = Answer._meta.get_field("text").formfield()
    assert isinstance(box, VerbatimFormField)
    assert not box.strip


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.", ["One."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One,\nstill one.\n \n\nTwo. ", ["One,\nstill one.", "Two. "]),
        ("\n\n  One.\n\n", ["  One."]),
        ("List:\n \n    - one\n    - two", ["List:", "    - one\n    - two"]),
        ("", []),
        ("\n", []),
    ],
)
def test_paragraphs_stand_between_empty_lines(text: str, paragraphs: list[str]) -> None:
    assert paragraphs_of(text) == paragraphs
