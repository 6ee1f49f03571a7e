import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondents.differences import MOST_PARTS, Kind, Piece, differences, shortened

SAME, REMOVED, ADDED = Kind.SAME, Kind.REMOVED, Kind.ADDED


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Same.", "Same.", [(SAME, "Same.")]),
        ("", "New.", [(ADDED, "New.")]),
        ("Old.", "", [(REMOVED, "Old.")]),
        ("I agree.", "I disagree.", [(SAME, "I "), (REMOVED, "agree"), (ADDED, "disagree"), (SAME, ".")]),
        ("one two three", "eins zwei three", [(REMOVED, "one two"), (ADDED, "eins zwei"), (SAME, " three")]),
        ("It’s £5", "It’s £6", [(SAME, "It’s £"), (REMOVED, "5"), (ADDED, "6")]),
        ("a\nb", "a\n\nb", [(SAME, "a"), (REMOVED, "\n"), (ADDED, "\n\n"), (SAME, "b")]),
    ],
)
def test_words_that_differ_are_named_whole(before: str, after: str, pieces: list[tuple[Kind, str]]) -> None:
    assert differences(before, after) == [Piece(kind, text) for kind, text in pieces]


@given(st.text(alphabet="ab c\n.é🙂", max_size=60), st.text(alphabet="ab c\n.é🙂", max_size=60))
def test_the_pieces_put_together_are_both_texts(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after


def test_texts_too_long_to_compare_stand_one_after_the_other() -> None:
    before, after = "word " * MOST_PARTS, "word " * MOST_PARTS + "more"
    assert differences(before, after) == [Piece(REMOVED, before), Piece(ADDED, after)]


def test_long_stretches_that_are_the_same_are_shortened() -> None:
    long = "x" * 500
    pieces = [
        Piece(SAME, long),
        Piece(REMOVED, "a"),
        Piece(SAME, long),
        Piece(ADDED, "b"),
        Piece(SAME, "short"),
    ]
    assert shortened(pieces) == [
        Piece(SAME, f" … {'x' * 160}"),
        Piece(REMOVED, "a"),
        Piece(SAME, f"{'x' * 160} … {'x' * 160}"),
        Piece(ADDED, "b"),
        Piece(SAME, "short"),
    ]
