"""No name and no word can be read as markup in any form, and every word can be read back from it."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from questions.output.blocks import Block, Heading, Piece, Quote, Table, Text, Wording
from questions.output.markdown import markdown
from questions.output.markup import html
from questions.output.plain import neutralised, plain

NAME = "<b>Ann</b> | *Bob*"
HOSTILE = [
    "1. Yes\n3. No",
    "1) Yes\n- no\n+ no\n* no",
    "# not a heading #\n> not a quote\n===\n---\n***\n___",
    "```\nnot code\n```\n~~~\n`code` ``code``",
    "    not code\n\tnor this  \nhard break  ",
    "<script>alert(1)</script> <!-- x --> </blockquote> <a href='x'>y</a> <https://example.org>",
    "&lt;b&gt; &amp; &#42; &copy; AT&T \\* \\\\ \\",
    "*a* **b** _c_ __d__ ~~e~~ ==f== ^g^ ~h~ $i$ [j](k) ![l](m) [n]: o [^p] {q} {{ r }} {% s %}",
    "| a | b |\n| --- | --- |\n| c | d |\nx\n:-:\n: definition",
    "http://example.org www.example.org WWW.example.org ann@example.org :smile: @ann #12",
    "Ann \u202eright to left\u202c \u2067isolated \u200f\u061c",
    "“double” 'single' \"straight\" -- ... « »",
    "=1+1\n+1\n-1\n@A1",
    "\u00a0 outer spaces of every kind \u3000\n\ufefffirst and last\ufeff",
    "1986\\. A great year\n12345678901. Long\n. )",
    "Łukasz Żółć 山 Ж 👩‍👩‍👧",
    NAME,
]
# What the record keeps: no control characters but tab and newline; the C1 ones are told to the editor apart.
KEPT = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n")
MARKED = st.sampled_from("\\`*_{}[]<>()#+-.!|~^=$&:;\"'/ \t\n1a\u202e\u2069\ufeff\u00a0")
WORDS = st.text(KEPT | MARKED, min_size=1).map(lambda words: words.strip("\n")).filter(str.strip)


def paragraphs(words: str) -> list[str]:
    """As the record splits them: inner line ends are kept, blank lines are not."""
    lines = [line if line.strip(" \t") else "" for line in words.split("\n")]
    return [
        part
        for part in "\n".join(lines).replace("\n\n", "\0").replace("\0\n", "\0").split("\0")
        if part.strip()
    ]


def piece(*blocks: Block) -> Piece:
    return Piece("piece", "Piece", "A piece.", blocks)


def parsed(source: str) -> Element:
    fragment: Element = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(source)
    return fragment


def words_of(element: Element) -> str:
    return "".join(element.itertext())


def shape(element: Element) -> list[str]:
    """Every tag in an element, in order."""
    return [each.tag for each in element.iter() if each is not element]


def check_html(quote: Sequence[str]) -> None:
    page = parsed(html(piece(Text("Before:"), Quote(quote), Wording(quote), Text("After."))))
    before, quoted, *wording, after = list(page)
    assert [words_of(paragraph) for paragraph in quoted] == list(quote)
    assert [words_of(paragraph) for paragraph in wording] == list(quote)
    assert (words_of(before), words_of(after)) == ("Before:", "After.")
    assert set(shape(page)) <= {"p", "br", "blockquote"}
    assert shape(page).count("br") == 2 * sum(words.count("\n") for words in quote)


def check_markdown(quote: Sequence[str]) -> None:
    """Read by a parser that keeps to the CommonMark standard, with tables and strikethrough on."""
    source = markdown(piece(Heading("Heading"), Text("Before:"), Quote(quote), Text("After.")))
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)
    heading, before, quoted, after = list(parsed(rendered))
    assert [words_of(paragraph) for paragraph in quoted] == list(quote)
    assert [words_of(each) for each in (heading, before, after)] == ["Heading", "Before:", "After."]
    assert set(shape(quoted)) <= {"p", "br"}
    assert shape(quoted).count("br") == sum(words.count("\n") for words in quote)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_read_back_from_every_form(words: str) -> None:
    check_html([words])
    check_markdown([words])
    assert plain(piece(Text("Before:"), Quote([words]), Text("After."))) == f"Before:\n\n“{words}”\n\nAfter."


@settings(deadline=None)
@given(words=WORDS)
@example(words="1. Yes\n\n3. No")
def test_any_words_are_read_back_from_html(words: str) -> None:
    check_html(paragraphs(words))


@settings(deadline=None)
@given(words=WORDS)
@example(words="1. Yes\n\n3. No")
def test_any_words_are_read_back_from_markdown(words: str) -> None:
    check_markdown(paragraphs(words))


@settings(deadline=None)
@given(words=WORDS)
def test_any_words_stand_byte_for_byte_in_plain_text(words: str) -> None:
    assert plain(piece(Quote([words]))) == f"“{words}”"


@settings(deadline=None)
@given(cells=st.lists(st.text(KEPT | MARKED, min_size=1).filter(str.strip), min_size=4, max_size=4))
@example(cells=[NAME, "a|b", "\\|", "| --- |"])
def test_any_cells_stay_cells_in_html_and_markdown(cells: list[str]) -> None:
    table = piece(Table("Caption", cells[:2], [cells[2:]]))
    page = parsed(html(table))
    assert [words_of(cell) for cell in page.iter() if cell.tag in {"th", "td"}] == cells
    assert [cell.get("scope") for cell in page.iter("th")] == ["col", "col", "row"]
    assert words_of(next(page.iter("caption"))) == "Caption"
    rendered = parsed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown(table)))
    shown = [words_of(cell) for cell in rendered.iter() if cell.tag in {"th", "td"}]
    assert [" ".join(cell.split()) for cell in shown] == [" ".join(cell.split()) for cell in cells]
    assert set(shape(rendered)) == {"p", "table", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize(
    ("cell", "neutral"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("Ann = Bob", "Ann = Bob"),
        ("Ann\tBob\nCat", "Ann Bob Cat"),
        ("Ann\u2028Bob", "Ann Bob"),
        ('"Ann" Able', '"""Ann"" Able"'),
        ('Ann "Annie" Able', 'Ann "Annie" Able'),
        ("", ""),
    ],
)
def test_cell_of_the_plain_table_is_one_cell_and_no_formula(cell: str, neutral: str) -> None:
    table = piece(Table("Caption", ["Name", "Party"], [[cell, "Labour"]]))
    assert plain(table) == f"Name\tParty\n{neutral}\tLabour"
    assert neutralised(table) == ([cell] if neutral.startswith("'") else [])


@settings(deadline=None)
@given(cells=st.lists(st.text(KEPT | MARKED), min_size=3, max_size=3))
def test_any_row_of_the_plain_table_has_its_cells_and_no_formula(cells: list[str]) -> None:
    row = plain(piece(Table("Caption", ["A", "B", "C"], [cells]))).split("\n", 1)[1]
    assert "\n" not in row
    found = row.split("\t")
    assert len(found) == 3
    assert not any(each.lstrip().startswith(("=", "+", "-", "@", "＝")) for each in found)


def test_characters_that_turn_the_line_are_references_in_sources_and_kept_in_plain_text() -> None:
    turned = piece(Text("A\u202eB\u2069"), Table("C", ["\u2067D"], []))
    assert "\u202e" not in html(turned) + markdown(turned)
    assert html(turned).startswith('<p dir="auto">A&#x202e;B&#x2069;</p>')
    assert words_of(parsed(html(turned))[0]) == "A\u202eB\u2069"
    assert plain(turned).startswith("A\u202eB\u2069")


def test_html_of_plain_words_has_no_needless_marks() -> None:
    assert html(piece(Text('Ann\'s "word".'), Quote(["One.", "Two\nlines."]))) == (
        '<p>Ann\'s "word".</p>\n<blockquote>\n<p>One.</p>\n<p>Two<br>\nlines.</p>\n</blockquote>'
    )


def test_markdown_of_plain_words_has_no_needless_marks() -> None:
    assert markdown(piece(Text("Ann's word - 4.5% (of 12)."), Quote(["One.", "Two\nlines: 3. No!"]))) == (
        "Ann's word - 4.5% (of 12).\n\n> One.\n>\n> Two  \n> lines: 3. No!"
    )
