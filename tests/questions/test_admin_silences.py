"""The page of a round's silences: who stands on it, what it asks, who may do what, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from questions.actions import confirm_silences, put_forward_silences, record_response, take_back_silences
from questions.models import Correction, Outcome, Recipient, Round
from questions.sentences import claim
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, text_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Round:
    return make.make_round(asked_on="2026-07-03", deadline_on="2026-07-07", method="email")


@pytest.fixture
def ann(asked: Round) -> Recipient:
    return put_on_list(asked, "Ann")


@pytest.fixture
def ben(asked: Round) -> Recipient:
    return put_on_list(asked, "Ben")


def put_on_list(round_: Round, name: str = "", **fields: Any) -> Recipient:
    person = make.make_recipient(round_, name, **fields)
    make.make_approach(person, made_on="2026-07-03")
    return person


@pytest.fixture
def ada() -> User:
    return make.make_reporter("ada", first_name="Ada", last_name="Reed")


@pytest.fixture
def pat() -> User:
    return make.make_publisher("pat")


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def page_for(round_: Round) -> str:
    return reverse("admin:questions_round_silences", args=[round_.pk])


def press(browser: Client, step: str, *recipients: Recipient) -> Any:
    """Tick *recipients* on the list and press the button of a step: the page that asks."""
    ticks = [recipient.pk for recipient in recipients]
    return browser.post(page_for(recipients[0].round), {"step": step, "recipient": ticks})


def apply(browser: Client, asking: Any, round_: Round, **changes: str) -> Any:
    """Press the button of the page that asks, with some of its fields filled in."""
    return browser.post(page_for(round_), {**fields_of(asking), **changes})


def decided(*recipients: Recipient) -> list[tuple[str, bool]]:
    """Of each whether it is decided, and whether it is put forward."""
    fresh = [Recipient.objects.get(pk=recipient.pk) for recipient in recipients]
    return [(recipient.decision, recipient.put_forward_at is not None) for recipient in fresh]


def rows_on(answer: Any) -> list[list[str]]:
    return [
        [words_of(cell) for cell in row] for row in page_of(answer).findall(".//tbody/tr") if len(row) == 6
    ]


def ticked_on(answer: Any) -> list[str]:
    boxes = page_of(answer).findall(".//tbody//input[@type='checkbox']")
    return [str(box.get("value")) for box in boxes if box.get("checked") is not None]


def test_everyone_without_a_reply_stands_there_with_what_is_known_and_missing(
    asked: Round, ann: Recipient, ada: User, pat: User
) -> None:
    make.make_approach(ann, made_on="2026-07-06", kind="reminder", channel="phone")
    bounced = make.make_recipient(asked, "Bounced")
    make.make_approach(bounced, made_on="2026-07-03", outcome=Outcome.BOUNCED)
    put_on_list(asked, "Longer", own_deadline_on="2999-01-01")
    forward, silent = put_on_list(asked, "Forward"), put_on_list(asked, "Silent")
    put_forward_silences(recipients=[forward, silent], by=ada)
    confirm_silences(recipients=[silent], by=pat)
    make.make_response(put_on_list(asked, "Replied"), published=False)
    make.make_recipient(asked, "Excused", decision="excused", decision_wording="ill")
    answer = browser_of(pat).get(page_for(asked))
    evidence = "Asked by e-mail on 3 July 2026; the deadline of 7 July 2026 had passed."
    request = "request by e-mail, 3 July 2026: sent"
    rows = rows_on(answer)
    assert [row[1].split(" ")[0] for row in rows] == ["Ann", "Bounced", "Longer", "Forward", "Silent"]
    assert rows[0][2:] == [
        f"{request} reminder by telephone, 6 July 2026: sent",
        "7 July 2026",
        (
            "Asked by e-mail on 3 July 2026 and reminded by telephone on 6 July 2026; "
            "the deadline of 7 July 2026 had passed."
        ),
        "Nothing yet.",
    ]
    assert rows[1][4] == (
        "Nothing shows that Bounced was reached: record a delivered approach, "
        "or give the source that says they did not respond. Mend it for Bounced, "
        "or tick them and give the source with “Put forward…” below"
    )
    assert rows[2][3:5] == [
        "1 January 2999, their own",
        (
            "The deadline for Longer has not passed or is not on file: set it on the round, "
            "or give the source that says they did not respond. Mend it for Longer, "
            "or tick them and give the source with “Put forward…” below"
        ),
    ]
    assert (rows[3][4], rows[3][5][:26]) == (evidence, "Put forward by Ada Reed on")
    assert (rows[4][4], rows[4][5][:17]) == (evidence, "Confirmed by pat ")
    assert "; put forward by Ada Reed on " in rows[4][5]
    assert "Awaited or silent (5). Not here: 2 who replied or of whom something else was decided." in text_of(
        answer
    )


def test_a_reporter_puts_forward_and_a_publisher_confirms(
    ann: Recipient, ben: Recipient, ada: User, pat: User
) -> None:
    asking = press(browser_of(ada), "put-forward", ann, ben)
    assert decided(ann, ben) == [("", False), ("", False)]
    answer = apply(browser_of(ada), asking, ann.round)
    assert messages_on(browser_of(ada).get(answer.url)) == []
    assert decided(ann, ben) == [("", True), ("", True)]
    publisher = browser_of(pat)
    asking = press(publisher, "confirm", ann, ben)
    assert decided(ann, ben) == [("", True), ("", True)]
    answer = apply(publisher, asking, ann.round, note="Rang twice.")
    assert messages_on(publisher.get(answer.url)) == ["Confirmed: Ann and Ben did not respond."]
    assert decided(ann, ben) == [("no_response", True), ("no_response", True)]
    ann.refresh_from_db()
    assert (ann.decided_by, ann.decision_note) == (pat, "Rang twice.")


def test_what_is_shown_before_confirming_is_what_readers_get(ann: Recipient, ada: User, pat: User) -> None:
    source = make.make_source(title="Who answered", publication="The Post")
    put_forward_silences(recipients=[ann], by=ada, source=source)
    asking = press(browser_of(pat), "confirm", ann)
    words = [words_of(each) for each in page_of(asking).findall(".//dd[@class='desk-claim']")]
    apply(browser_of(pat), asking, ann.round)
    silent = Recipient.objects.get(pk=ann.pk)
    assert words == [claim(silent, silent.round, list(silent.approaches.all()), timezone.now())]
    assert "Did not respond, as reported by The Post." in words[0]
    assert words[0] in Client().get("/non-respondents/").content.decode()


def test_another_wording_is_shown_before_it_is_confirmed(ann: Recipient, ada: User, pat: User) -> None:
    put_forward_silences(recipients=[ann], by=ada)
    browser = browser_of(pat)
    shown = apply(browser, press(browser, "confirm", ann), ann.round, wording="no word from her office")
    assert decided(ann) == [("", True)]
    assert "What readers would be told is not what this page had shown. Read it below" in text_of(shown)
    assert ": no word from her office. No reply to this round is on record" in text_of(shown)
    assert apply(browser, shown, ann.round).status_code == 302
    assert Recipient.objects.get(pk=ann.pk).decision_wording == "no word from her office"


def sources_on(page: Any) -> dict[str, bool]:
    """The sources that the page offers, and which of them is chosen."""
    options = page_of(page).findall(".//select[@name='source']/option")
    return {words_of(option): option.get("selected") is not None for option in options}


def test_the_source_that_was_put_forward_stands_on_the_page_that_confirms(
    ann: Recipient, ben: Recipient, ada: User, pat: User
) -> None:
    paper = make.make_source(title="The paper", publication="Eastern Daily Press")
    put_forward_silences(recipients=[ann], by=ada, source=paper)
    asking = press(browser_of(pat), "confirm", ann)
    assert sources_on(asking) == {"as each was put forward": False, str(paper): True}
    assert "It ends the sentence “Did not respond, …” above" in text_of(asking)
    assert "as reported by Eastern Daily Press" in text_of(asking)
    put_forward_silences(recipients=[ben], by=ada)
    both = press(browser_of(pat), "confirm", ann, ben)
    assert sources_on(both) == {"as each was put forward": True, str(paper): False}
    apply(browser_of(pat), both, ann.round)
    ann.refresh_from_db()
    ben.refresh_from_db()
    assert (ann.decision_source, ben.decision_source) == (paper, None)


def test_without_a_source_the_page_that_confirms_says_what_the_evidence_is(
    ann: Recipient, ada: User, pat: User
) -> None:
    make.make_source(title="The paper")
    put_forward_silences(recipients=[ann], by=ada)
    first, _ = sources_on(press(browser_of(pat), "confirm", ann))
    assert first == "none: approaches and a passed deadline are the evidence"


@pytest.mark.parametrize("change", ["reply", "approach", "deadline", "taken back", "confirmed"])
def test_what_came_in_between_brings_the_page_back(
    change: str, ann: Recipient, ben: Recipient, ada: User
) -> None:
    pat, quinn = make.make_publisher("pat"), make.make_publisher("quinn")
    put_forward_silences(recipients=[ann, ben], by=ada)
    browser = browser_of(pat)
    asking = press(browser, "confirm", ann, ben)
    match change:
        case "reply":
            record_response(round=ann.round, signatories=[ann], answers={}, by=ada)
            sentence = "Ann has a reply on file, so nothing may say that they did not respond."
        case "approach":
            make.make_approach(ann, made_on="2026-07-05", kind="reminder")
            sentence = "What readers would be told is not what this page had shown."
        case "deadline":
            ann.round.deadline_on = "2026-07-06"
            ann.round.save()
            sentence = "What readers would be told is not what this page had shown."
        case "taken back":
            take_back_silences(recipients=[ann], by=ada)
            sentence = (
                "Nobody has put forward that Ann did not respond: one editor does, and another confirms."
            )
        case _:
            confirm_silences(recipients=[ann], by=quinn)
            sentence = "Ann is on record as not having responded already."
    answer = apply(browser, asking, ann.round)
    assert (answer.status_code, sentence in text_of(answer)) == (200, True)
    assert decided(ben) == [("", True)]
    assert Recipient.objects.get(pk=ann.pk).decided_by in {None, quinn}


def test_a_reporter_cannot_confirm_or_withdraw(ann: Recipient, ben: Recipient, ada: User, pat: User) -> None:
    put_forward_silences(recipients=[ann, ben], by=pat)
    confirm_silences(recipients=[ben], by=make.make_publisher())
    before = [*Recipient.objects.values()]
    browser = browser_of(ada)
    buttons = page_of(browser.get(page_for(ann.round))).findall(".//button[@name='step']")
    assert [button.get("value") for button in buttons] == ["put-forward", "take-back"]
    for step, recipient in [("confirm", ann), ("withdraw", ben), ("take-back", ben)]:
        assert press(browser, step, recipient).status_code == 403
    for step, recipient in [("confirm", ann), ("withdraw", ben)]:
        fields = {"step": step, "recipient": recipient.pk, "apply": "1", "reason": "x", "shown": "x"}
        assert browser.post(page_for(ann.round), fields).status_code == 403
    assert [*Recipient.objects.values()] == before
    assert str(ben.pk) not in [
        box.get("value") for box in page_of(browser.get(page_for(ann.round))).findall(".//tbody//input")
    ]


def test_a_viewer_reads_the_page_and_finds_nothing_to_press(ann: Recipient) -> None:
    browser = browser_of(make.make_viewer())
    shown = browser.get(page_for(ann.round), {"recipient": ann.pk})
    assert [row[1] for row in rows_on(shown)] == ["Ann party not given · open Ann"]
    content = page_of(shown).find(".//div[@id='content-main']")
    assert content is not None
    assert content.findall(".//input[@type='checkbox']") == content.findall(".//button") == []
    assert [words_of(link) for link in content.findall(".//a")] == ["open Ann"]
    assert press(browser, "put-forward", ann).status_code == 403
    assert decided(ann) == [("", False)]


def test_a_publisher_does_not_confirm_what_they_put_forward(ann: Recipient, pat: User) -> None:
    put_forward_silences(recipients=[ann], by=pat)
    answer = press(browser_of(pat), "confirm", ann)
    assert (
        "You put forward that Ann did not respond: somebody else has to confirm it. Nothing was changed."
        in text_of(answer)
    )
    assert ticked_on(answer) == [str(ann.pk)]
    assert decided(ann) == [("", True)]


def test_missing_evidence_is_refused_unless_a_source_says_so(asked: Round, ada: User) -> None:
    person = make.make_recipient(asked, "Unasked")
    browser = browser_of(ada)
    asking = press(browser, "put-forward", person)
    missing = (
        "Nothing shows that Unasked was reached: record a delivered approach, "
        "or give the source that says they did not respond."
    )
    assert missing in text_of(asking)
    assert f"Nothing was changed: {missing}" in text_of(apply(browser, asking, asked))
    assert decided(person) == [("", False)]
    assert apply(browser, asking, asked, source="999").status_code == 200
    assert apply(browser, asking, asked, source=str(make.make_source().pk)).status_code == 302
    assert decided(person) == [("", True)]


def test_what_was_put_forward_is_taken_back_and_what_is_confirmed_withdrawn(
    ann: Recipient, ben: Recipient, ada: User, pat: User
) -> None:
    put_forward_silences(recipients=[ann, ben], by=ada)
    confirm_silences(recipients=[ben], by=pat)
    browser = browser_of(pat)
    answer = apply(browser, press(browser, "take-back", ann), ann.round)
    assert messages_on(browser.get(answer.url)) == ["It is no longer put forward that Ann did not respond."]
    assert decided(ann, ben) == [("", False), ("no_response", True)]
    asking = press(browser, "take-back", ben)
    assert "Withdraw that they did not respond" in text_of(asking)
    refused = apply(browser, asking, ann.round)
    assert "Say why it is withdrawn: readers who saw it are told." in text_of(refused)
    answer = apply(browser, asking, ann.round, reason="We wrote to an old address.")
    assert messages_on(browser.get(answer.url)) == [
        "Withdrawn: nothing says any more that Ben did not respond."
    ]
    assert decided(ann, ben) == [("", False), ("", False)]
    assert Correction.objects.get().now == "It says: asked, no reply yet. We wrote to an old address."


def test_those_named_in_the_address_are_ticked(
    asked: Round, ann: Recipient, ben: Recipient, ada: User
) -> None:
    make.make_recipient(asked, "Unasked")
    cleo = put_on_list(asked, "Cleo")
    put_forward_silences(recipients=[cleo], by=ada)
    browser, page = browser_of(ada), page_for(asked)
    assert ticked_on(browser.get(page)) == []
    assert ticked_on(browser.get(f"{page}?recipient={ben.pk}&recipient=999&recipient=x")) == [str(ben.pk)]
    assert ticked_on(browser.get(f"{page}?tick=ready")) == [str(ann.pk), str(ben.pk)]
    assert ticked_on(browser.get(f"{page}?tick=put-forward")) == [str(cleo.pk)]
    assert "everyone with evidence and nothing yet (2) · everyone put forward (1)" in text_of(
        browser.get(page)
    )


def test_nobody_ticked_and_strangers_are_refused_with_a_sentence(ann: Recipient, ada: User) -> None:
    browser, page = browser_of(ada), page_for(ann.round)
    answer = browser.post(page, {"step": "put-forward"})
    assert "Tick at least one person. Nothing was changed." in text_of(answer)
    elsewhere = put_on_list(make.make_round(), "Elsewhere")
    answer = browser.post(page, {"step": "put-forward", "recipient": [ann.pk, elsewhere.pk], "apply": "1"})
    assert "Somebody who was ticked is not on this round's list any more. Nothing was changed." in text_of(
        answer
    )
    answer = browser.post(page, {"recipient": ann.pk, "apply": "1"})
    assert "Press one of the buttons below the list. Nothing was changed." in text_of(answer)
    assert decided(ann, elsewhere) == [("", False), ("", False)]


def test_a_silence_beside_a_reply_is_still_found_and_withdrawn(ann: Recipient, pat: User) -> None:
    make.make_response(ann)
    Recipient._base_manager.filter(pk=ann.pk).update(decision="no_response")
    browser = browser_of(pat)
    assert [row[1].split(" ")[0] for row in rows_on(browser.get(page_for(ann.round)))] == ["Ann"]
    apply(browser, press(browser, "take-back", ann), ann.round, reason="They have replied.")
    assert decided(ann) == [("", False)]


def test_the_page_that_asks_asks_the_database_as_often_for_3_as_for_40(
    asked: Round, ada: User, pat: User
) -> None:
    people = [put_on_list(asked) for _ in range(40)]
    put_forward_silences(recipients=people, by=ada)
    browser = browser_of(pat)
    counted = []
    for number in (3, 3, 40):
        with CaptureQueriesContext(connection) as queries:
            assert press(browser, "confirm", *people[:number]).status_code == 200
        counted.append(len(queries))
    assert counted[1] == counted[2]
    assert counted[2] < 20
