"""The social card: the counts of the page as a picture, whatever the names hold."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from questions.card_painter import FINER, Poster, fitted, font, legend_of, legible, paint
from questions.pictures.card import Card, CardSeat
from questions.pictures.marks import Mark
from questions.round_card import load_poster, mark_of
from tests.factories import make_campaign, make_party, make_recipient, make_response, make_round


def picture(written: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(written))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image.convert("RGB")


def poster(title: str = "Spring", seats: tuple[CardSeat, ...] = (), **fields: Any) -> Poster:
    return Poster("Schools", title, Card("Three of nine answered.", "3 of 8", seats, **fields))


@pytest.mark.django_db
def test_round_has_a_card_of_everyone_asked(client: Client) -> None:
    round_ = make_round(slug="spring", asked_count=3)
    party = make_party(colour="#d50000")
    make_response(make_recipient(round_, "Ann", party=party), answers={1: "Words.", 2: "Words."})
    make_recipient(round_, "Ben", party=party, decision="no_response")
    response = client.get("/rounds/spring/card.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    image = picture(response.content)
    pixels = image.tobytes()
    triples = zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    assert sum(red > 180 and green < 60 and blue < 60 for red, green, blue in triples) > 500
    assert len(response.content) < 60_000


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"published": False}, {"withdrawn_at": "2026-07-03T09:00Z"}])
def test_card_of_what_is_not_public_is_not_there(client: Client, fields: dict[str, Any]) -> None:
    make_round(slug="spring", **fields)
    assert client.get("/rounds/spring/card.png").status_code == 404


def card_at(client: Client) -> str:
    """The address of the card that the round's page names."""
    page = client.get("/rounds/spring/").content.decode()
    (address,) = re.findall(r'property="og:image" content="http://testserver([^"]+)"', page)
    return str(address)


@pytest.mark.django_db
def test_address_of_the_card_changes_with_whatever_it_shows(client: Client) -> None:
    campaign = make_campaign("Schools")
    round_ = make_round(slug="spring", campaign=campaign, asked_count=12)
    party = make_party(colour="#d50000")
    ann, ben = make_recipient(round_, "Ann", party=party), make_recipient(round_, "Ben")
    ann.decision, ann.decision_wording = "excused", "On leave."
    ann.save()

    def change(row: Any, **fields: Any) -> str:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        return card_at(client)

    addresses = [
        card_at(client),
        change(round_, asked_count=15),
        change(round_, title="Early spring"),
        change(campaign, title="Our schools"),
        change(party, colour="#00d500"),
        change(party, adjective="Greens"),
        change(ben, party=party),
    ]
    assert len(set(addresses)) == len(addresses)
    change(ann, decision="", decision_wording="")
    change(ben, party=None, decision="excused", decision_wording="On leave.")
    swapped = card_at(client)  # the same numbers, and another seat has the colour
    change(ben, decision="", decision_wording="")
    assert change(ann, decision="excused", decision_wording="On leave.") != swapped
    before = addresses[0]
    assert before.startswith("/rounds/spring/card.png?")
    assert client.get(before).status_code == 200  # an older address shows the card of today


@pytest.mark.django_db
def test_address_of_the_card_stays_while_it_shows_the_same(client: Client) -> None:
    round_ = make_round(slug="spring", asked_count=12)
    ann = make_recipient(round_, "Ann", party=make_party(colour="#d50000"))
    before = card_at(client)
    ann.private_note = "Private."
    ann.save()
    assert card_at(client) == before
    poster = load_poster("spring", timezone.now())
    assert poster is not None
    assert before.endswith(mark_of(poster))  # the page and the card have read the same


@pytest.mark.parametrize("mark", Mark)
def test_each_mark_is_drawn_in_its_own_way(mark: Mark) -> None:
    def drawn(each: Mark) -> bytes:
        return picture(paint(poster(seats=(CardSeat(400, 300, 56, "#0087dc", each),)))).tobytes()

    others = [drawn(other) for other in Mark if other != mark]
    assert drawn(mark) not in others


@pytest.mark.parametrize("name", ["Müller", "née", "Łukasz Żółć", "Жанна", "Ελένη", "Đặng", "Ș"])
def test_font_has_the_letters_of_names(name: str) -> None:
    for weight in ("", "-Bold"):
        face = font(weight, 40)
        missing = bytes(face.getmask("\ue000"))
        assert [each for each in name if bytes(face.getmask(each)) == missing] == []


def test_words_that_turn_the_line_are_taken_out_of_the_picture() -> None:
    assert legible("Ann \u202elleB\u202c\u2067 of\u200b  the\n north\x07") == "Ann lleB of the north"


@pytest.mark.parametrize(
    "words",
    ["", "x" * 10_000, "word " * 1000, "\u202e", "🙂" * 50, "e\u0301" * 400, "<b>&", "\x00"],
)
def test_any_words_fit(words: str) -> None:
    face, room = font("-Bold", 36), 1080
    lines = fitted(legible(words), face, room, 2)
    assert len(lines) <= 2
    assert all(face.getlength(line) <= room * FINER for line in lines)
    picture(paint(Poster(words, words, Card(words, words, ()))))


def test_long_title_is_wrapped_and_shortened() -> None:
    first, second = fitted("A title of many words " * 20, font("-Bold", 36), 1080, 2)
    assert first.startswith("A title of many words")
    assert second.endswith("…")


def test_every_colour_has_its_party_named_or_is_grey() -> None:
    parties = tuple((f"#{number:02x}0000", f"Party number {number} of the county") for number in range(12))
    named = [words for _, words in legend_of(parties).lines]
    assert named == [*(words for _, words in parties[:2]), "and 10 more parties"]
    seats = tuple(
        CardSeat(400 + 60 * (place % 10), 300 + 60 * (place // 10), 56, colour, Mark.EMPTY)
        for place, (colour, _) in enumerate(parties)
    )
    grey = tuple(replace(seat, colour="" if place > 1 else seat.colour) for place, seat in enumerate(seats))
    assert paint(poster(seats=seats, parties=parties)) == paint(poster(seats=grey, parties=parties))
    assert paint(poster(seats=seats, parties=parties)) != paint(poster(seats=seats, parties=parties[:2]))


def test_long_name_takes_no_room_from_the_others() -> None:
    parties = [("#d50000", "A party with a name " * 10), ("#0087dc", "Blue"), ("", "party not given")]
    assert legend_of(parties).lines == (
        ("#0087dc", "Blue"),
        ("", "party not given"),
        ("", "and 1 more party"),
    )


def test_colour_of_two_parties_stands_for_neither_where_one_is_not_named() -> None:
    parties = [("#d50000", "Red"), ("#d50000", "A party with a name " * 10), ("#0087dc", "Blue")]
    assert legend_of(parties).lines == (("#0087dc", "Blue"), ("", "and 2 more parties"))
