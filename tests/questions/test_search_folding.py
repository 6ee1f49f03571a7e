"""When two spellings are the same word, and where in a text a word stands whose folding has another length."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from questions.search.asked import read
from questions.search.folding import LONGEST_WORD, folded, whole_words_in, words_in
from questions.search.index import MOST_BYTES, index_words
from questions.search.marking import EXCERPT, Excerpt, Piece, excerpt, marked

HARD = "ßẞŁłØøÆæŒœﬁﬀĳŉİıÅée\u0301Ǿ½№²①Ａ한ΐςΣ'’´`ʼ\u00ad\u200b\u200d\u202e\ufe0f\U0001f1ec\U0001f1e7🐝-–,.;1234567 \n\t"
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(HARD + "abcsSlLoO"), st.characters(codec="utf-8")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Müller MÜLLER mu\u0308ller muller", ["muller"] * 4),
        ("Straße STRASSE Straẞe", ["strasse"] * 3),
        ("Łukasz Żółć Ødegård Đoković Þór", ["lukasz", "zolc", "odegard", "dokovic", "thor"]),
        ("ﬁnancial oﬀer Æsop œuvre", ["financial", "offer", "aesop", "oeuvre"]),
        ("İstanbul ısı ΣΊΣΥΦΟΣ", ["istanbul", "isi", "σισυφοσ"]),
        ("Ёлка ёлка", ["елка"] * 2),
        ("don’t don't don´t dont", ["dont", "don", "t", "dont", "don", "t", "dont", "don", "t", "dont"]),
        ("O’Brien l'école", ["obrien", "o", "brien", "lecole", "l", "ecole"]),
        ("'quoted' ‘quoted’ the councils’ view", ["quoted", "quoted", "the", "councils", "view"]),
        ("1,000 3.5 3.5.", ["1000", "1", "000", "3·5", "3", "5", "3·5", "3", "5"]),
        ('well-known AND* "x" it_all', ["well", "known", "and", "x", "it", "all"]),
        ("co\u00adoperate zero\u200bwidth \u202eturned", ["cooperate", "zero", "width", "turned"]),
        ("½ x² № Ａ", ["1", "2", "x2", "no", "a"]),
        ("🐝 … — !!!", []),
        ("", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert [word.text for word in words_in(text)] == words


@pytest.mark.parametrize(("typed", "words"), [("O'Brien", ["obrien"]), ("1,000", ["1000"]), ("3.5", ["3·5"])])
def test_joined_words_are_looked_for_as_one(typed: str, words: list[str]) -> None:
    assert [word.text for word in whole_words_in(typed)] == words


def test_folding_a_folded_character_changes_nothing() -> None:
    changed = [
        chr(code)
        for code in range(0x30000)
        if not 0xD800 <= code < 0xE000
        for once in ["".join(map(folded, chr(code)))]
        if "".join(map(folded, once)) != once
    ]
    assert changed == []


@given(TEXTS)
def test_composed_and_decomposed_texts_have_the_same_words(text: str) -> None:
    composed, taken_apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [word.text for word in words_in(composed)] == [word.text for word in words_in(taken_apart)]


@given(TEXTS)
def test_words_hold_nothing_but_letters_and_figures(text: str) -> None:
    """So they can stand in a query of either database as they are."""
    for word in words_in(text) + whole_words_in(text):
        assert 0 < len(word.text) <= LONGEST_WORD
        assert not set(word.text) & set(" \t\n\x00'\"\\*:&|!()-")
        assert all(
            each.isalnum() or each == "·" or unicodedata.category(each)[0] == "M" for each in word.text
        )


@given(TEXTS)
def test_places_are_in_order_and_fold_to_their_letter(text: str) -> None:
    for word in words_in(text):
        for letter in word.letters:
            assert 0 <= letter.start < letter.end <= len(text)
            made = "".join(folded(each) for each in text[letter.start : letter.end])
            assert letter.text in made or (letter.text, made) == ("·", ".")
        starts = [letter.start for letter in word.letters]
        assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "typed", "pieces"),
    [
        ("Die Straße lang", "strasse", ["Die ", "*Straße", " lang"]),
        ("Die Straße lang", "stras", ["Die ", "*Straß", "e lang"]),
        ("Die Straße lang", "strass", ["Die ", "*Straß", "e lang"]),
        ("mu\u0308ller", "mu", ["*mu\u0308", "ller"]),
        ("Mr O’Brien.", "obr", ["Mr ", "*O’Br", "ien."]),
        ("Mr O’Brien.", "bri", ["Mr O’", "*Bri", "en."]),
        ("ﬁnance", "f", ["ﬁnance"]),
        ("ﬁnance", "fin", ["*ﬁn", "ance"]),
        ("cost 1,000 now", "1000", ["cost ", "*1,000", " now"]),
        ("cost 3.5 now", "3.5", ["cost ", "*3.5", " now"]),
        ("Schools school <b>", "school b", ["*School", "s ", "*school", " <", "*b", ">"]),
        ("a an A", "a", ["*a", " an ", "*A"]),
        ("nothing", "else", ["nothing"]),
    ],
)
def test_beginnings_are_marked_in_the_untouched_text(text: str, typed: str, pieces: list[str]) -> None:
    found = marked(text, read(typed).words)
    assert [f"{'*' * piece.is_marked}{piece.text}" for piece in found] == pieces


@given(TEXTS, TEXTS)
@example("ßa\u0301ﬁ", "ssaf")
def test_pieces_together_are_the_text(text: str, typed: str) -> None:
    pieces = marked(text, read(typed).words)
    assert "".join(piece.text for piece in pieces) == text
    wanted = [word.text for word in read(typed).words]
    if not any(len(each) > 1 for each in wanted):
        return
    for piece in pieces:
        if piece.is_marked:
            begun = "".join(word.text for word in words_in(piece.text)[:1])
            assert any(begun[:1] == each[:1] for each in wanted) or not begun


@given(st.text(alphabet="ab ß\n’e\u0301", min_size=0, max_size=1500), st.sampled_from(["ab", "ss", "e", "b"]))
def test_an_excerpt_is_a_truthful_cut_around_the_first_hit(text: str, typed: str) -> None:
    words = read(typed).words
    cut = excerpt(text, words)
    shown = ["".join(piece.text for piece in paragraph) for paragraph in cut.paragraphs]
    assert all(each in text for each in shown)
    at = -1
    for each in shown:
        at = text.index(each, at + 1)
    if not cut.is_cut:
        assert "".join("".join(shown).split()) == "".join(text.split())
    found = any(piece.is_marked for piece in marked(text, words))
    assert found == any(piece.is_marked for paragraph in cut.paragraphs for piece in paragraph)
    assert not any(each[:1] == "\u0301" and text[:1] != "\u0301" for each in shown[:1])


def test_a_long_text_is_cut_between_words_on_both_sides() -> None:
    text = "before " * 100 + "the Müller bridge" + " after" * 200
    cut = excerpt(text, read("muller").words)
    assert (cut.is_cut_before, cut.is_cut_after) == (True, True)
    (pieces,) = cut.paragraphs
    assert [piece.text for piece in pieces if piece.is_marked] == ["Müller"]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("before before")
    assert whole.endswith("after after")
    assert EXCERPT - 20 < len(whole) <= EXCERPT


def test_a_short_text_is_shown_whole_with_its_paragraphs() -> None:
    text = "First line,\nsecond.\n\n  Then more.\n"
    assert excerpt(text, read("more").words) == Excerpt(
        ((Piece("First line,\nsecond."),), (Piece("  Then "), Piece("more", is_marked=True), Piece(".\n")))
    )


def test_a_text_without_a_space_is_cut_too() -> None:
    cut = excerpt("x" * 10_000, read("xxx").words)
    assert sum(len(piece.text) for paragraph in cut.paragraphs for piece in paragraph) <= EXCERPT


def test_words_beyond_what_a_database_holds_are_left_out() -> None:
    text = " ".join(f"{number:07}" for number in range(100_000))
    assert MOST_BYTES - 10 < len(index_words([text]).encode()) <= MOST_BYTES
    assert index_words(["b a", "a c", ""]) == "a b c"


@pytest.mark.parametrize(
    ("typed", "words", "told"),
    [
        ("", [], []),
        ("  ", [], []),
        ("!!!", [], ["“!!!” has no letter or figure to look for: the list is shown without it."]),
        ("🐝", [], ["“🐝” has no letter or figure to look for: the list is shown without it."]),
        ("school school SCHOOL", ["school"], []),
        ("plan b", ["plan", "b"], ["A single character is looked for as a word of its own: “b”."]),
        ("well-known - now", ["well", "known", "now"], []),
        (
            " ".join(f"w{n}" for n in range(30)),
            [f"w{n}" for n in range(20)],
            ["Only the first 20 words are looked for."],
        ),
        ("x" * 100, ["x" * 64], ["Words are looked for by their first 64 characters."]),
    ],
)
def test_what_is_typed_is_read_and_told(typed: str, words: list[str], told: list[str]) -> None:
    asked = read(typed)
    assert ([word.text for word in asked.words], list(asked.told)) == (words, told)


@pytest.mark.parametrize(
    "typed", ['"two words"', "school*", "school -money", "school AND money", "(a1 b1)", "NOT x1"]
)
def test_operators_are_words_like_others_and_readers_are_told(typed: str) -> None:
    (told,) = read(typed).told
    assert told == (
        "Quotation marks, stars, minus signs and words like AND have no special meaning here: "
        "every word is looked for, in any order."
    )
