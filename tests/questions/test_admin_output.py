"""The page of a round's output: who may read it, in which form, and what it says beside the boxes."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questions.models import Round
from questions.output.page import Form
from tests import factories as make
from tests.pages import page_of, text_of, words_of
from tests.questions.test_pages_queries import fill

pytestmark = pytest.mark.django_db


def address_of(round_: Round, **query: str) -> str:
    return reverse("admin:questions_round_output", args=[round_.pk], query=query)


@pytest.fixture
def round_() -> Round:
    round_ = make.make_round(questions=1, asked_count=2, population="both MPs", published=False)
    make.make_response(make.make_recipient(round_, "=Ann <b>"), answers={1: "1 < 2 & <i>"}, published=False)
    make.make_recipient(round_, "Ben")
    return round_


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody who may look at rounds and nothing else."""
    user = make.make_user(is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename="view_round"))
    client.force_login(user)
    return client


def boxes(client: Client, address: str) -> dict[str, str]:
    """What a browser would copy out of each box."""
    response = client.get(address)
    assert response.status_code == 200
    return {
        (box.get("id") or "").removeprefix("text-"): "".join(box.itertext()).removeprefix("\ue000")
        for box in page_of(response).iter("textarea")
    }


def test_whoever_may_look_at_the_round_copies_every_piece_from_a_box(reader: Client, round_: Round) -> None:
    found = boxes(reader, address_of(round_))
    assert list(found) == ["counting", "round-up", "contacts", "table"]
    assert "“1 < 2 & <i>”" in found["round-up"]
    assert found["table"].split("\n")[1] == "'=Ann <b>\tnot given\tanswered\tanswered"


@pytest.mark.parametrize(
    ("form", "quote"),
    [
        ("plain", "“1 < 2 & <i>”"),
        ("html", "<blockquote>\n<p>1 &lt; 2 &amp; &lt;i&gt;</p>\n</blockquote>"),
        ("markdown", "> 1 &lt; 2 &amp; &lt;i&gt;"),
    ],
)
def test_form_is_chosen_by_a_plain_link(reader: Client, round_: Round, form: str, quote: str) -> None:
    links = page_of(reader.get(address_of(round_))).findall(".//nav[@aria-label='Form']//a")
    assert [link.get("href") for link in links] == [f"?form={each.value}" for each in Form]
    assert quote in boxes(reader, address_of(round_, form=form))["round-up"]
    page = page_of(reader.get(address_of(round_, form=form)))
    (here,) = page.findall(".//nav[@aria-label='Form']//a[@aria-current='page']")
    assert here.get("href") == f"?form={form}"
    assert len(page.findall(".//details")) == (4 if form == "html" else 0)


def test_form_that_there_is_not_is_told_in_a_sentence(reader: Client, round_: Round) -> None:
    page = reader.get(address_of(round_, form="rtf"))
    (told,) = page_of(page).findall(".//div[@class='desk-refusals']/ul/li")
    assert words_of(told) == "There is no form “rtf”: choose plain, html or markdown. This is plain text."
    assert boxes(reader, address_of(round_, form="rtf")) == boxes(reader, address_of(round_))


def test_page_says_that_a_draft_is_not_public_and_that_a_cell_was_neutralised(
    reader: Client, round_: Round
) -> None:
    text = text_of(reader.get(address_of(round_)))
    assert "This round is not public yet." in text
    assert (
        "An apostrophe was put before “=Ann <b>”: a spreadsheet would otherwise take it for a formula and run it."
    ) in text
    assert "An apostrophe" not in text_of(reader.get(address_of(round_, form="html")))


def test_page_names_replies_that_are_left_out_and_leads_to_them(reader: Client) -> None:
    round_ = make.make_round(questions=1)
    ann, ben = (make.make_recipient(round_, name) for name in ("Ann", "Ben"))
    reply = make.make_response(ann, answers={1: "Secret words"}, published=False)
    found = make.make_response(ben, answers={1: "Secret words"}, published=False, origin="public_record")
    page = reader.get(address_of(round_))
    links = page_of(page).findall(".//div[@class='desk-warning']//a")
    assert [(words_of(link), link.get("href")) for link in links] == [
        ("The reply from Ann", reverse("admin:questions_response_change", args=[reply.pk])),
        ("Words of Ben from the public record", reverse("admin:questions_response_change", args=[found.pk])),
    ]
    assert b"Secret words" not in page.content


def test_withdrawn_and_empty_rounds_have_no_box(reader: Client) -> None:
    withdrawn = make.make_round(withdrawn_at=make.PUBLISHED, withdrawal_note="Why.")
    make.make_recipient(withdrawn)
    assert boxes(reader, address_of(withdrawn)) == {}
    assert "This round was withdrawn on 3 July 2026." in text_of(reader.get(address_of(withdrawn)))
    empty = make.make_round()
    assert boxes(reader, address_of(empty)) == {}
    assert "Nobody is on the round's list yet" in text_of(reader.get(address_of(empty)))


def test_visitor_is_sent_to_sign_in_and_others_are_refused(client: Client, round_: Round) -> None:
    address = address_of(round_)
    assert client.get(address).headers["Location"] == f"/admin/login/?next={address}"
    client.force_login(make.make_user(is_superuser=False))
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_page_is_only_read_and_is_missing_without_its_round(reader: Client, round_: Round) -> None:
    assert reader.post(address_of(round_)).status_code == 405
    assert reader.head(address_of(round_)).status_code == 200
    missing = Round(pk=999)
    assert reader.get(address_of(missing)).status_code == 404


def test_desk_of_the_round_leads_to_its_output(reader: Client, round_: Round) -> None:
    page = page_of(reader.get(reverse("admin:questions_round_desk", args=[round_.pk])))
    links = [link for link in page.iter("a") if link.get("href") == address_of(round_)]
    assert [words_of(link) for link in links] == ["Output for a story"]


@pytest.mark.parametrize("number", [3, 300])
@pytest.mark.parametrize("draft", [False, True])
def test_page_takes_a_fixed_number_of_queries(reader: Client, number: int, draft: bool) -> None:
    fill(number)
    round_ = Round.objects.get(slug="second")
    if draft:
        round_.published_at = None
        round_.save()
    reader.get(address_of(round_))
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(address_of(round_)).status_code == 200
    assert len(queries) == (19 if draft else 12)  # one asks whether a publisher may be added
