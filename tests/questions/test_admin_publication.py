import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Correction, Decision, Response, Round
from questions.sentences import claim, day
from tests import factories as make
from tests.pages import messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db
AS_OF = re.compile(r" \(as of [^)]*\)")


def page_at(name: str, row: Round | Response) -> str:
    return reverse(f"admin:questions_{row._meta.model_name}_{name}", args=[row.pk])


@pytest.fixture
def round_() -> Round:
    """A draft in which Ann answers, Bob declines, Cyd is silent, Dan is excused and Eve may still answer."""
    draft = make.make_round(
        published=False, questions=2, asked_on="2026-06-01", deadline_on="2026-06-15", method="email"
    )
    make.make_response(
        make.make_recipient(draft, "Ann"),
        answers={1: "One.", 2: "Two."},
        published=False,
        original="One. Two.",
    )
    make.make_response(make.make_recipient(draft, "Bob"), refuses=True, published=False)
    cyd = make.make_recipient(draft, "Cyd", decision=Decision.NO_RESPONSE, decided_on="2026-06-20")
    make.make_approach(cyd, made_on="2026-06-01")
    make.make_recipient(draft, "Dan", decision=Decision.EXCUSED, decision_wording="on sick leave")
    make.make_recipient(draft, "Eve")
    return draft


def test_the_page_says_what_readers_will_see(round_: Round, admin_client: Client) -> None:
    page = admin_client.get(page_at("publish", round_))
    told = text_of(page)
    counts = page_of(page).find(".//p[@class='desk-counts']")
    assert counts is not None
    assert AS_OF.sub("", words_of(counts)) == (
        "One of those asked has answered so far; one declined to answer. "
        "1 answered · 1 declined to answer · 1 excused · 1 did not respond · 1 asked, no reply yet"
    )
    assert "Not counted against them Dan: on sick leave Shown as “asked, no reply yet” Eve" in told
    assert "Responses published with it Ann: 2 answers Bob: 0 answers, declines to answer" in told
    assert "No original was pasted and no source is named for the response from Bob." in told
    buttons = page_of(page).findall(".//div[@id='content']//form//input[@type='submit']")
    assert [button.get("value") for button in buttons] == ["Publish"]


def test_the_names_of_non_respondents_read_as_the_public_claim(round_: Round, admin_client: Client) -> None:
    page = page_of(admin_client.get(page_at("publish", round_)))
    names = [words_of(name) for name in page.findall(".//div[@id='content']//dl/dt")]
    claims = [words_of(told) for told in page.findall(".//div[@id='content']//dl/dd")]
    assert names == ["Bob", "Cyd"]
    now = timezone.now()
    send(admin_client, page_at("publish", round_), "")
    assert claims == [
        claim(recipient, recipient.round, list(recipient.approaches.all()), now)
        for recipient in round_.recipients.filter(name__in=names).with_standing().in_order()
    ]
    assert claims[1] == (
        "Asked by e-mail on 1 June 2026; answers were asked for by 15 June 2026. Contacted once by e-mail, on "
        "1 June 2026. Did not respond, as the newsroom recorded on 20 June 2026. "
        f"No reply to this round is on record as of {day(now)}."
    )


def test_what_the_page_promises_is_what_readers_then_get(round_: Round, admin_client: Client) -> None:
    promised = page_of(admin_client.get(page_at("publish", round_))).find(".//p[@class='desk-counts']")
    answer = send(admin_client, page_at("publish", round_), "")
    assert answer.url == reverse("admin:questions_round_desk", args=[round_.pk])
    page = admin_client.get(answer.url)
    assert messages_on(page) == [f"“{round_}” is public now."]
    told = [page_of(page).find(f".//p[@class='desk-{part}']") for part in ("counts", "counting")]
    assert promised is not None
    state = " ".join(words_of(part) for part in told if part is not None)
    assert state == f"Public since {day(timezone.now())}. {words_of(promised)}"
    assert Response.objects.published().count() == 2


def test_looking_at_the_pages_changes_nothing(round_: Round, admin_client: Client) -> None:
    other = make.make_round(questions=1)
    late = make.make_response(make.make_recipient(other), answers={1: "Late."}, published=False)
    public = make.make_response(make.make_recipient(other), answers={1: "Words."})
    before = [*Round.objects.values(), *Response.objects.values()]
    for row in (round_, other, late, public):
        for name in ("publish", "withdraw"):
            assert admin_client.get(page_at(name, row), {"note": "x"}).status_code == 200
    assert [*Round.objects.values(), *Response.objects.values()] == before


def test_what_blocks_publication_is_said_and_there_is_no_button(round_: Round, admin_client: Client) -> None:
    round_.recipients.get(name="Cyd").approaches.all().delete()
    page = admin_client.get(page_at("publish", round_))
    reason = (
        "Nothing shows that Cyd was reached: record a delivered approach, or give the source that says they did "
        "not respond."
    )
    assert f"What stands in the way: {reason}" in text_of(page)
    assert page_of(page).findall(".//div[@id='content']//form") == []
    page = admin_client.post(page_at("publish", round_))
    assert text_of(page).count(reason) == 1
    round_.refresh_from_db()
    assert (round_.published_at, Response.objects.published().count()) == (None, 0)


def test_a_public_round_is_not_published_again(admin_client: Client) -> None:
    round_ = make.make_round()
    page = admin_client.post(page_at("publish", round_))
    assert text_of(page).count("This round is public already.") == 1


def test_a_round_is_withdrawn_with_a_note_and_published_again(round_: Round, admin_client: Client) -> None:
    send(admin_client, page_at("publish", round_), "")
    first = Round.objects.get(pk=round_.pk).published_at
    page = send(admin_client, page_at("withdraw", round_), "", note="  ")
    assert "Say for readers why the round is withdrawn." in text_of(page)
    page = send(admin_client, page_at("withdraw", round_), "")
    assert "Say for readers why it is withdrawn." in text_of(page)
    assert Round.objects.get(pk=round_.pk).is_published()
    send(admin_client, page_at("withdraw", round_), "", note="An error of ours.")
    withdrawn = Round.objects.get(pk=round_.pk)
    assert (withdrawn.is_withdrawn(), withdrawn.withdrawal_note) == (True, "An error of ours.")
    send(admin_client, page_at("publish", round_), "")
    again = Round.objects.get(pk=round_.pk)
    assert (again.is_published(), again.published_at, again.withdrawal_note) == (True, first, "")


def test_a_draft_is_not_withdrawn(round_: Round, admin_client: Client) -> None:
    page = admin_client.get(page_at("withdraw", round_))
    assert "This round is not public, so there is nothing to withdraw." in text_of(page)
    assert page_of(page).findall(".//div[@id='content']//form") == []
    page = admin_client.post(page_at("withdraw", round_), {"note": "Why."})
    assert Round.objects.get(pk=round_.pk).withdrawn_at is None


def test_a_later_reply_is_shown_and_published_by_itself(admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    response = make.make_response(
        make.make_recipient(round_, "Late Lou"),
        answers={1: "Late words."},
        published=False,
        received_on="2026-07-09",
    )
    told = text_of(admin_client.get(page_at("publish", response)))
    assert (
        f"In “{round_}”, a response from Late Lou, received 9 July 2026, marked as after publication."
    ) in told
    assert "Late words." in told
    answer = send(admin_client, page_at("publish", response), "")
    assert answer.url == reverse("admin:questions_round_desk", args=[round_.pk])
    assert messages_on(admin_client.get(answer.url)) == ["The response from Late Lou is public now."]
    response.refresh_from_db()
    assert response.is_published()


def test_all_that_readers_are_told_of_a_reply_is_shown_before(admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    response = make.make_response(
        make.make_recipient(round_, "Ann"),
        make.make_recipient(round_, "Ben"),
        published=False,
        spoken_by="a spokesman for both groups",
        on_behalf_of="their colleagues",
    )
    make.make_answer(response, 1, is_cut=True, inference="The article says so.", public_note="Checked: true.")
    told = text_of(admin_client.get(page_at("publish", response)))
    readers_get = [
        "One joint answer from Ann and Ben.",
        "On behalf of their colleagues.",
        "Spoken by a spokesman for both groups.",
        "Attributed by the newsroom: The article says so.",
        "Shortened: […] stands where words were left out.",
        "Checked: true.",
    ]
    assert [words for words in readers_get if words not in told] == []
    send(admin_client, page_at("publish", response), "")
    page = admin_client.get(f"/rounds/{round_.slug}/questions/1/").content.decode()
    assert [words for words in readers_get if words not in page] == []


def test_publishing_a_reply_leads_on_to_the_next_that_waits(admin_client: Client) -> None:
    round_ = make.make_round()
    first, second = (
        make.make_response(make.make_recipient(round_, name), published=False) for name in ("Ann", "Ben")
    )
    make.make_response(make.make_recipient(make.make_round(), "Elsewhere"), published=False)
    answer = send(admin_client, page_at("publish", second), "")
    page = admin_client.get(answer.url)
    assert messages_on(page) == [
        "The response from Ben is public now.",
        "Next: the response from Ann is not public yet.",
    ]
    assert (
        f'<a href="{reverse("admin:questions_response_change", args=[first.pk])}">' in page.content.decode()
    )


def test_a_reply_of_a_draft_is_published_with_its_round_only(round_: Round, admin_client: Client) -> None:
    response = round_.responses.first()
    assert response is not None
    page = admin_client.post(page_at("publish", response))
    assert "The round is not public. Publish the round: its responses are published with it." in text_of(page)
    response.refresh_from_db()
    assert response.published_at is None


def test_a_reply_is_withdrawn_with_a_public_note(admin_client: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round(), "Ann"), answers={1: "Words."})
    answer = send(admin_client, page_at("withdraw", response), "", note="Sent in error.")
    assert messages_on(admin_client.get(answer.url)) == ["The response from Ann is withdrawn."]
    response.refresh_from_db()
    assert (response.is_withdrawn(), response.withdrawal_note) == (True, "Sent in error.")
    assert Correction.objects.get().now == "Sent in error."


def test_withheld_words_are_told_as_withheld(admin_client: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round()), published=False)
    make.make_answer(response, 1, text="Secret.", withheld="held_back", withheld_note="Legal reasons.")
    told = text_of(admin_client.get(page_at("publish", response)))
    assert "Received; the words are held back: Legal reasons." in told
    assert "Secret." not in told


def test_words_that_differ_from_the_pasted_original_are_named_before_publication(
    admin_client: Client,
) -> None:
    round_ = make.make_round()
    response = make.make_response(
        make.make_recipient(round_, "Ann"),
        slug="ann",
        published=False,
        answers={1: "Other words.", 2: "The words."},
        original="Dear editor,\n\nThe words.\n\nAnn",
    )
    page = admin_client.get(reverse("admin:questions_response_publish", args=[response.pk]))
    warning = page_of(page).find(".//div[@class='desk-warning']")
    assert warning is not None
    assert words_of(warning) == (
        "Not word for word as in the original that is on file. Compare them before readers see them: ann, question 1"
    )
