"""What readers set out to do, to its end: on a phone and at a desk, without JavaScript, with the keyboard, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from questions.models import Answer, Recipient
from tests.browser.conftest import Browser
from tests.factories import make_party, make_question, make_recipient, make_response, make_round

PHONE: ViewportSize = {"width": 390, "height": 844}
MPS, COMMITTEE = "/rounds/norfolk-mps/", "/rounds/childrens-services-committee/"
LAMB = "Norfolk is not adequately funded. The planned 8pc real terms cut in per student funding by 2020"
ON_A_PAGE = 20


@pytest.fixture
def budget(transactional_db: None) -> None:  # noqa: ARG001 - the server has to see what is committed
    """A round in which more people speak of funding than fit on one page, two of them jointly and one of them late."""
    round_ = make_round(
        slug="budget", title="Budget", questions=0, asked_on="2026-06-01", deadline_on="2026-06-30"
    )
    make_question(round_, text="What will you pay for?")
    green, labour = make_party("Green Party"), make_party("Labour")
    for number in range(1, 25):
        green_one = make_recipient(round_, f"Green {number:02d}", party=green)
        make_response(green_one, answers={1: f"More funding for park {number}."}, received_on="2026-06-02")
    ann, ben, cat = (make_recipient(round_, name, party=labour) for name in ("Ann", "Ben", "Cat"))
    make_response(ann, ben, answers={1: "Fund the buses."}, received_on="2026-06-03")
    make_response(cat, answers={1: "Refund the fares."}, received_on="2026-07-02")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until *wanted* has the focus, as somebody without a mouse does."""
    for _ in range(150):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def found(page: Page) -> int:
    """How many answers stand on the page, each with what was looked for marked in it."""
    answers = page.locator("article.listed-answer")
    expect(
        answers.filter(has=page.locator("mark", has_text=re.compile("^fund$", re.IGNORECASE)))
    ).to_have_count(answers.count())
    return answers.count()


@pytest.mark.usefixtures("budget")
@pytest.mark.parametrize(("width", "javascript"), [(390, True), (390, False), (1280, True), (1280, False)])
def test_reader_searches_from_the_front_page_narrows_and_turns_the_page(
    browser: Browser, live_server: LiveServer, width: int, javascript: bool
) -> None:
    def walk(page: Page) -> list[int]:
        page.goto(live_server.url)
        page.get_by_label("Search the answers").fill("fund")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("heading", name="25 answers")).to_be_visible()
        counts = [found(page)]
        page.get_by_text("Filters", exact=True).click()
        page.get_by_label("Party when asked").select_option(label="Green Party (24)")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("heading", name="24 answers")).to_be_visible()
        expect(page.get_by_label("Words")).to_have_value("fund")
        first = page.locator("article.listed-answer .name").first.inner_text()
        counts.append(found(page))
        page.get_by_role("link", name="Next page").click()
        expect(page.get_by_role("link", name="Next page")).to_have_count(0)
        counts.append(found(page))
        page.get_by_role("link", name="Previous page").click()
        expect(page.locator("article.listed-answer .name").first).to_have_text(first)
        counts.append(found(page))
        return counts

    assert browser.walk(walk, width=width, javascript=javascript) == [ON_A_PAGE, ON_A_PAGE, 4, ON_A_PAGE]


@pytest.mark.usefixtures("budget")
def test_reader_searches_with_the_keyboard_alone(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> list[int]:
        page.goto(live_server.url)
        tab_to(page, page.get_by_label("Search the answers"))
        page.keyboard.type("fund")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="25 answers")).to_be_visible()
        tab_to(page, page.locator("summary", has_text="Filters"))
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_label("Party when asked"))
        page.keyboard.type("Green")
        tab_to(page, page.get_by_role("button", name="Show"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="24 answers")).to_be_visible()
        counts = [found(page)]
        tab_to(page, page.get_by_role("link", name="Next page"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Previous page")).to_be_visible()
        counts.append(found(page))
        tab_to(page, page.get_by_role("link", name="Previous page"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Next page")).to_be_visible()
        return [*counts, found(page)]

    assert browser.walk(walk) == [ON_A_PAGE, 4, ON_A_PAGE]


@pytest.mark.usefixtures("budget")
@pytest.mark.parametrize("javascript", [True, False])
def test_mark_beside_an_answer_leads_to_what_it_means_and_back(
    browser: Browser, live_server: LiveServer, javascript: bool
) -> None:
    def walk(page: Page) -> None:
        for opening, kind, heading in (
            ("One joint answer", "joint", "One joint answer"),
            ("It came after the deadline", "late", "Late"),
        ):
            page.goto(f"{live_server.url}/rounds/budget/questions/1/")
            mark = page.get_by_role("link", name=opening)
            mark.click()
            expect(page).to_have_url(f"{live_server.url}/how-we-count/#{kind}")
            expect(page.locator(f"dt#{kind}")).to_have_text(heading)
            expect(page.locator(f"dt#{kind}")).to_be_in_viewport()
            page.go_back()
            expect(mark).to_be_in_viewport()

    browser.walk(walk, width=390, javascript=javascript)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("address", "asked", "lines"),
    [
        (
            MPS,
            "Three of nine answered.",
            {
                "3 answered": ["Henry Bellingham", "Norman Lamb", "Clive Lewis"],
                "5 did not respond": [
                    *("George Freeman", "Brandon Lewis", "Elizabeth Truss", "Richard Bacon", "Keith Simpson")
                ],
            },
        ),
        (
            COMMITTEE,
            "At least five of 17 answered.",
            {
                "5 answered": [
                    *("Roger Smith", "Mark Kiddle-Morris", "Mike Sands", "Emma Corlett", "Chrissie Rumsby")
                ],
                "councillors did not respond": [
                    *("Green Party councillors", "Liberal Democrat councillors", "UKIP councillors")
                ],
            },
        ),
    ],
    ids=["MPs", "committee"],
)
def test_first_screen_of_a_phone_says_how_many_were_asked_and_who_did_not_answer(
    browser: Browser, live_server: LiveServer, address: str, asked: str, lines: dict[str, list[str]]
) -> None:
    def walk(page: Page) -> dict[str, float]:
        page.set_viewport_size(PHONE)
        page.goto(live_server.url + address)
        counting = page.get_by_role("list", name="How everyone asked is counted")
        ends = {asked: bottom(page.get_by_text(asked, exact=True))}
        for words, names in lines.items():
            line = counting.locator(":scope > li", has_text=words)
            ends |= {name: bottom(line.get_by_role("link", name=name, exact=True)) for name in names}
        return ends

    ends = browser.walk(walk, width=390)
    assert {name: end for name, end in ends.items() if end > PHONE["height"]} == {}


def bottom(part: Locator) -> float:
    """Where the part ends on the page that is not scrolled."""
    box = part.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("javascript", [True, False])
def test_what_mr_lamb_said_about_funding_stands_open_and_one_tap_opens_what_is_longer_where_it_stands(
    browser: Browser, live_server: LiveServer, javascript: bool
) -> None:
    def walk(page: Page) -> tuple[float, float]:
        page.set_viewport_size(PHONE)
        page.goto(live_server.url + MPS)
        funding = page.locator("article", has_text="adequately funded to enable")
        expect(
            funding.get_by_role("listitem").filter(has_text="Norman Lamb").get_by_role("blockquote")
        ).to_contain_text(LAMB)
        changes = page.locator("article", has_text="What changes would you like to see")
        lamb = changes.get_by_role("listitem").filter(has_text="Norman Lamb")
        lamb.scroll_into_view_if_needed()
        name = lamb.get_by_role("link", name="Norman Lamb").bounding_box()
        lamb.locator("summary").click()
        expect(lamb.get_by_role("blockquote")).to_contain_text("to strengthen resilience.")
        expect(lamb.get_by_role("blockquote")).to_be_in_viewport(ratio=0.99)
        expect(lamb.get_by_role("link", name="Norman Lamb")).to_be_in_viewport()
        expect(page).to_have_url(live_server.url + MPS)
        after = lamb.get_by_role("link", name="Norman Lamb").bounding_box()
        assert name is not None
        assert after is not None
        return name["y"], after["y"]

    before, after = browser.walk(walk, width=390, javascript=javascript)
    assert before == after


@pytest.mark.usefixtures("record")
def test_line_to_quote_is_copied_whole(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> tuple[str, str]:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{live_server.url}{MPS}questions/3/")
        lamb = page.locator("article#norman-lamb")
        lamb.get_by_text("Quote this answer").click()
        line = lamb.locator(".quote-line")
        line.click()
        page.keyboard.press("Control+C")
        return str(page.evaluate("navigator.clipboard.readText()")), line.inner_text()

    copied, line = browser.walk(walk)
    assert copied.strip() == line
    assert line.endswith(f"{MPS}questions/3/#norman-lamb")


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (390, False)])
def test_reader_compares_two_politicians(
    browser: Browser, live_server: LiveServer, width: int, javascript: bool
) -> None:
    def walk(page: Page) -> list[tuple[float, float]]:
        page.goto(f"{live_server.url}/politicians/norman-lamb/")
        page.get_by_role("link", name="Compare with somebody who was asked the same").click()
        page.get_by_label("Compare with").first.select_option(label="Lewis, Clive")
        page.get_by_role("button", name="Compare").click()
        expect(page.locator(".compared .name")).to_have_text(["Norman Lamb", "Clive Lewis"])
        funding = page.locator("article", has_text="adequately funded to enable")
        expect(funding.locator(".cell").first).to_contain_text(LAMB)
        expect(funding.locator(".cell .name")).to_have_text(["Norman Lamb", "Clive Lewis"])
        expect(funding.locator(".cell blockquote")).to_have_count(2)
        boxes = [cell.bounding_box() for cell in funding.locator(".cell").all()]
        page.get_by_role("link", name="Remove Clive Lewis").click()
        expect(page.locator(".compared .name")).to_have_text(["Norman Lamb"])
        return [(box["x"], box["y"]) for box in boxes if box is not None]

    (x, y), (other_x, other_y) = browser.walk(walk, width=width, javascript=javascript)
    assert (other_x > x, other_y > y) == ((True, False) if width == 1280 else (False, True))


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("address", [MPS, COMMITTEE])
def test_paper_has_every_word_every_name_and_no_way_to_go(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    answers = Answer.objects.filter(response__round__slug=address.split("/")[2])
    words = [line for answer in answers for line in answer.public_paragraphs]
    names = list(Recipient.objects.filter(round__slug=address.split("/")[2]).values_list("name", flat=True))

    def walk(page: Page) -> tuple[list[str], list[str]]:
        page.goto(live_server.url + address)
        page.emulate_media(media="print")
        printed = " ".join(page.locator("body").inner_text().split())
        missing = [each for each in [*words, *names] if " ".join(each.split()) not in printed]
        ways = page.locator("nav, form, summary, button, .skip, .quote").locator("visible=true")
        return missing, ways.all_inner_texts()

    assert len(words) > 15
    assert browser.walk(walk) == ([], [])
