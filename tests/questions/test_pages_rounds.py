"""A round's page: who stands where, statements, corrections, and what changed since the round before."""

import pytest
from django.test import Client

from questions.models import Recipient, Round
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_approach,
    make_body,
    make_campaign,
    make_correction,
    make_group,
    make_party,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_source,
)
from tests.reading import Reading, line_words, read, words_in

pytestmark = pytest.mark.django_db
SURFACES = [
    "/",
    "/rounds/round/",
    "/rounds/round/questions/1/",
    "/campaigns/{campaign}/",
    "/politicians/",
    "/politicians/ann/",
    "/parties/not-given/",
    "/non-respondents/",
]


@pytest.fixture
def round_() -> Round:
    return make_round(slug="round", title="The round", asked_on="2026-06-30", method="email")


@pytest.fixture
def ann(round_: Round) -> Recipient:
    return make_recipient(round_, "Ann", decision="no_response", decided_on="2026-07-02")


def entry(page: Reading, slug: str) -> str:
    return words_in(page.one("li", data_recipient=slug))


def silent_surfaces(client: Client, round_: Round) -> list[str]:
    """The pages that say of somebody that they did not respond, whatever their forms offer to choose."""
    found = []
    for surface in SURFACES:
        page = read(client, surface.format(campaign=round_.campaign.slug))
        for form in page.all("form"):
            form.clear()
        if "did not respond" in page.text.lower():
            found.append(page.address)
    return found


def test_recording_a_reply_clears_the_silence_on_every_surface(
    client: Client, round_: Round, ann: Recipient
) -> None:
    everywhere = [surface.format(campaign=round_.campaign.slug) for surface in SURFACES]
    assert silent_surfaces(client, round_) == everywhere
    response = make_response(ann, published=False)
    assert silent_surfaces(client, round_) == []
    assert "replied; the reply is not published yet" in read(client, "/politicians/ann/").text.lower()
    response.published_at = response.withdrawn_at = PUBLISHED
    response.save()
    assert silent_surfaces(client, round_) == []


def test_claim_holds_how_when_how_often_whose_word_and_as_of(client: Client, ann: Recipient) -> None:
    make_approach(ann, made_on="2026-06-30")
    make_approach(ann, kind="reminder", made_on="2026-07-01", channel="phone")
    page = read(client, "/rounds/round/")
    (claim,) = page.all("p", class_="claim")
    assert words_in(claim).startswith(
        "Asked by e-mail on 30 June 2026. Contacted twice by e-mail and telephone, on 30 June and 1 July 2026. "
        "Did not respond, as the newsroom recorded on 2 July 2026. No reply to this round is on record as of "
    )


def test_decliners_line_stands_beside_their_name(client: Client, round_: Round) -> None:
    make_response(make_recipient(round_, "Dora"), refuses=True, statement="I do not do surveys.")
    page = read(client, "/rounds/round/")
    assert entry(page, "dora") == "Dora party not given Declined, saying I do not do surveys."
    assert page.standings == {"dora": "declined"}


def test_joint_statement_stands_once(client: Client, round_: Round) -> None:
    make_response(
        make_recipient(round_, "Ann"), make_recipient(round_, "Ben"), statement="We wait for the report."
    )
    page = read(client, "/rounds/round/")
    assert page.html.count("We wait for the report.") == 1
    assert entry(page, "ben") == "Ben party not given Joined the statement under Ann."


def test_volunteer_is_shown_outside_the_total(client: Client, round_: Round, ann: Recipient) -> None:
    make_response(make_recipient(round_, "Vera", volunteered=True), answers={1: "Unasked.", 2: "Unasked."})
    page = read(client, "/rounds/round/")
    (counting,) = page.all("ul", class_="counting")
    assert [line_words(line) for line in counting] == ["1 did not respond"]
    assert page.standings == {"ann": ann.standing, "vera": "answered"}
    assert "1 wrote in without being asked" in page.text


def test_party_not_given_is_a_choice_and_never_a_blank(client: Client, round_: Round, ann: Recipient) -> None:
    make_recipient(round_, "Greta", party=make_party())
    assert entry(read(client, "/rounds/round/"), "ann") == "Ann party not given"
    assert read(client, "/parties/not-given/").standings == {"ann": ann.standing}
    assert list(read(client, "/parties/green-party/").standings) == ["greta"]


def test_sources_and_corrections_stand_at_the_end(client: Client, round_: Round) -> None:
    round_.sources.add(
        make_source(title="The story", publication="The Daily", published_on="2026-07", public_note="Page 3.")
    )
    make_correction(round_, key="first", was="Ten.", now="Nine.")
    page = read(client, "/rounds/round/")
    assert words_in(page.one("ul", class_="sources")) == "The story The Daily, July 2026 Page 3."
    assert words_in(page.one("div", id="correction-first")) == (
        "Correction, 4 July 2026 What was wrong Ten. What it says now Nine."
    )
    everywhere = read(client, "/corrections/")
    assert "/rounds/round/" in set(everywhere.links)
    assert "1 correction" in everywhere.text


def test_follow_up_says_what_changed_per_person_and_question(client: Client, round_: Round) -> None:
    later = make_round(slug="later", title="Later", follows=round_, questions=0)
    for question in round_.questions.all():
        make_question(later, number=question.number, repeats=question)
    make_question(later, number=3)
    people = {}
    for name in ("Ann", "Ben", "Cleo", "Dan"):
        before = make_recipient(round_, name, decision="no_response" if name in {"Ann", "Ben"} else "")
        people[name] = before, make_recipient(later, politician=before.politician)
    make_recipient(later, "Eve")
    make_recipient(round_, "Finn")
    make_response(people["Ann"][1], answers={1: "At last.", 2: "Yes."})
    people["Ben"][1].decision = "no_response"
    people["Ben"][1].save()
    make_response(people["Cleo"][0], answers={1: "Yes.", 2: "Yes."})
    changed = make_response(people["Cleo"][1], answers={1: "No.", 2: "Yes."})
    make_answer(changed, 3, text="New.")
    make_response(people["Dan"][0], answers={1: "Yes.", 2: "Yes."})
    make_response(people["Dan"][1], published=False)
    page = read(client, "/rounds/later/")
    assert [words_in(person) for person in page.one("ul", class_="changes")] == [
        (
            "Ann did not respond before; now answered in part Answered now: question 1 now, question 2 now "
            "First asked now: question 3"
        ),
        "Ben did not respond, both times Still silent: question 1, question 2 First asked now: question 3",
        (
            "Cleo answered, both times Changed: question 1 before now Unchanged: question 2 before now "
            "First asked now: question 3 now"
        ),
        (
            "Dan answered before; now replied Replied; the words are not public: question 1 before, "
            "question 2 before First asked now: question 3"
        ),
        "Eve first asked in this round: asked, no reply yet First asked now: question 1, question 2, question 3",
    ]
    assert "Not asked again: Finn." in page.text
    assert "Follows The round – what changed since" in page.text
    assert "Followed by Later – what changed there" in read(client, "/rounds/round/").text


def test_draft_follow_up_is_not_mentioned(client: Client, round_: Round) -> None:
    make_round(slug="draft", title="Draft", follows=round_, published=False)
    page = read(client, "/rounds/round/")
    assert page.all("ul", class_="neighbours") == []
    later = make_round(slug="later", follows=make_round(slug="hidden", published=False))
    assert read(client, f"/rounds/{later.slug}/").all("ul", class_="neighbours") == []


def test_declining_is_a_reply_and_never_still_silent(client: Client, round_: Round) -> None:
    before = make_recipient(round_, "Dora", decision="no_response")
    later = make_round(slug="later", follows=round_, questions=0)
    make_question(later, number=1, repeats=round_.questions.get(number=1))
    make_response(make_recipient(later, politician=before.politician), refuses=True)
    (person,) = read(client, "/rounds/later/").one("ul", class_="changes")
    assert (
        words_in(person)
        == "Dora did not respond before; now declined to answer Declined to answer: question 1"
    )


def test_public_record_is_labelled_beside_whoever_has_not_replied(client: Client, ann: Recipient) -> None:
    make_response(ann, answers={1: "From a speech."}, origin="public_record")
    page = read(client, "/rounds/round/")
    assert entry(page, "ann") == "Ann party not given From the public record 1"
    assert page.standings == {"ann": "no_response"}


@pytest.mark.parametrize("published", [True, False])
def test_whoever_has_replied_to_a_later_round_is_nowhere_called_silent_without_it(
    round_: Round, client: Client, published: bool
) -> None:
    silent = make_recipient(round_, "Sid Silent", decision="no_response", decision_source=make_source())
    follow_up = make_round(slug="again", title="Again", follows=round_, campaign=round_.campaign)
    again = make_recipient(follow_up, politician=silent.politician)
    for address in ["/", "/non-respondents/", "/politicians/sid-silent/", "/rounds/round/"]:
        assert "has since replied" not in read(client, address).text
        assert "have since replied" not in read(client, address).text
    make_response(again, answers={1: "Now I do."}, published=published)
    assert "Sid Silent (has since replied to a later round)" in read(client, "/").text
    for address in ["/non-respondents/", "/politicians/sid-silent/", "/rounds/round/"]:
        words = read(client, address).text
        assert "No reply to this round is on record" in words
        assert "They have since replied to a later round." in words
    assert "did not respond; has since replied to a later round" in read(client, "/rounds/round/").text


GROUP_ADDRESSES = [
    "/",
    "/campaigns/schools/",
    "/parties/green-party/",
    "/bodies/anytown-council/",
    "/rounds/round/",
    "/rounds/round/questions/1/",
]


@pytest.mark.parametrize("address", GROUP_ADDRESSES)
def test_groups_of_unknown_size_are_nowhere_called_silent_without_their_later_reply(
    client: Client, address: str
) -> None:
    first = make_round(slug="round", body=make_body(), campaign=make_campaign(slug="schools"), questions=1)
    again = make_round(slug="again", follows=first, campaign=first.campaign, questions=1)
    silent = {"decision": "no_response", "party": make_party()}
    greens, blues = (make_group(first, name, **silent) for name in ("The Greens", "The Blues"))
    later = [make_group(again, group.name, slug=group.slug, size=None) for group in (greens, blues)]
    unsaid = "The Greens and The Blues did not respond (how many they are is not given"
    assert f"{unsaid})" in read(client, address).text
    make_response(later[1], answers={1: "Now we do."})
    assert f"{unsaid}; The Blues have since replied to a later round)" in read(client, address).text
    make_response(later[0], answers={1: "We too."})
    assert f"{unsaid}; they have since replied to a later round)" in read(client, address).text


def test_pictures_name_nobody_as_silent_without_their_later_reply(client: Client) -> None:
    first = make_round(slug="round", campaign=make_campaign(slug="schools"), questions=1)
    again = make_round(slug="again", follows=first, campaign=first.campaign, questions=1)
    sid = make_recipient(first, "Sid Silent", decision="no_response")
    group = make_group(first, "The Greens", size=3, decision="no_response")
    replied = [
        make_recipient(again, politician=sid.politician),
        make_group(again, group.name, slug=group.slug, size=3),
    ]
    for each in replied:
        make_response(each, answers={1: "Now."})
    for address in ["/", "/rounds/round/"]:
        words = read(client, address).text
        assert "The Greens party not given, 3 people, have since replied to a later round" in words, address
    seats = [words_in(seat) for seat in read(client, "/rounds/round/").one("ul", class_="named-seats")]
    assert seats == ["Sid Silent party not given, has since replied to a later round"]
    assert "did not respond; have since replied to a later round" in read(client, "/rounds/round/").text


def test_whoever_the_front_page_only_counts_has_their_later_reply_told_too(client: Client) -> None:
    first = make_round(slug="round", questions=1)
    again = make_round(slug="again", follows=first, questions=1)
    silent = [make_recipient(first, decision="no_response") for _ in range(14)]
    later = [make_recipient(again, politician=each.politician) for each in silent]
    assert f"{silent[11].name} and 2 more." in read(client, "/").text
    make_response(later[13], answers={1: "Now I do."})
    assert (
        f"{silent[11].name} and 2 more (1 of them has since replied to a later round)."
        in read(client, "/").text
    )
    make_response(later[12], answers={1: "Now I do."})
    assert (
        f"{silent[11].name} and 2 more (who have since replied to a later round)." in read(client, "/").text
    )


def test_reply_to_a_later_round_that_is_still_a_draft_is_not_told(round_: Round, client: Client) -> None:
    silent = make_recipient(round_, "Sid Silent", decision="no_response", decision_source=make_source())
    draft = make_round(follows=round_, published=False)
    make_response(make_recipient(draft, politician=silent.politician), answers={1: "Now I do."})
    assert "since replied" not in read(client, "/non-respondents/").text


def test_refusal_without_a_word_is_told_with_who_spoke_and_when(ann: Recipient, client: Client) -> None:
    make_response(ann, refuses=True, spoken_by="a spokeswoman", received_on="2026-07-02", channel="phone")
    for address in ["/rounds/round/", "/politicians/ann/"]:
        words = read(client, address).text
        assert "Spoken by a spokeswoman." in words
        assert "Received on 2 July 2026 by telephone." in words
