"""Every public template, filled and empty, is valid: strictly parsed, well nested, each name and reference in place."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import make_round, name_publisher
from tests.hostile_record import make_hostile_record
from tests.reading import Reading, parsed, read
from tests.validity import faults_of, to_the_letter

pytestmark = pytest.mark.django_db

MPS, COMMITTEE = "/rounds/norfolk-mps/", "/rounds/childrens-services-committee/"
FILLED = {
    "/": 200,
    "/campaigns/fighting-for-their-futures/": 200,
    **{
        f"{round_}{view}": 200
        for round_ in (MPS, COMMITTEE)
        for view in ("", "?view=person", "?view=grid", "all/")
    },
    f"{COMMITTEE}?party=labour&q=corlett": 200,
    f"{COMMITTEE}?q=nobody-of-that-name": 200,
    f"{COMMITTEE}?view=cube&party=labour&standing=silent": 200,
    f"{MPS}questions/3/": 200,
    f"{COMMITTEE}questions/1/": 200,
    "/politicians/": 200,
    "/politicians/?q=nobody-of-that-name": 200,
    "/politicians/emma-corlett/": 200,
    "/compare/": 200,
    "/compare/?politician=emma-corlett": 200,
    "/compare/?politician=mike-sands&politician=emma-corlett&politician=nobody": 200,
    "/parties/labour/": 200,
    "/parties/not-given/": 200,
    "/bodies/norfolk-county-council/": 200,
    "/bodies/childrens-services-committee/": 200,
    "/answers/": 200,
    "/answers/?q=funding": 200,
    "/answers/?q=funding&party=labour&round=no-such-round": 200,
    "/non-respondents/": 200,
    "/corrections/": 200,
    "/how-we-count/": 200,
    "/about/": 200,
    "/rounds/never-heard-of/": 404,
    "/never-heard-of/": 404,
}
EMPTY = [
    "/",
    "/politicians/",
    "/compare/",
    "/answers/",
    "/non-respondents/",
    "/corrections/",
    "/how-we-count/",
    "/about/",
]
SHELL = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><main><h1>H</h1>{}</main></body></html>'


def faults(client: Client, addresses: dict[str, int]) -> dict[str, list[str]]:
    found = {
        address: faults_of(to_the_letter(read(client, address, status)))
        for address, status in addresses.items()
    }
    return {address: lines for address, lines in found.items() if lines}


def test_pages_of_the_articles_are_valid(client: Client) -> None:
    call_command("loaddata", "reference", "norfolk-mps", "childrens-services-committee", verbosity=0)
    name_publisher()
    assert faults(client, FILLED) == {}


def test_pages_of_an_empty_record_are_valid(client: Client) -> None:
    assert faults(client, dict.fromkeys(EMPTY, 200)) == {}


def test_pages_of_a_round_without_anything_are_valid(client: Client) -> None:
    make_round(slug="bare", questions=0)
    make_round(slug="unasked", questions=1)
    views = [
        f"/rounds/{slug}/{view}"
        for slug in ("bare", "unasked")
        for view in ("", "?view=person", "?view=grid", "all/")
    ]
    assert faults(client, dict.fromkeys([*views, "/rounds/unasked/questions/1/"], 200)) == {}


def test_pages_with_every_kind_of_answer_are_valid(client: Client) -> None:
    record = make_hostile_record()
    gone = dict(zip(record.gone, (410, 404), strict=True))
    assert faults(client, dict.fromkeys(record.pages, 200) | gone) == {}


@pytest.mark.parametrize("template", ["400", "403", "403_csrf", "404", "500", "preview_ended"])
def test_pages_of_refusals_are_valid(template: str) -> None:
    assert faults_of(to_the_letter(page_of(render_to_string(f"{template}.html")))) == []


def page_of(html: str) -> Reading:
    return Reading("", 200, html, parsed(html))


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<h3>Too deep</h3>", "a heading of level 3 follows one of level 1"),
        ("<h1>Another</h1>", "headings begin with [1] and have 2 of the first level"),
        ('<img src="a.png">', "an image without alt"),
        ("<svg></svg>", "a drawing that is neither hidden from screen readers nor named"),
        ('<svg role="img"></svg>', "a drawing that is neither hidden from screen readers nor named"),
        ('<p><a href="/"></a></p>', "a without words"),
        ("<p><a>Words</a></p>", "a link that leads nowhere: Words"),
        ("<nav></nav>", "menus that nobody tells apart: [None]"),
        ('<nav aria-label="A"></nav><nav aria-label="A"></nav>', "menus that nobody tells apart: ['A', 'A']"),
        ('<p><label for="x">L</label></p>', "for of label names nothing: x"),
        ('<section aria-labelledby="x y"></section>', "aria-labelledby of section names nothing: y"),
        ('<p><a href="#x">Words</a></p>', "a link within the page leads nowhere: #x"),
        ('<p><input name="q"></p>', "input without a label: q"),
        ('<p><a href="/">A <button>B</button></a></p>', "button inside a"),
        ('<details><summary><a href="/">A</a></summary></details>', "a inside summary"),
        ("<div><span><div>Words</div></span></div>", "div inside span"),
        ("<ul><p>Words</p></ul>", "p right inside ul"),
        ("<ul></ul>", "ul with nothing in it"),
        ("<details></details>", "details without a summary"),
        ("<p><time>Today</time></p>", "time without a date"),
        ('<table><tr><th scope="col">A</th></tr></table>', "a table without a caption"),
        ("<table><caption>C</caption><tr><th>A</th></tr></table>", "a table head without scope"),
        ("<table><caption>C</caption><tr><td>A</td></tr></table>", "a table without heads"),
    ],
)
def test_each_fault_would_be_found(html: str, fault: str) -> None:
    found = faults_of(to_the_letter(page_of(SHELL.format(html)), strict=False))
    assert fault in found
