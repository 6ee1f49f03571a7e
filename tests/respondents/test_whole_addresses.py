"""An address is found whole, however it is written, and never as a part of another one."""

from __future__ import annotations

import pytest

from respondents.whole_addresses import ERASED, is_too_short, pattern_of

MAIL, PHONE = "ann@private.example", "01603 000 100"


@pytest.mark.parametrize(
    "words",
    [
        "ann@private.example",
        "Ann@PRIVATE.example.",
        "<ann@private.example>",
        "mailto:ann@private.example,",
        "ann@private.example/ben",
        "\u2018ann@private.example\u2019s",
        "...ann@private.example...",
    ],
)
def test_an_e_mail_address_is_found_wherever_it_stands_whole(words: str) -> None:
    erased = pattern_of([MAIL]).sub(ERASED, words)
    assert ERASED in erased
    assert "private.example" not in erased.lower()


@pytest.mark.parametrize(
    "words",
    [
        "joann@private.example",
        "jo.ann@private.example",
        "jo-ann@private.example",
        "jo+ann@private.example",
        "o'ann@private.example",
        "ann@private.example.uk",
        "ann@private.example-town.uk",
        "ann@private.examples",
    ],
)
def test_another_e_mail_address_is_none_of_its_business(words: str) -> None:
    assert pattern_of([MAIL]).sub(ERASED, words) == words


@pytest.mark.parametrize(
    "words",
    [
        "01603 000 100",
        "01603000100",
        "(01603) 000-100",
        "+44 1603 000100",
        "+44 (0)1603 000 100",
        "0044 1603 000100",
    ],
)
@pytest.mark.parametrize("value", [PHONE, "+44 (0)1603 000-100", "01603 000 100 (the office)"])
def test_a_telephone_number_goes_by_its_figures(value: str, words: str) -> None:
    assert pattern_of([value]).sub(ERASED, f"Ring {words}.") == f"Ring {ERASED}."


@pytest.mark.parametrize(
    "words", ["01603 000 1000", "901603 000 100", "01603 000 101", "101603000100", "1603 000"]
)
def test_another_telephone_number_is_left_alone(words: str) -> None:
    assert pattern_of([PHONE]).sub(ERASED, words) == words


def test_a_postal_address_is_found_over_line_ends_and_its_numbers_are_no_telephones() -> None:
    found = pattern_of(["3 High Street, Box 123456, Norwich"])
    assert found.sub(ERASED, "At 3 High Street,\nBox 123456, Norwich.") == f"At {ERASED}."
    assert found.sub(ERASED, "13 High Street, Box 123456, Norwich") == "13 High Street, Box 123456, Norwich"
    assert found.sub(ERASED, "Reference 123456") == "Reference 123456"


def test_the_address_in_a_value_with_more_words_is_found_by_itself() -> None:
    assert pattern_of([f"Ann Able <{MAIL}>"]).sub(ERASED, f"to {MAIL}") == f"to {ERASED}"


def test_too_few_letters_and_figures_are_no_address_and_find_nothing() -> None:
    assert [
        value for value in ("0", "a b c d", "-----", "999!", "a@x.org", "12345") if is_too_short(value)
    ] == [
        "0",
        "a b c d",
        "-----",
        "999!",
    ]
    assert pattern_of(["0", ""]).search("01603 000 100") is None
