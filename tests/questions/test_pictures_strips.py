import pytest
from django.test import Client
from hypothesis import given, settings

from questions.counting import Count
from questions.models import Round, Standing
from questions.pictures.card import BOTTOM, HEIGHT, MARGIN, TOP, WIDTH, card_of
from questions.pictures.marks import Mark
from questions.pictures.strips import BAR, Bar, Strip, bar_of
from tests.factories import make_campaign, make_party, make_recipient, make_response, make_round
from tests.questions.seating import GREEN, LABOUR, counts, group, seated
from tests.reading import read, words_in


def test_bar_is_as_long_as_its_numbers() -> None:
    bar = bar_of([(Mark.TICK, 1), (Mark.EMPTY, 3)])
    assert [layer.d for layer in bar.layers] == ["M0 1h250v14h-250z", "M250 1h750v14h-750z"]
    assert (bar.width, bar.stretches) == (BAR, True)


def test_bar_of_a_round_gives_every_number_in_words() -> None:
    round_ = Round(title="A", slug="a")
    count = Count(4, (seated(), seated(Standing.NO_RESPONSE), group()))
    bar = Bar(round_, count)
    assert bar.words == (
        "1 answered · 1 did not respond; Councillors did not respond (how many they are is not given) "
        "· 2 not named"
    )
    assert (bar.total, bar.drawing is not None) == ("4 asked", True)
    assert [words for words, _ in Strip((bar,)).legend] == ["answered", "did not respond", "Not named"]
    assert Bar(round_, Count(None, (group(),))).drawing is None


@pytest.mark.django_db
def test_politician_has_a_strip_of_rounds_by_standing(client: Client) -> None:
    campaign = make_campaign("Campaign", slug="campaign")
    first = make_round(slug="first", title="First", campaign=campaign, asked_on="2026-01", asked_count=2)
    again = make_round(slug="again", title="Again", campaign=campaign, follows=first, asked_on="2026-06-01")
    ann = make_recipient(first, "Ann", party=make_party(colour="#6ab023"), decision="no_response")
    make_response(make_recipient(again, politician=ann.politician), answers={1: "Yes.", 2: "No."})
    page = read(client, "/politicians/ann/")
    assert [words_in(cell) for cell in page.one("ol", class_="strip")] == [
        "First January 2026 Did not respond; has since replied to a later round Green Party",
        "Again 1 June 2026 Answered party not given",
    ]
    assert [link.get("href") for cell in page.one("ol", class_="strip") for link in cell.iter("a")] == [
        "/rounds/first/#ann",
        "/rounds/again/#ann",
    ]
    bars = read(client, "/campaigns/campaign/")
    assert [words_in(bar) for bar in bars.one("figure", class_="rounds-strip").iter("ol")] == [
        (
            "First At least 0 of 2 1 did not respond · 1 not named · 2 asked "
            "Again 1 of those asked; the number asked is not given 1 answered"
        )
    ]


@settings(max_examples=60, deadline=None)
@given(count=counts)
def test_card_has_a_seat_for_each_of_those_asked_inside_its_box(count: Count) -> None:
    card = card_of(count, "Headline.")
    assert len(card.seats) == max(count.asked, count.counted)
    for seat in card.seats:
        assert MARGIN <= seat.x <= WIDTH - MARGIN - seat.size
        assert TOP <= seat.y <= BOTTOM - seat.size < HEIGHT
    assert len({(seat.x, seat.y) for seat in card.seats}) == len(card.seats)


def test_card_says_what_it_shows() -> None:
    count = Count(4, (seated(party=LABOUR), seated(Standing.DECLINED, party=GREEN), group()))
    card = card_of(count, "One of four answered.")
    assert [label.text for label in card.labels] == [
        "1 answered",
        "1 declined to answer",
        "1 group did not respond",
        "2 not named",
    ]
    assert [(seat.colour, seat.mark) for seat in card.seats] == [
        ("#e4003b", Mark.TICK),
        ("#6ab023", Mark.BAR),
        ("", Mark.PLAIN),
        ("", Mark.PLAIN),
    ]
    assert (card.fraction, card.total) == ("At least 1 of 4", "4 asked")
    assert card.parties == (("#6ab023", "Green Party"), ("#e4003b", "Labour"))  # the group has no seat on it


def test_card_of_more_than_can_be_drawn_keeps_its_words() -> None:
    card = card_of(Count(60_000, (seated(),)), "Headline.")
    assert (card.seats, card.labels, card.total) == ((), (), "60000 asked")
