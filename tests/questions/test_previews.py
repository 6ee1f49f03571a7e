"""A draft as it will look: the very page that readers get, and nothing of it stays or gets out."""

from __future__ import annotations

import datetime
import re

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone

from questions.actions import open_preview, publish_round, revoke_preview, withdraw_round
from questions.models import PreviewLink, Response, Round
from questions.pages.question_page import load_question_page
from questions.pages.round_page import load_full_page, load_round_page
from questions.previews import draw_full_page, draw_question, draw_round
from tests.factories import (
    make_answer,
    make_approach,
    make_contact_address,
    make_recipient,
    make_reporter,
    make_response,
    make_round,
    make_source,
    make_user,
)
from tests.questions.loading import dump

pytestmark = pytest.mark.django_db

# What a draft has none of: its permanent address, whether it is indexed, its social card, feeds and facts.
FOR_PROGRAMS = re.compile(r'(<meta name="description"[^>]*>).*?(<link rel="icon")', re.DOTALL)
FEED = re.compile(r'\s*<p class="follow">.*?</p>', re.DOTALL)
NOTICE = re.compile(r'\s*<aside class="preview-notice".*?</aside>', re.DOTALL)
ROBOTS = '<meta name="robots" content="noindex, nofollow">'
WEEK = datetime.timedelta(days=7)
PRIVATE = ["Private-a", "Private-b", "Private-c", "private@example.org", "Held words."]


@pytest.fixture
def draft() -> Round:
    """A draft with a reply, a held-back answer, a silence with its source, and private words in every corner."""
    draft = make_round(
        slug="spring",
        published=False,
        questions=2,
        asked_on="2026-07-01",
        deadline_on="2026-07-02",
        notes="Private-a",
    )
    ann, ben = make_recipient(draft, "Ann"), make_recipient(draft, "Ben", private_note="Private-b")
    response = make_response(ann, answers={1: "Yes, “indeed”."}, published=False, notes="Private-c")
    make_answer(response, 2, text="Held words.", withheld="held_back", withheld_note="Being checked.")
    make_approach(ben, made_on="2026-07-01", outcome="sent")
    ben.decision, ben.decision_source = "no_response", make_source()
    ben.save()
    assert ben.politician is not None
    make_contact_address(ben.politician)
    return draft


ADDRESSES = ["", "all/", "questions/1/"]  # below a preview, as below a round
VIEWS = ["", "?view=person", "?view=grid", "?q=ann&view=x"]


def request(query: str = "") -> HttpRequest:
    return RequestFactory().get(f"/{query}")


def link_to(round_: Round, by: User, lasts: datetime.timedelta = WEEK) -> PreviewLink:
    return open_preview(round=round_, made_for="our lawyer", lasts=lasts, by=by)


def as_public(html: str, address: str) -> str:
    """A previewed page without what makes it a preview."""
    plain = FEED.sub("", FOR_PROGRAMS.sub(r"\1 \2", NOTICE.sub("", html)))
    plain = plain.replace(f'href="{address}', 'href="/rounds/spring/')
    plain = plain.replace(f'action="{address}', 'action="/rounds/spring/')
    return re.sub(r"\s+", " ", plain)


def test_a_preview_is_the_page_that_readers_will_get(draft: Round, editor: User) -> None:
    moment = timezone.now()
    previewed = {view: draw_round(request(view), draft, moment, "/p/") for view in VIEWS}
    every_word = draw_full_page(request(), draft, moment, "/p/")
    questions = [draw_question(request(), draft, number, moment, "/p/") for number in (1, 2)]
    publish_round(round=draft, by=editor, at=moment)
    public = {
        view: render_to_string(
            "round.html",
            {"page": load_round_page("spring", moment, request(view).GET, "http://testserver")},
            request(view),
        )
        for view in VIEWS
    }
    full = render_to_string("round_all.html", {"page": load_full_page("spring", moment)}, request())
    pages = [
        render_to_string(
            "question.html",
            {"page": load_question_page("spring", n, moment, "http://testserver")},
            request(),
        )
        for n in (1, 2)
    ]
    for view, drawn in previewed.items():
        assert drawn is not None
        assert as_public(drawn.content.decode(), "/p/") == as_public(public[view], "/p/")
        assert "Yes, “indeed”." in public[view]
    assert every_word is not None
    assert as_public(every_word.content.decode(), "/p/") == as_public(full, "/p/")
    for drawn, page in zip(questions, pages, strict=True):
        assert drawn is not None
        assert as_public(drawn.content.decode(), "/p/") == as_public(page, "/p/")
    assert 'href="/p/questions/1/#ann"' in every_word.content.decode()
    assert 'href="/p/all/"' in previewed[""].content.decode()  # type: ignore[union-attr]  # it was looked at above


def test_a_preview_changes_nothing_and_shows_nothing_private(
    draft: Round, editor: User, client: Client
) -> None:
    link = link_to(draft, editor)
    before, histories = dump(), Response.history.count()
    address = link.get_absolute_url()
    for page in (
        address,
        f"{address}all/",
        f"{address}?view=grid",
        f"{address}questions/1/",
        f"{address}questions/2/",
    ):
        answer = client.get(page)
        assert answer.status_code == 200
        assert [word for word in PRIVATE if word in answer.content.decode()] == []
    assert (dump(), Response.history.count()) == (before, histories)
    for public in ("/", "/rounds/spring/", "/answers/", "/politicians/ann/", "/non-respondents/"):
        assert "Yes, “indeed”" not in client.get(public).content.decode()
    assert client.get("/rounds/spring/").status_code == 404


def test_a_preview_is_kept_from_caches_and_search_engines(draft: Round, editor: User, client: Client) -> None:
    answer = client.get(link_to(draft, editor).get_absolute_url())
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert ROBOTS in answer.content.decode()
    assert answer.cookies == {}


def test_an_address_holds_more_than_128_bits_and_the_database_alone_opens_nothing(
    draft: Round, editor: User, client: Client
) -> None:
    link = link_to(draft, editor)
    assert len(link.key) == 32  # letters of 64 kinds: 192 bits
    assert link.key != link_to(draft, editor).key
    signature = link.token.removeprefix(f"{link.key}:")
    for token in (link.key, f"{link.key}:{'x' * len(signature)}", f"{link.key}:", f"x{link.token}"):
        assert client.get(f"/previews/{token}/").status_code == 404


def test_a_link_ends_after_a_week_at_most(draft: Round, editor: User, client: Client) -> None:
    with pytest.raises(ValidationError) as refused:
        link_to(draft, editor, WEEK + datetime.timedelta(seconds=1))
    assert refused.value.messages == ["A preview link lasts seven days at most."]
    assert not PreviewLink.objects.exists()
    link = link_to(draft, editor)
    last = link.made_at + WEEK
    assert (link.is_open(last - datetime.timedelta(seconds=1)), link.is_open(last)) == (True, False)
    assert list(PreviewLink.objects.open(last - datetime.timedelta(seconds=1))) == [link]
    assert list(PreviewLink.objects.open(last)) == []
    link.made_at, link.expires_at = link.made_at - 2 * WEEK, link.expires_at - 2 * WEEK
    link.save()
    ended = client.get(link.get_absolute_url())
    assert (ended.status_code, "This preview has ended" in ended.content.decode()) == (410, True)
    assert "Ann" not in ended.content.decode()


def test_a_link_that_was_taken_back_shows_nothing(draft: Round, editor: User, client: Client) -> None:
    link = link_to(draft, editor)
    revoke_preview(link=link, by=editor)
    for page in ADDRESSES:
        ended = client.get(link.get_absolute_url() + page)
        assert (ended.status_code, ended.headers["Cache-Control"]) == (410, "private, no-store")
        assert "Ann" not in ended.content.decode()
    with pytest.raises(ValidationError) as refused:
        revoke_preview(link=link, by=editor)
    assert refused.value.messages == ["This link shows nothing any more: it has expired or was taken back."]


def test_a_link_to_a_draft_leads_to_the_public_page_once_it_is_out(
    draft: Round, editor: User, client: Client
) -> None:
    address = link_to(draft, editor).get_absolute_url()
    publish_round(round=draft, by=editor)
    make_response(draft.recipients.get(slug="ben"), answers={1: "Late words."}, published=False)
    for page in ADDRESSES:
        answer = client.get(address + page)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/rounds/spring/{page}")
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_link_made_for_a_late_reply_shows_it(draft: Round, editor: User, client: Client) -> None:
    publish_round(round=draft, by=editor)
    make_response(draft.recipients.get(slug="ben"), answers={1: "Late words."}, published=False)
    address = link_to(draft, editor).get_absolute_url()
    for page in ADDRESSES:
        assert "Late words." in client.get(address + page).content.decode()
        assert "Late words." not in client.get(f"/rounds/spring/{page}").content.decode()


def test_a_preview_of_what_is_public_as_it_is_leads_there(draft: Round, editor: User, client: Client) -> None:
    publish_round(round=draft, by=editor)
    address = link_to(draft, editor).get_absolute_url()
    own = f"/admin/questions/round/{draft.pk}/preview/"
    for page in ADDRESSES:
        assert client.get(address + page).headers["Location"] == f"/rounds/spring/{page}"
    client.force_login(editor)
    for page in ADDRESSES:
        assert client.get(own + page).headers["Location"] == f"/rounds/spring/{page}"
    assert client.get(f"{address}questions/9/").status_code == 302  # the readers' page says what is there
    assert client.get(f"{own}questions/9/").status_code == 302


@pytest.mark.parametrize("page", ADDRESSES)
def test_no_link_shows_a_round_that_was_withdrawn(
    page: str, draft: Round, editor: User, client: Client
) -> None:
    early = link_to(draft, editor).get_absolute_url() + page
    publish_round(round=draft, by=editor)
    late = link_to(draft, editor).get_absolute_url() + page
    withdraw_round(round=draft, by=editor, note="For legal reasons.")
    for address in (early, late):
        ended = client.get(address)
        assert (ended.status_code, "Ann" in ended.content.decode()) == (410, False)
    again = link_to(draft, editor).get_absolute_url() + page
    assert "Ann" in client.get(again).content.decode()
    publish_round(round=draft, by=editor)
    assert client.get(again).status_code == 410


def test_a_withdrawn_reply_stays_withdrawn_in_a_preview(draft: Round) -> None:
    moment = timezone.now()
    gone = make_response(
        draft.recipients.get(slug="ben"), answers={1: "Gone words."}, withdrawal_note="A mistake."
    )
    Response._base_manager.filter(pk=gone.pk).update(withdrawn_at=gone.published_at)
    drawn = draw_round(request(), draft, moment, "/p/")
    assert drawn is not None
    assert "Gone words." not in drawn.content.decode()


def test_a_preview_only_reads(draft: Round, editor: User, client: Client) -> None:
    address = link_to(draft, editor).get_absolute_url()
    for page in ADDRESSES:
        assert client.post(f"{address}{page}").status_code == 405
    assert client.get(f"{address}questions/9/").status_code == 404


def test_an_error_on_the_way_leaves_nothing_published(draft: Round) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError(name)

    with pytest.raises(RuntimeError):
        draw_round(Broken(), draft, timezone.now(), "/p/")  # type: ignore[arg-type]  # on purpose
    assert not Round.objects.published().exists()
    assert not Response.objects.filter(published_at__isnull=False).exists()


def test_links_are_made_and_taken_back_on_the_round_s_page_by_publishers_only(
    draft: Round, editor: User, client: Client
) -> None:
    address = f"/admin/questions/round/{draft.pk}/previews/"
    client.force_login(make_reporter())
    assert [client.get(address).status_code, client.post(address, {"make": "1"}).status_code] == [403, 403]
    client.force_login(editor)
    done = client.post(address, {"make": "1", "made_for": "our lawyer", "days": "3"})
    link = PreviewLink.objects.get()
    assert link.expires_at - link.made_at == datetime.timedelta(days=3)
    assert (
        f"http://testserver{link.get_absolute_url()}" in client.get(done.headers["Location"]).content.decode()
    )
    assert "Say who gets the link" in client.post(address, {"make": "1", "days": "3"}).content.decode()
    client.post(address, {"revoke": link.pk})
    link.refresh_from_db()
    assert not link.is_open()
    assert PreviewLink.objects.count() == 1


def test_whoever_may_see_the_round_sees_its_preview(draft: Round, editor: User, client: Client) -> None:
    address = f"/admin/questions/round/{draft.pk}/preview/"
    assert client.get(address).status_code == 302
    client.force_login(editor)
    html = client.get(address).content.decode()
    assert (f'href="{address}questions/1/#ann"' in html, "This address works until" in html) == (True, False)
    assert "Yes, “indeed”." in client.get(f"{address}questions/1/").content.decode()
    client.force_login(make_user(is_superuser=False))
    assert client.get(address).status_code == 404
