"""One language of marks: wherever a page says where somebody stands, the mark is that of the picture."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from questions.models import Round, Standing
from questions.pictures.marks import MARKS, drawn
from questions.pictures.parties import NEUTRAL
from tests.factories import make_group, make_recipient, make_response, make_round
from tests.reading import Reading, read

pytestmark = pytest.mark.django_db
PATHS = {
    standing.value: [layer.d for layer in drawn(MARKS[standing], NEUTRAL).layers] for standing in Standing
}


@pytest.fixture
def round_() -> Round:
    """Ann answers, Ben in part, Cat declines, Dan is silent, Eve is excused; the Greens are asked."""
    round_ = make_round(slug="round", title="The round", asked_count=9)
    make_response(make_recipient(round_, "Ann"), answers={1: "Yes.", 2: "No."})
    make_response(make_recipient(round_, "Ben"), answers={1: "Yes."})
    make_response(make_recipient(round_, "Cat"), refuses=True)
    make_recipient(round_, "Dan", decision="no_response")
    make_recipient(round_, "Eve", decision="excused", decision_wording="on leave")
    make_group(round_)
    return round_


def standing_of(element: Element) -> str:
    (standing,) = {*(element.get("class") or "").split()} & PATHS.keys()
    return standing


def marks(page: Reading) -> list[tuple[str, list[str]]]:
    """Each place where a standing is told, with the outlines that are drawn there."""
    return [
        (standing_of(told), [path.get("d", "") for path in told.iter() if path.tag.endswith("path")])
        for told in page.all("*", class_="standing")
        if {*(told.get("class") or "").split()} & PATHS.keys()
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/rounds/round/",
        "/rounds/round/?view=person",
        "/rounds/round/?view=grid",
        "/rounds/round/all/",
        "/rounds/round/questions/2/",
        "/politicians/",
        "/politicians/dan/",
        "/compare/?politician=ann&politician=dan",
        "/how-we-count/",
    ],
)
def test_standing_is_told_with_the_mark_of_the_picture(client: Client, round_: Round, address: str) -> None:
    found = marks(read(client, address))
    assert found != []
    assert [(standing, paths) for standing, paths in found if paths != PATHS[standing]] == []
    assert round_.is_published()


def test_every_standing_is_explained_beside_its_mark(client: Client) -> None:
    assert [standing for standing, _ in marks(read(client, "/how-we-count/"))] == [
        each.value for each in Standing
    ]


def test_round_by_round_has_the_same_marks(client: Client, round_: Round) -> None:
    later = make_round(slug="later", follows=round_, asked_on="2027-01-01")
    last = make_round(slug="last", follows=later, asked_on="2028-01-01")
    for each in (later, last):
        for recipient in round_.recipients.exclude(politician=None):
            make_recipient(each, politician=recipient.politician)
    page = read(client, "/rounds/last/")
    assert len(page.all("table", class_="round-by-round")) == 1
    assert [standing for standing, paths in marks(page) if paths != PATHS[standing]] == []
