"""What readers are told of who publishes this: at the foot of every page, and on a page of its own."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.http import HttpResponseBase
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.utils import timezone

from questions.models import PreviewLink, Round
from tests import factories as make
from tests.pages import page_of, words_of

pytestmark = pytest.mark.django_db

FOOT = (
    "Who was asked, what they answered, and who stayed silent. Published by The Anytown Advertiser "
    "Something wrong? Tell us: corrections@advertiser.example Licence of the data: Creative Commons Attribution 4.0 "
    "Corrections Corrections policy How we count About this record Privacy Accessibility Licence "
    "Follow everything (Atom feed)"
)
PLACEHOLDERS = (
    "Who was asked, what they answered, and who stayed silent. Published by Your newsroom (placeholder) "
    "Something wrong? Tell us: corrections@your-newsroom.example (placeholder) "
    "Licence of the data: a licence of your choice (placeholder) "
    "Corrections Corrections policy How we count About this record Privacy Accessibility Licence "
    "Follow everything (Atom feed)"
)
WITHOUT_DATABASE = (
    "Who was asked, what they answered, and who stayed silent. Something wrong? Tell us "
    "Corrections Corrections policy How we count About this record Privacy Accessibility Licence "
    "Follow everything (Atom feed)"
)
PAGES = [
    "/",
    "/campaigns/schools/",
    "/rounds/spring/",
    "/rounds/spring/questions/1/",
    "/politicians/",
    "/politicians/ann/",
    "/parties/green-party/",
    "/bodies/council/",
    "/answers/",
    "/non-respondents/",
    "/corrections/",
    "/how-we-count/",
    "/about/",
    "/no/such/page/",
]


@pytest.fixture
def round_() -> Round:
    body = make.make_body("Council", slug="council")
    round_ = make.make_round(slug="spring", body=body, campaign=make.make_campaign(slug="schools"))
    ann = make.make_recipient(round_, "Ann", party=make.make_party())
    make.make_response(ann, answers={1: "Yes."})
    return round_


def foot_of(response: HttpResponseBase) -> str:
    foot = page_of(response).find(".//footer[@class='site-footer']")
    assert foot is not None
    return words_of(foot)


def links_of(response: HttpResponseBase) -> dict[str, str]:
    return {
        words_of(link): link.get("href", "")
        for link in page_of(response).findall(".//footer[@class='site-footer']//a")
    }


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize("address", PAGES)
def test_every_page_names_who_publishes_it(address: str, client: Client) -> None:
    assert foot_of(client.get(address)) == PLACEHOLDERS
    make.name_publisher()
    assert foot_of(client.get(address)) == FOOT


@pytest.mark.usefixtures("round_")
def test_the_foot_leads_to_contact_policies_and_licence(client: Client) -> None:
    make.name_publisher(contact_url="https://advertiser.example/tell-us")
    assert links_of(client.get("/")) == {
        "corrections@advertiser.example": "mailto:corrections@advertiser.example",
        "https://advertiser.example/tell-us": "https://advertiser.example/tell-us",
        "Creative Commons Attribution 4.0": "https://creativecommons.org/licenses/by/4.0/",
        "Corrections": "/corrections/",
        "Corrections policy": "/about/#corrections-policy",
        "How we count": "/how-we-count/",
        "About this record": "/about/",
        "Privacy": "/about/#privacy",
        "Accessibility": "/about/#accessibility",
        "Licence": "/about/#licence",
        "Follow everything (Atom feed)": "/feed/",
    }
    page = page_of(client.get("/about/"))
    there = {element.get("id") for element in page.iter() if element.get("id")}
    assert {"corrections-policy", "privacy", "accessibility", "licence", "mistakes"} <= there


def test_the_page_about_the_record_says_all_of_it(client: Client) -> None:
    make.name_publisher(
        postal_address="1 High Street\nAnytown",
        corrections_policy="We mend.\n\nAlways.",
        privacy="No cookies.",
        accessibility="Untested.",
    )
    page = page_of(client.get("/about/")).find(".//main")
    assert page is not None
    words = words_of(page)
    for told in (
        "Publication The Anytown Advertiser",
        "Who is behind it Anytown News Ltd. The editor, Jo Bloggs, answers for it.",
        "Postal address 1 High Street Anytown",
        "Corrections policy We mend. Always. Privacy No cookies. Accessibility Untested.",
        "may be used on these terms: Creative Commons Attribution 4.0",
    ):
        assert told in words, told
    assert "placeholder" not in words
    policies = [[words_of(part) for part in each] for each in page.findall(".//div[@class='policy']")]
    assert policies[1] == ["We mend.", "Always."]


def test_the_page_of_corrections_names_the_policy(client: Client) -> None:
    links = {
        words_of(link): link.get("href")
        for link in page_of(client.get("/corrections/")).findall(".//main//a")
    }
    assert links["corrections policy"] == "/about/#corrections-policy"


def test_a_preview_names_who_publishes_it_too(client: Client, round_: Round) -> None:
    make.name_publisher()
    draft = make.make_round(published=False, campaign=round_.campaign)
    link = PreviewLink.objects.create(
        round=draft,
        made_for="a lawyer",
        made_by=make.make_user(),
        expires_at=timezone.now() + datetime.timedelta(days=1),
    )
    assert foot_of(client.get(link.get_absolute_url())) == FOOT
    assert foot_of(client.get(f"{link.get_absolute_url()}questions/1/")) == FOOT


HOSTILE = "<script>alert(1)</script>\u202eabc" + "x" * 180


def test_no_words_of_the_record_become_markup(client: Client) -> None:
    make.name_publisher(
        name=HOSTILE[:200],
        run_by=HOSTILE,
        postal_address=HOSTILE,
        privacy=HOSTILE + "\n\n<b>bold</b>",
        contact_email="a?subject=x&b=%0d@advertiser.example",
        licence_name=HOSTILE[:200],
        licence_url='https://advertiser.example/"onmouseover="alert(1)',
    )
    page = page_of(client.get("/about/"))
    assert not list(page.iter("script"))
    assert not list(page.iter("b"))
    assert not [element for element in page.iter() if any(name.startswith("on") for name in element.attrib)]
    mails = {link.get("href") for link in page.iter("a") if (link.get("href") or "").startswith("mailto:")}
    assert mails == {"mailto:a%3Fsubject%3Dx%26b%3D%250d@advertiser.example"}


# Without a database


def no_answer(*_: Any) -> None:
    raise OperationalError("the server is gone")


def drawn(template: str) -> Callable[[], HttpResponseBase]:
    def draw() -> HttpResponseBase:
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        return render(request, template)

    return draw


@pytest.mark.urls("tests.accountability.urls_that_fail")
@pytest.mark.parametrize(
    ("ask", "status"),
    [
        pytest.param(lambda: Client().get("/", headers={"host": "elsewhere.example"}), 400, id="400"),
        pytest.param(drawn("403.html"), 200, id="403"),
        pytest.param(drawn("403_csrf.html"), 200, id="403, a form"),
        pytest.param(lambda: Client().get("/no/such/page/"), 404, id="404"),
        pytest.param(drawn("410.html"), 200, id="410"),
        pytest.param(lambda: Client(raise_request_exception=False).get("/breaks/"), 500, id="500"),
    ],
)
def test_an_error_page_is_drawn_without_the_database(
    ask: Callable[[], HttpResponseBase], status: int
) -> None:
    make.name_publisher()
    with connection.execute_wrapper(no_answer):
        page = ask()
        assert (page.status_code, foot_of(page)) == (status, WITHOUT_DATABASE)
