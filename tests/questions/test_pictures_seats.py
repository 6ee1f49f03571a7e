import gzip
import re
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings

from questions.counting import Count
from questions.models import Standing
from questions.pictures.marks import MARKS, SHAPES, Mark, drawn
from questions.pictures.parties import NEUTRAL, NOT_GIVEN, Colour, colour_of, contrast
from questions.pictures.paths import BOX, Drawing, path_of
from questions.pictures.seats import COLUMNS, Picture, drawing_of, picture_of
from tests.questions.seating import GREEN, LABOUR, LOCAL, counts, group, seated


def seats_in(drawing: Drawing, mark: Mark) -> int:
    """How many seats a drawing has: every outline of a seat's first layer is closed, or begun, as often."""
    shape = SHAPES[mark]
    css, outline = ("rim", shape.rim) if shape.rim else ("area", shape.area)
    layers = [layer for layer in drawing.layers if layer.css.split(" ")[0] == css]
    return sum(len(re.findall("[Mm]", layer.d)) for layer in layers) // len(outline)


def seats_drawn(picture: Picture) -> int:
    """How many seats of those asked are drawn, by the paths themselves."""
    groups = [*picture.groups, *([picture.not_named] if picture.not_named else [])]
    total = 0
    for each in groups:
        total += seats_in(each.dots, each.mark) if each.dots else 0
        sized = [bundle for bundle in each.bundles if bundle.recipient.size]
        total += sum(seats_in(bundle.drawing, each.mark) for bundle in sized)
    return total


@settings(max_examples=150, deadline=None)
@given(count=counts)
def test_picture_adds_up_to_the_number_asked(count: Count) -> None:
    picture = picture_of(count)
    assert picture.number == max(count.asked, count.counted)
    assert seats_drawn(picture) == picture.number
    named = [seat.recipient for each in picture.groups for seat in each.seats]
    bundled = [bundle.recipient for each in picture.groups for bundle in each.bundles]
    apart = [recipient for each in picture.volunteers for recipient in each.recipients]
    assert sorted(each.pk for each in [*named, *bundled, *apart]) == sorted(
        each.pk for each in count.recipients
    )


@settings(max_examples=60, deadline=None)
@given(count=counts)
def test_words_beside_the_dots_add_up_to_the_line(count: Count) -> None:
    for each in picture_of(count).groups:
        assert sum(map(int, re.findall(r"(\d+) [A-Zp]", each.parties))) == each.number


def test_seats_stand_in_the_order_of_the_standings_and_in_their_partys_colour() -> None:
    silent, replied = seated(Standing.NO_RESPONSE, party=GREEN), seated(party=LABOUR)
    picture = picture_of(Count(3, (silent, replied)), lambda each: f"#{each.slug}")
    assert [each.words for each in picture.groups] == ["1 answered", "1 did not respond"]
    (seat,) = picture.groups[0].seats
    assert (seat.address, seat.colour.name) == (f"#{replied.slug}", "Labour")
    assert [layer.fill for layer in seat.drawing.layers if layer.css == "area"] == ["#e4003b"]
    assert picture.not_named is not None
    assert (picture.not_named.words, picture.total) == ("1 not named", "3 asked")


def test_group_of_known_size_is_a_bundle_and_one_of_unknown_size_adds_no_seat() -> None:
    known, unknown = group(size=4, party=GREEN), group(party=LABOUR)
    (line,) = picture_of(Count(None, (known, unknown))).groups
    assert (line.number, line.dots, line.is_open_ended) == (4, None, True)
    bundle, open_ended = line.bundles
    assert seats_in(bundle.drawing, Mark.EMPTY) == 4
    assert (bundle.words, open_ended.words) == ("Green Party, 4 people", "Labour")
    assert [layer.css for layer in open_ended.drawing.layers] == ["area edgeless", "edge", "more"]


def test_volunteers_stand_apart() -> None:
    count = Count(1, (seated(Standing.NO_RESPONSE), seated(volunteered=True), seated(volunteered=True)))
    picture = picture_of(count)
    assert (picture.number, [each.number for each in picture.volunteers]) == (1, [2])
    assert picture.volunteers_words == "2 wrote in without being asked"


def test_every_two_marks_differ_without_colour_unless_they_are_counted_alike() -> None:
    def outlines(mark: Mark) -> list[tuple[str, str]]:
        return [(layer.css, layer.d) for layer in drawn(mark, NEUTRAL).layers]

    for one, other in combinations(Mark, 2):
        assert outlines(one) != outlines(other)
    assert set(MARKS) == set(Standing)
    for left, right in combinations(Standing, 2):
        if MARKS[left] == MARKS[right]:
            assert left.counts_as == right.counts_as


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#777777", "#faa61a", "#0087dc", "#70147a"])
def test_sign_stands_out_from_any_colour(colour: str) -> None:
    assert contrast(Colour("Any", colour).sign, colour) >= 4.5


def test_contrast_is_as_the_guidelines_reckon_it() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_party_not_given_and_party_without_a_colour_are_told_apart() -> None:
    assert (colour_of(seated()), colour_of(seated(party=LOCAL)).css) == (NOT_GIVEN, "no-colour")
    assert NOT_GIVEN.css == "not-given"
    spoilt = seated(party=type(LABOUR)(name="Odd", adjective="Odd", colour='"><b>'))
    assert colour_of(spoilt).fill == ""


def test_outline_is_spelt_alike_in_every_seat() -> None:
    path = path_of(SHAPES[Mark.EMPTY].area, [(0, 0), (BOX, 0), (2 * BOX, 0)])
    seat = "h11.5v11.5h-11.5zm2.5 2.5h6.5v6.5h-6.5z"
    assert path == f"M2.25 2.25{seat}m13.5 -2.5{seat}m13.5 -2.5{seat}"


def test_dots_stand_in_fixed_columns() -> None:
    (line,) = picture_of(Count(None, tuple(seated() for _ in range(2 * COLUMNS + 1)))).groups
    assert line.dots is not None
    assert line.dots.box == f"0 0 {COLUMNS * BOX} {3 * BOX}"
    assert line.dots.label == "51 seats, one for each who is counted in this line"


def rendered(count: Count) -> str:
    return render_to_string("components/seats.html", {"picture": picture_of(count), "here": True})


def test_picture_of_650_adds_no_more_than_12_kilobytes() -> None:
    parties = [LABOUR, GREEN, LOCAL, None]
    standings = [Standing.ANSWERED] * 5 + [Standing.NO_RESPONSE] * 3 + list(Standing)
    count = Count(650, tuple(seated(standings[n % 19], party=parties[n * 7 % 11 % 4]) for n in range(640)))
    page = rendered(count)
    assert '<ul class="named-seats">' not in page
    assert len(gzip.compress(page.encode(), 6)) <= 12 * 1024


def test_small_round_is_a_list_of_names_and_hostile_names_are_escaped() -> None:
    hostile = "<script>alert(1)</script>\u202e" + "x" * 150
    count = Count(None, (seated(name=hostile, party=LABOUR), group(name=hostile), seated(volunteered=True)))
    page = rendered(count)
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;\u202e") == 3
    assert ("<text" in page, " id=" in page, "data-recipient" in page) == (False, False, False)


def test_more_seats_than_can_be_told_apart_are_given_in_words() -> None:
    picture = picture_of(Count(30_000, (group(size=20_000), seated())))
    assert (picture.is_drawn, picture.number) == (False, 30_000)
    page = rendered(picture.count)
    assert "20000 people" in page
    assert len(page) < 5000


def test_one_recipient_is_drawn_as_what_they_are() -> None:
    assert drawing_of(seated()).width == BOX
    assert drawing_of(group(size=3)).width == 3 * BOX
    assert drawing_of(group()).width > BOX
