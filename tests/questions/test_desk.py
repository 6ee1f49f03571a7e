"""The desk of a round: what it shows of everyone and every question, and what it offers to whom."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from questions.models import Decision, Outcome, Round
from questions.models.answer_adjectives import Withheld
from tests import factories as make
from tests.pages import page_of, words_of

NOT_REACHED = (
    "Nothing shows that Ann was reached: record a delivered approach, "
    "or give the source that says they did not respond."
)

pytestmark = pytest.mark.django_db


def desk_of(round_: Round) -> str:
    return reverse("admin:questions_round_desk", args=[round_.pk])


def shown(client: Client, round_: Round, query: str = "") -> Any:
    answer = client.get(reverse("admin:questions_round_desk", args=[round_.pk]) + query)
    assert answer.status_code == 200
    return page_of(answer)


def rows_of(page: Any) -> dict[str, list[str]]:
    """Each row of the grid by its name: where they stand, how they were approached, and the words of every cell."""
    rows = {}
    for row in page.findall(".//div[@id='content-main']//tbody/tr"):
        stands, approached, *cells = [cell for cell in row.findall("td") if cell.get("class") != "tick"]
        told = [words_of(cell.findall(".//span[@class='visually-hidden']")[0]) for cell in cells]
        rows[words_of(row.find("th/a"))] = [words_of(stands), words_of(approached), *told]
    return rows


def marks_of(page: Any) -> list[str]:
    found = page.findall(".//td")
    return [
        words_of(each.find(".//span[@aria-hidden='true']"))
        for each in found
        if "cell" in each.get("class", "")
    ]


def buttons_of(page: Any) -> list[str]:
    content = page.find(".//div[@id='content-main']")
    links = [link for link in content.iter("a") if "button" in link.get("class", "")]
    return [words_of(each) for each in [*links, *content.iter("button")]]


def tasks_of(page: Any) -> list[tuple[str, str]]:
    lines = page.findall(".//section[@class='desk-checklist']//li")
    return [(words_of(line), line.find("a").get("href")) for line in lines]


def test_desk_tells_every_state_of_a_cell_by_word_and_by_mark(admin_client: Client) -> None:
    round_ = make.make_round(questions=3)
    make.make_question(round_, number=4, optional=True)
    ann = make.make_recipient(round_, "Ann")
    bob = make.make_recipient(round_, "Bob")
    make.make_recipient(round_, "Cyd")
    dan = make.make_recipient(round_, "Dan")
    round_.questions.get(number=3).put_to.set([ann, bob])
    earlier = make.make_response(
        make.make_recipient(make.make_round(questions=1), politician=ann.politician), answers={1: "Once."}
    )
    reply = make.make_response(ann, answers={1: "One."})
    make.make_answer(reply, 2, carried_from=earlier.answers.get())
    make.make_answer(reply, 3, withheld=Withheld.HELD_BACK, withheld_note="Lawyers look at it.")
    make.make_response(ann, answers={1: "Another."}, published=False)
    make.make_response(bob, answers={1: "One."}, published=False)
    withdrawn = make.make_response(bob, answers={2: "Two."})
    withdrawn.withdrawn_at = timezone.now()
    withdrawn.save()
    make.make_response(dan, answers={2: "In the paper."}, origin="public_record")
    page = shown(admin_client, round_)
    assert rows_of(page) == {
        "Ann": [
            "answered reply: public reply: not public yet",
            "not approached",
            "Question 1: answered, and public, a newer answer is not public yet",
            "Question 2: answered, and public, carried forward from an earlier round",
            "Question 3: answered, held back",
            "Question 4: left open by somebody who replied",
        ],
        "Bob": [
            "replied; the reply is not published yet reply: not public yet reply: withdrawn",
            "not approached",
            "Question 1: answered, not public yet",
            "Question 2: answered, withdrawn",
            "Question 3: left open by somebody who replied",
            "Question 4: left open by somebody who replied",
        ],
        "Cyd": [
            "asked, no reply yet",
            "not approached",
            "Question 1: nothing on file",
            "Question 2: nothing on file",
            "Question 3: not put to them",
            "Question 4: nothing on file",
        ],
        "Dan": [
            "asked, no reply yet found in the public record: public",
            "not approached",
            "Question 1: nothing on file",
            "Question 2: found in the public record",
            "Question 3: not put to them",
            "Question 4: nothing on file",
        ],
    }
    assert marks_of(page) == [
        *["✓+", "✓↩", "H", "–"],
        *["○", "W", "–", "–"],
        *["·", "·", "×", "·"],
        *["·", "R", "×", "·"],
    ]
    legend = [words_of(line) for line in page.findall(".//section[@class='desk-legend']//li")]
    assert legend == [
        "✓ answered, and public",
        "H answered, held back",
        "○ answered, not public yet",
        "W answered, withdrawn",
        "R found in the public record",
        "– left open by somebody who replied",
        "× not put to them",
        "· nothing on file",
        "↩ carried forward from an earlier round",
        "+ a newer answer is not public yet",
    ]


def test_desk_of_a_draft_says_that_its_answers_are_not_public(admin_client: Client) -> None:
    round_ = make.make_round(published=False, questions=1)
    make.make_response(make.make_recipient(round_, "Ann"), answers={1: "One."}, published=False)
    assert marks_of(shown(admin_client, round_)) == ["○"]


def test_desk_prints_no_words_and_no_private_notes(admin_client: Client) -> None:
    round_ = make.make_round(questions=1, notes="SECRET-1")
    ann = make.make_recipient(round_, "Ann", private_note="SECRET-2")
    make.make_approach(ann, made_to="SECRET-3", private_note="SECRET-4")
    make.make_response(ann, answers={1: "SECRET-5"}, original="SECRET-6", notes="SECRET-7")
    page = admin_client.get(desk_of(round_))
    assert b"SECRET" not in page.content


def test_desk_tells_how_often_and_when_last_somebody_was_approached_and_who_is_late(
    admin_client: Client,
) -> None:
    round_ = make.make_round(published=False, questions=0, asked_on="2026-07-01", deadline_on="2026-07-10")
    ann, bob, cyd, dan = (make.make_recipient(round_, name) for name in ("Ann", "Bob", "Cyd", "Dan"))
    make.make_approach(ann, made_on="2026-07-01")
    make.make_approach(ann, made_on="2026-07-06", channel="phone", kind="reminder", outcome=Outcome.PROMISED)
    make.make_approach(bob, made_on="2026-07-01", outcome=Outcome.BOUNCED)
    dan.own_deadline_on = "2999-01-01"
    dan.save()
    cyd.decision, cyd.decision_wording = Decision.EXCUSED, "on maternity leave"
    cyd.save()
    assert {name: told[1] for name, told in rows_of(shown(admin_client, round_)).items()} == {
        "Ann": "twice, last by telephone on 6 July 2026: promised to reply late: the deadline was 10 July 2026",
        "Bob": "once, by e-mail on 1 July 2026: bounced not reached since late: the deadline was 10 July 2026",
        "Cyd": "not approached",
        "Dan": "not approached given until 1 January 2999",
    }
    for query, names in {
        "?show=late": ["Ann", "Bob"],
        "?show=bounced": ["Bob"],
        "?show=excused": ["Cyd"],
        "?show=awaiting": ["Ann", "Bob", "Dan"],
        "?show=nonsense": ["Ann", "Bob", "Cyd", "Dan"],
        "?q=aN": ["Ann", "Dan"],
        "?q=nobody": [],
    }.items():
        assert list(rows_of(shown(admin_client, round_, query))) == names, query


def test_checklist_leads_to_where_each_thing_is_put_right(admin_client: Client) -> None:
    round_ = make.make_round(published=False, questions=0, asked_count=0)
    desk = f"/admin/questions/round/{round_.pk}/desk/"
    settings = f"/admin/questions/round/{round_.pk}/change/?next=%2Fadmin%2Fquestions%2Fround%2F{round_.pk}%2Fdesk%2F"
    assert tasks_of(shown(admin_client, round_)) == [
        (
            "Blocks publication: Nobody is on the round's list yet.",
            f"/admin/questions/round/{round_.pk}/members/",
        ),
        ("Blocks publication: The round has no questions yet.", f"{settings}#questions-group"),
        (
            "Blocks publication: Say when the questions were put, or add a source or an approach.",
            f"{settings}#id_asked_on",
        ),
    ]
    make.make_question(round_)
    ann = make.make_recipient(round_, "Ann", decision=Decision.NO_RESPONSE)
    bob = make.make_recipient(round_, "Bob")
    make.make_response(make.make_recipient(round_, "Cyd"), answers={1: "One."}, published=False)
    assert tasks_of(shown(admin_client, round_)) == [
        (
            "Blocks publication: The list counts 3, but the number asked is 0: correct one of them.",
            f"{settings}#id_asked_count",
        ),
        (
            "Blocks publication: Say when the questions were put, or add a source or an approach.",
            f"{settings}#id_asked_on",
        ),
        (
            f"Blocks publication: {NOT_REACHED}",
            f"/admin/questions/round/{round_.pk}/silences/?recipient={ann.pk}",
        ),
        (
            "No approach is on file: record whom you asked, and when. Nobody can be called silent without it.",
            f"/admin/questions/round/{round_.pk}/approaches/?whom=everyone",
        ),
        (
            "No deadline is set: nobody can be called silent before one has passed.",
            f"/admin/questions/round/{round_.pk}/deadline/",
        ),
        ("One reply is not public yet: it is published with the round.", f"{desk}?show=waiting"),
    ]
    make.make_approach(bob, made_on="2026-07-01", outcome=Outcome.BOUNCED)
    Round._base_manager.filter(pk=round_.pk).update(deadline_on="2026-07-10", asked_count=3)
    assert tasks_of(shown(admin_client, round_))[-2:] == [
        (
            "One person has not replied by the deadline: chase them, give them longer, or record their silence.",
            f"{desk}?show=late",
        ),
        (
            "The approach to one person bounced and nothing has reached them since: try another way.",
            f"{desk}?show=bounced",
        ),
    ]


def test_checklist_of_a_finished_round_says_that_nothing_is_left(admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    make.make_response(make.make_recipient(round_), answers={1: "One."})
    checklist = shown(admin_client, round_).find(".//section[@class='desk-checklist']")
    assert words_of(checklist) == "To do Nothing is left to do."


OFFERED = {
    "make_viewer": [
        "The round's settings",
        "As readers see it",
        "Output for a story",
    ],
    "make_reporter": [
        "Edit the round",
        "Start a follow-up round",
        "As readers see it",
        "Output for a story",
        "Record a response",
        "Record an approach",
        "Record a silence",
    ],
    "make_publisher": [
        "Edit the round",
        "Add people",
        "Set the deadline",
        "Start a follow-up round",
        "As readers see it",
        "Preview links",
        "Output for a story",
        "Withdraw…",
        "Record a response",
        "Record an approach",
        "Record a silence",
        "Give longer",
    ],
}


@pytest.mark.parametrize("role", OFFERED)
def test_desk_offers_only_what_the_role_may_do(role: str, client: Client) -> None:
    round_ = make.make_round(questions=1)
    make.make_recipient(round_)
    client.force_login(getattr(make, role)())
    page = shown(client, round_)
    assert buttons_of(page) == OFFERED[role]
    ticks = page.findall(".//input[@name='recipient']")
    assert len(ticks) == (0 if role == "make_viewer" else 1)


def test_desk_of_a_draft_offers_its_preview_and_its_publication(client: Client) -> None:
    round_ = make.make_round(questions=1, published=False)
    client.force_login(make.make_publisher())
    assert buttons_of(shown(client, round_)) == [
        "Edit the round",
        "Add people",
        "Set the deadline",
        "Preview",
        "Preview links",
        "Output for a story",
        "Publish…",
    ]
    client.force_login(make.make_reporter())
    assert buttons_of(shown(client, round_)) == [
        "Edit the round",
        "Add people",
        "Set the deadline",
        "Preview",
        "Output for a story",
    ]


@pytest.mark.parametrize("role", OFFERED)
def test_every_page_that_the_desk_leads_to_opens(role: str, client: Client) -> None:
    for published in (True, False):
        round_ = make.make_round(questions=1, published=published, deadline_on="2026-07-10")
        ann = make.make_recipient(round_, put_forward_by=make.make_user(), put_forward_at=make.PUBLISHED)
        make.make_approach(ann, outcome=Outcome.BOUNCED)
        make.make_response(make.make_recipient(round_), answers={1: "One."}, published=False)
        client.force_login(getattr(make, role)())
        content = shown(client, round_).find(".//div[@id='content-main']")
        addresses = [link.get("href") for link in content.iter("a")]
        addresses += [
            f"{button.get('formaction')}?round={round_.pk}&recipient={ann.pk}"
            for button in content.iter("button")
        ]
        assert len(addresses) > 5
        for address in addresses:
            there = desk_of(round_) + address if address.startswith("?") else address
            assert client.get(there).status_code == 200, (role, published, address)


def test_desk_tells_how_far_a_silence_has_come(admin_client: Client) -> None:
    round_ = make.make_round(published=False, questions=0, deadline_on="2026-07-10")
    rita, pam = make.make_reporter("rita", first_name="Rita", last_name="Porter"), make.make_publisher("pam")
    forward = {"put_forward_by": rita, "put_forward_at": make.PUBLISHED}
    make.make_recipient(round_, "Ann", **forward)
    make.make_recipient(
        round_, "Bob", decision=Decision.NO_RESPONSE, decided_by=pam, decided_on="2026-07-11", **forward
    )
    put_forward = "put forward by Rita Porter on 3 July 2026, 10am"
    page = shown(admin_client, round_)
    assert {name: told[0] for name, told in rows_of(page).items()} == {
        "Ann": f"asked, no reply yet P{put_forward[1:]}.",
        "Bob": f"did not respond Confirmed by pam on 11 July 2026; {put_forward}.",
    }
    assert (
        "One silence is put forward: a publisher confirms it, or takes it back.",
        f"/admin/questions/round/{round_.pk}/silences/?tick=put-forward",
    ) in tasks_of(page)
    assert list(rows_of(shown(admin_client, round_, "?show=put-forward"))) == ["Ann"]


def test_desk_is_closed_to_whoever_may_not_look_at_rounds(client: Client) -> None:
    round_ = make.make_round()
    assert client.get(desk_of(round_)).status_code == 302
    client.force_login(make.make_user(is_superuser=False))
    assert client.get(desk_of(round_)).status_code == 404


def test_desk_of_no_round_is_not_found(admin_client: Client) -> None:
    assert admin_client.get(reverse("admin:questions_round_desk", args=[999])).status_code == 404


def test_what_is_ticked_stands_ticked_among_the_signatories(admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    ann, bob, cyd = (make.make_recipient(round_, name) for name in ("Ann", "Bob", "Cyd"))
    button = next(
        button
        for button in shown(admin_client, round_).iter("button")
        if words_of(button) == "Record a response"
    )
    sent = f"?round={round_.pk}&recipient={ann.pk}&recipient={cyd.pk}&recipient=x"
    page = page_of(admin_client.get(button.get("formaction", "") + sent))
    ticks = [tick for tick in page.iter("input") if tick.get("name") == "signatories"]
    assert {tick.get("value"): tick.get("checked") is not None for tick in ticks} == {
        str(ann.pk): True,
        str(bob.pk): False,
        str(cyd.pk): True,
    }


def put_on_list(round_: Round, number: int) -> None:
    for place in range(number):
        recipient = make.make_recipient(round_, party=make.make_party(f"Party {place}"))
        make.make_approach(recipient, outcome=Outcome.BOUNCED if place % 2 else Outcome.SENT)
        if place % 3 == 0:
            make.make_response(recipient, answers={1: "One.", 2: "Two."}, published=False)
        elif place % 3 == 1:
            make.make_response(recipient, answers={1: "One."})


def test_desk_asks_as_often_with_3_people_as_with_300(admin_client: Client) -> None:
    round_ = make.make_round(published=False, questions=2, deadline_on="2026-07-10")

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            shown(admin_client, round_)
        return len(made)

    put_on_list(round_, 3)
    queries()
    few = queries()
    put_on_list(round_, 297)
    assert queries() == few
    assert few < 20
    page = shown(admin_client, round_, "?page=6")
    assert len(rows_of(page)) == 50
    pager = page.find(".//nav[@class='desk-pager']")
    assert words_of(pager) == "Back 251 to 300 of 300"


def test_a_round_leads_to_its_desk_from_the_list_of_rounds(admin_client: Client) -> None:
    round_ = make.make_round()
    page = page_of(admin_client.get(reverse("admin:questions_round_changelist")))
    link = page.find(".//table[@id='result_list']//th/a")
    assert link is not None
    assert link.get("href") == f"/admin/questions/round/{round_.pk}/desk/"


def test_replies_read_as_they_are_in_the_newsrooms_time(admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    late_evening = datetime.datetime(2026, 7, 1, 23, 30, tzinfo=datetime.UTC)
    ann, bob = make.make_recipient(round_, "Ann"), make.make_recipient(round_, "Bob")
    make.make_response(ann, bob, answers={1: "One."}, received_at=late_evening)
    told = rows_of(shown(admin_client, round_))
    assert told["Ann"][0] == "answered reply of 2 July 2026 with Bob: public"
    assert told["Bob"][0] == "answered reply of 2 July 2026 with Ann: public"
