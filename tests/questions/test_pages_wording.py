"""What pages say of people is no more than the record holds, and is English."""

import pytest
from django.test import Client
from django.utils import timezone

from questions.models import Round
from tests.factories import (
    PUBLISHED,
    make_body,
    make_group,
    make_party,
    make_politician,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, line_words, read, words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make_round(slug="round", title="The round", questions=2, asked_count=3)


def lines_of(page: Reading) -> list[str]:
    (counting,) = page.all("ul", class_="counting")
    return [line_words(line) for line in counting]


def test_withdrawn_find_in_the_public_record_is_never_called_a_reply(client: Client, round_: Round) -> None:
    pru = make_recipient(round_, "Pru", decision="no_response")
    make_response(
        pru,
        answers={1: "In a speech."},
        origin="public_record",
        withdrawn_at=PUBLISHED,
        withdrawal_note="Another Pru.",
    )
    for address in ("/rounds/round/", "/politicians/pru/"):
        page = read(client, address)
        assert "Words from the public record were shown here and withdrawn on 3 July 2026. Another Pru." in (
            page.text
        )
        assert "reply was received" not in page.text


def test_joint_refusal_is_a_reply_in_english(client: Client, round_: Round) -> None:
    people = [make_recipient(round_, name) for name in ("Ann", "Bob", "Di")]
    make_response(*people, refuses=True, statement="No surveys.", received_on="2026-07", channel="phone")
    page = read(client, "/rounds/round/")
    assert words_in(page.one("p", class_="headline")) == "None of three answered; three declined to answer."
    (figure,) = page.all("figcaption")
    assert words_in(figure) == "Ann, Bob and Di declined, saying"
    assert "One joint reply from Ann, Bob and Di. Received in July 2026 by telephone." in page.text
    assert [words_in(link) for link in page.all("p", class_="all")] == ["No answers", "No answers"]
    assert [link for all_ in page.all("p", class_="all") for link in all_.iter("a")] == []
    person = read(client, "/politicians/ann/")
    assert [words_in(line) for line in person.all("p", class_="headline")] == [
        "Declined to answer",
    ]


def test_sources_words_for_when_it_came_stand_beside_the_date(client: Client, round_: Round) -> None:
    make_response(
        make_recipient(round_, "Ann"),
        answers={1: "Yes."},
        received_on="2026",
        timing_words="after a reminder",
        channel="in_person",
    )
    assert (
        "Received in 2026 (“after a reminder”) in person." in read(client, "/rounds/round/questions/1/").text
    )


def test_question_put_to_some_counts_exactly_those(client: Client, round_: Round) -> None:
    ann, ben, cleo = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cleo"))
    round_.questions.get(number=1).put_to.set([ann, ben])
    make_response(ann, ben, cleo, answers={1: "Together."})
    page = read(client, "/rounds/round/questions/1/")
    assert words_in(page.one("p", class_="headline")).startswith("Two of two answered this question.")
    assert lines_of(page) == ["2 answered"]
    assert [words_in(name) for name in page.all("bdi", class_="name")] == ["Ann", "Ben", "Cleo"]


def test_question_that_nobody_answered_says_none(client: Client, round_: Round) -> None:
    for name in ("Ann", "Ben", "Cleo"):
        make_recipient(round_, name, decision="no_response")
    page = read(client, "/rounds/round/questions/1/")
    assert words_in(page.one("p", class_="headline")).startswith("None of three answered this question.")


def test_groups_without_an_answer_here_do_not_vanish(client: Client) -> None:
    round_ = make_round(slug="round", questions=2)
    make_response(make_recipient(round_, "Pat"), answers={1: "One."})
    make_response(make_group(round_), answers={1: "Ours."})
    page = read(client, "/rounds/round/questions/2/")
    words = (
        "1 replied, with no published answer to this question; Green Party councillors replied, with no "
        "published answer to this question (how many they are is not given)"
    )
    assert lines_of(page) == [words]
    assert [words_in(heading) for heading in page.all("h3", class_="standing")] == [words]
    assert words_in(read(client, "/rounds/round/").one("p", class_="headline")) == (
        "At least one of those asked answered."
    )


def test_party_is_not_counted_beside_others_whose_party_is_not_known(client: Client) -> None:
    party = make_party("Liberal Democrats")
    known = make_round(slug="known", asked_count=2)
    for name in ("Ann", "Ben"):
        make_response(make_recipient(known, name, party=party), answers={1: "Yes."})
    page = read(client, "/parties/liberal-democrats/")
    assert words_in(page.one("p", class_="headline")) == "Two of the two listed here answered."
    other = make_round(slug="other", title="The other", asked_count=9)
    make_recipient(other, "Fay", party=party)
    make_recipient(other, "Cat", party=make_party("Greens"))
    for name in ("Dan", "Eve"):
        make_recipient(other, name, party=None, decision="no_response")
    page = read(client, "/parties/liberal-democrats/")
    assert page.all("p", class_="headline") == []
    assert (
        "Others were asked in this round, and the record gives no party for two of them and does not name five "
        "of them: some of those may belong here too. Party not given"
    ) in page.text
    assert page.meta("og:description") == "Who was asked of them, what they answered, and who stayed silent."
    assert read(client, "/parties/not-given/").all("p", class_="headline") == []


def test_party_of_a_group_of_unknown_size_has_no_fraction(client: Client, round_: Round) -> None:
    party = make_party("Liberal Democrats")
    make_response(make_recipient(round_, "Ann", party=party), answers={1: "Yes."})
    make_group(round_, "Others of theirs", party=party, decision="no_response")
    page = read(client, "/parties/liberal-democrats/")
    assert page.all("p", class_="headline") == []
    round_.asked_count = None
    round_.save()
    page = read(client, "/parties/liberal-democrats/")
    assert words_in(page.one("p", class_="headline")) == "One answered; how many were asked is not known."


def test_round_with_unknown_groups_denies_nothing_of_those_not_named(client: Client, round_: Round) -> None:
    make_group(round_, decision="no_response")
    page = read(client, "/rounds/round/")
    assert "They include the people of the groups above, whose size is not given" in page.text
    assert "does not say who they are or what they did" not in page.text


def test_round_is_so_far_while_anyone_may_still_reply(client: Client, round_: Round) -> None:
    make_recipient(round_, "Ann")
    today = timezone.localdate().strftime("%Y")
    for address in ("/", "/rounds/round/", "/rounds/round/questions/1/"):
        headline = words_in(read(client, address).all("p", class_="headline")[0])
        assert headline.startswith("None of three has answered ")
        assert " so far (as of " in headline
        assert today in headline


def test_dropped_question_is_not_left_open_and_an_optional_one_says_so(client: Client, round_: Round) -> None:
    make_question(round_, number=3, dropped_on="2026-08", printed_number="2b")
    make_question(round_, number=4, optional=True)
    make_response(make_recipient(round_, "Al"), answers={1: "One.", 2: "Two."})
    page = read(client, "/rounds/round/")
    assert words_in(page.one("span", class_="marks")) == "Answers 1 2 4 open (optional)"
    person = read(client, "/politicians/al/")
    assert "No published answer to question 4 (optional)." in person.text
    assert "2b" not in person.text


def test_vacant_seat_counts_as_one(client: Client, round_: Round) -> None:
    make_group(round_, "Vacant seat", size=1, decision="left", decision_wording="the seat was vacant")
    page = read(client, "/rounds/round/")
    assert "Vacant seat party not given, counts as one the seat was vacant" in page.text


def test_committee_of_a_recipients_own_leads_to_a_page_that_is_there(client: Client, round_: Round) -> None:
    parent = make_body("Parent Council", slug="parent")
    committee = make_body("The committee", slug="committee", kind="committee", parent=parent)
    make_recipient(round_, "Cat", body=committee)
    assert "/bodies/parent/" in set(read(client, "/bodies/committee/").links)
    links = set(read(client, "/bodies/parent/").links)
    assert {"/bodies/committee/", "/rounds/round/"} <= links


def test_other_names_are_searched_and_shown(client: Client, round_: Round) -> None:
    make_recipient(round_, politician=make_politician("Ann", other_names="Annie Able\nA. Able"))
    assert list(read(client, "/politicians/?q=annie").standings) == ["ann"]
    assert "Also known as Annie Able and A. Able" in read(client, "/politicians/ann/").text


def test_part_of_a_round_counts_nobody_but_those_it_lists(client: Client, round_: Round) -> None:
    board = make_body("The board", slug="board")
    make_response(make_recipient(round_, "Ann", body=board), answers={1: "Yes."})
    make_recipient(round_, "Ben", body=board, decision="no_response")
    make_recipient(round_, "Cleo", decision="no_response")
    page = read(client, "/bodies/board/")
    assert [words_in(line) for line in page.all("p", class_="headline")] == [
        "One of the two listed here answered."
    ]
    assert page.all("p", class_="fraction") == []
