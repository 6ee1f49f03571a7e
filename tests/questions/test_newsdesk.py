"""The editors' home: what is due, with the next act beside it, and only what the role may do."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from questions.models import Campaign, Decision, Outcome, Recipient, Round
from tests import factories as make
from tests.pages import page_of, words_of

pytestmark = pytest.mark.django_db

ENTERED = datetime.datetime(2026, 7, 2, 9, 15, tzinfo=datetime.UTC)


def home(client: Client) -> Any:
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 200
    return page_of(answer)


def due_on(page: Any) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """Each section by its heading: the words of every line, and its acts with where they lead."""
    told = {}
    for section in page.findall(".//section[@class='desk-due']"):
        lines = []
        for line in section.findall("ul/li"):
            acts = [(words_of(act), act.get("href", "")) for act in line.findall("p[@class='acts']/a")]
            lines.append((words_of(line.find("p")), acts))
        told[words_of(section.find("h3"))] = lines
    return told


def rounds_on(page: Any, heading: str) -> list[str]:
    return [words_of(line) for line in page.findall(f".//section[@aria-labelledby='{heading}']/ul/li")]


@pytest.fixture
def libraries() -> Round:
    """A public round past its deadline: Ann answered, Bob is late, Cyd's mail bounced, Dan has longer, Eve is late."""
    round_ = make.make_round(questions=1, title="Libraries", asked_on="2026-06-01", deadline_on="2026-06-10")
    ann, bob, cyd, dan, eve = (
        make.make_recipient(round_, name) for name in ("Ann", "Bob", "Cyd", "Dan", "Eve")
    )
    make.make_response(ann, answers={1: "Yes."})
    for person in (bob, eve):
        make.make_approach(person, made_on="2026-06-01")
    make.make_approach(cyd, made_on="2026-06-01", outcome=Outcome.BOUNCED)
    dan.own_deadline_on = "2999-01-01"
    dan.save()
    return round_


@pytest.fixture
def rita() -> User:
    return make.make_reporter("rita", first_name="Rita", last_name="Porter")


def test_what_is_due_stands_there_with_the_next_act(
    libraries: Round, rita: User, admin_client: Client
) -> None:
    buses = make.make_round(
        title="Buses", questions=1, published=False, deadline_on=timezone.localdate().isoformat()
    )
    zoe = make.make_recipient(buses, "Zoe")
    make.make_recipient(buses, "Yan")
    draft = make.make_response(
        zoe, answers={1: "Soon."}, published=False, entered_by=rita, entered_at=ENTERED
    )
    bob, eve, cyd = (libraries.recipients.get(name=name) for name in ("Bob", "Eve", "Cyd"))
    dan = libraries.recipients.get(name="Dan")
    late = make.make_response(
        dan, libraries.recipients.get(name="Ann"), answers={1: "No."}, published=False, entered_at=ENTERED
    )
    assert (bob.round_id, eve.round_id) == (libraries.pk, libraries.pk)
    pages, review = f"/admin/questions/round/{libraries.pk}", "/admin/questions/response"
    assert due_on(home(admin_client)) == {
        "Deadlines 2": [
            (
                "Libraries The deadline was 10 June 2026; three have not replied: Bob, Cyd and Eve",
                [
                    ("Chase them", f"{pages}/approaches/?whom=late"),
                    ("Give longer", f"{pages}/deadline/?whom=late"),
                ],
            ),
            (
                "Buses The deadline is today; one has not replied yet: Yan",
                [
                    ("Chase them", f"/admin/questions/round/{buses.pk}/approaches/?whom=awaiting"),
                    ("Give longer", f"/admin/questions/round/{buses.pk}/deadline/?whom=awaiting"),
                ],
            ),
        ],
        "Replies to review 2": [
            (
                "Dan and Ann in Libraries entered on 2 July 2026, 10.15am",
                [
                    ("Review", f"{review}/{late.pk}/change/?next=/admin/"),
                    ("Publish…", f"{review}/{late.pk}/publish/"),
                ],
            ),
            (
                "Zoe in Buses entered by Rita Porter on 2 July 2026, 10.15am",
                [("Review", f"{review}/{draft.pk}/change/?next=/admin/")],
            ),
        ],
        "Silences to put forward 2": [
            (
                "Libraries Two were reached in time and have not replied: Bob and Eve",
                [("Put forward", f"{pages}/silences/?tick=ready")],
            ),
        ],
        "Approaches that bounced 1": [
            (
                "Cyd in Libraries the request by e-mail on 1 June 2026 bounced, and nothing has reached them since",
                [("Try another way", f"{pages}/approaches/?recipient={cyd.pk}")],
            ),
        ],
    }


def put_forward(person: Recipient) -> None:
    """As if a reporter had put forward that they did not respond."""
    person.put_forward_by, person.put_forward_at = make.make_reporter(), ENTERED
    person.save()


def test_a_silence_that_was_put_forward_waits_to_be_confirmed(libraries: Round, admin_client: Client) -> None:
    put_forward(libraries.recipients.get(name="Bob"))
    due = due_on(home(admin_client))
    silences = f"/admin/questions/round/{libraries.pk}/silences/"
    assert due["Silences to confirm 1"] == [
        ("Libraries One silence was put forward: Bob", [("Confirm…", f"{silences}?tick=put-forward")])
    ]
    assert due["Silences to put forward 1"] == [
        (
            "Libraries One was reached in time and has not replied: Eve",
            [("Put forward", f"{silences}?tick=ready")],
        )
    ]
    listed: Any = admin_client.get(f"{reverse('admin:questions_recipient_changelist')}?due=put-forward")
    assert [person.name for person in listed.context["cl"].result_list] == ["Bob"]


def test_the_number_of_silences_stands_beside_them_and_not_that_of_their_rounds(
    libraries: Round, admin_client: Client
) -> None:
    put_forward(libraries.recipients.get(name="Bob"))
    put_forward(libraries.recipients.get(name="Eve"))
    assert due_on(home(admin_client))["Silences to confirm 2"] == [
        (
            "Libraries Two silences were put forward: Bob and Eve",
            [("Confirm…", f"/admin/questions/round/{libraries.pk}/silences/?tick=put-forward")],
        )
    ]


def test_rounds_in_progress_come_by_their_deadline_and_finished_ones_after(admin_client: Client) -> None:
    campaign = make.make_campaign("Schools")
    later = make.make_round(campaign=campaign, title="Later", published=False, deadline_on="2999-02-01")
    make.make_round(campaign=campaign, title="No deadline", published=False, questions=0)
    sooner = make.make_round(campaign=campaign, title="Sooner", deadline_on="2999-01-01", questions=1)
    make.make_recipient(sooner)
    done = make.make_round(campaign=campaign, title="Done", questions=1)
    make.make_response(make.make_recipient(done), answers={1: "Yes."})
    withdrawn = make.make_round(campaign=campaign, title="Withdrawn", withdrawn_at=timezone.now())
    make.make_recipient(withdrawn)
    page = home(admin_client)
    public = "Public since 3 July 2026"
    assert rounds_on(page, "progress") == [
        f"Sooner Schools {public} · answers asked for by 1 January 2999 1 asked, no reply yet",
        "Later Schools Draft · answers asked for by 1 February 2999 nobody on the list yet",
        "No deadline Schools Draft nobody on the list yet",
    ]
    assert rounds_on(page, "finished") == [f"Done Schools {public} 1 answered"]
    link = page.find(f".//a[@href='/admin/questions/round/{later.pk}/desk/']")
    assert words_of(link) == "Later"


@pytest.mark.parametrize("decision", Decision.values)
def test_whoever_was_decided_on_is_not_awaited(decision: str, libraries: Round, admin_client: Client) -> None:
    for person in libraries.recipients.all():
        person.decision, person.decision_wording = decision, "as said"
        person.save()
    assert due_on(home(admin_client)) == {}


def test_a_reply_on_file_ends_what_is_due_to_somebody(libraries: Round, admin_client: Client) -> None:
    for name in ("Bob", "Cyd", "Eve"):
        make.make_response(libraries.recipients.get(name=name), answers={1: "Yes."}, published=False)
    assert list(due_on(home(admin_client))) == ["Replies to review 3"]


def test_a_withdrawn_round_is_not_due(libraries: Round, admin_client: Client) -> None:
    libraries.withdrawn_at = timezone.now()
    libraries.save()
    assert due_on(home(admin_client)) == {}


OFFERED = {
    "make_viewer": ([], {}),
    "make_reporter": (
        ["Add a campaign", "Add a round", "Record a response"],
        {
            "Deadlines 1": ["Chase them"],
            "Replies to review 1": ["Review"],
            "Silences to confirm 1": [],
            "Silences to put forward 1": ["Put forward"],
            "Approaches that bounced 1": ["Try another way"],
        },
    ),
    "make_publisher": (
        ["Add a campaign", "Add a round", "Record a response"],
        {
            "Deadlines 1": ["Chase them", "Give longer"],
            "Replies to review 1": ["Review", "Publish…"],
            "Silences to confirm 1": ["Confirm…"],
            "Silences to put forward 1": ["Put forward"],
            "Approaches that bounced 1": ["Try another way"],
        },
    ),
}


@pytest.mark.parametrize("role", OFFERED)
def test_newsdesk_offers_only_what_the_role_may_do(role: str, libraries: Round, client: Client) -> None:
    make.make_response(libraries.recipients.get(name="Dan"), answers={1: "No."}, published=False)
    put_forward(libraries.recipients.get(name="Bob"))
    client.force_login(getattr(make, role)())
    page = home(client)
    begin, due = OFFERED[role]
    assert [words_of(act) for act in page.findall(".//ul[@class='desk-acts']//a")] == begin
    told = due_on(page)
    assert list(told) == list(OFFERED["make_publisher"][1])
    offered = {title: [act for line in lines for act, _ in line[1]] for title, lines in told.items()}
    assert offered == due or (not due and not any(offered.values()))


def test_every_act_that_is_offered_can_be_done(libraries: Round, client: Client) -> None:
    make.make_response(libraries.recipients.get(name="Dan"), answers={1: "No."}, published=False)
    put_forward(libraries.recipients.get(name="Bob"))
    for role in OFFERED:
        client.force_login(getattr(make, role)())
        for lines in due_on(home(client)).values():
            for _, acts in lines:
                for words, address in acts:
                    assert client.get(address).status_code == 200, (role, words)


def test_whoever_entered_a_reply_is_not_offered_its_publication(
    libraries: Round, client: Client, settings: Settings
) -> None:
    pam = make.make_publisher("pam")
    make.make_response(
        libraries.recipients.get(name="Dan"),
        answers={1: "No."},
        published=False,
        entered_by=pam,
        entered_at=ENTERED,
    )
    client.force_login(pam)
    ((told, acts),) = due_on(home(client))["Replies to review 1"]
    assert told == "Dan in Libraries entered by yourself on 2 July 2026, 10.15am: somebody else publishes it"
    assert [words for words, _ in acts] == ["Review"]
    settings.SECOND_PAIR_OF_EYES = frozenset()
    ((told, acts),) = due_on(home(client))["Replies to review 1"]
    assert told == "Dan in Libraries entered by pam on 2 July 2026, 10.15am"
    assert [words for words, _ in acts] == ["Review", "Publish…"]


def test_somebody_without_rights_sees_no_round(libraries: Round, client: Client) -> None:
    client.force_login(make.make_user(is_superuser=False))
    content = home(client).find(".//div[@id='content']")
    assert str(libraries) not in words_of(content)
    assert (
        words_of(content) == "Newsdesk Everything on file You don’t have permission to view or edit anything."
    )


def test_a_newcomer_is_told_what_to_do_first(admin_client: Client) -> None:
    def first() -> list[tuple[str, str | None]]:
        lines = home(admin_client).findall(".//section[@aria-labelledby='first']//li")
        return [
            (words_of(line).split(":")[0], getattr(line.find("a"), "attrib", {}).get("href"))
            for line in lines
        ]

    rest = [
        (
            "Add the parties of those you ask, as far as they are not on file.",
            "/admin/respondents/party/add/",
        ),
        (
            "Add the body whose members you ask, and its seats, if they are not on file.",
            "/admin/respondents/body/add/",
        ),
        ("Add the source, if you enter what was published before", "/admin/questions/source/add/"),
        ("Add a round", "/admin/questions/round/add/"),
    ]
    assert first() == [("Add a campaign", "/admin/questions/campaign/add/"), *rest]
    campaign = make.make_campaign()
    assert first() == [("A campaign is on file.", None), *rest]
    make.make_round(campaign=campaign, published=False)
    assert first() == []


def test_nothing_due_says_so(admin_client: Client) -> None:
    make.make_round(published=False)
    due = home(admin_client).find(".//section[@aria-labelledby='due']")
    assert words_of(due) == (
        "Due Nothing is due: no deadline has come with somebody awaited, and no reply, silence or bounce waits for "
        "anybody."
    )


def test_everything_on_file_is_reached_from_below(admin_client: Client) -> None:
    files = home(admin_client).find(".//section[@class='desk-files']")
    assert words_of(files.find("h2")) == "Everything on file"
    links = {link.get("href") for link in files.iter("a")}
    assert {
        "/admin/questions/round/",
        "/admin/questions/response/",
        "/admin/respondents/politician/",
    } <= links


def plant(number: int) -> None:
    campaign = Campaign.objects.first() or make.make_campaign()
    for _ in range(number):
        round_ = make.make_round(campaign=campaign, questions=1, deadline_on="2026-06-10")
        for outcome in (Outcome.SENT, Outcome.BOUNCED):
            make.make_approach(make.make_recipient(round_), made_on="2026-06-01", outcome=outcome)
        make.make_response(make.make_recipient(round_), answers={1: "Yes."}, published=False)
        done = make.make_round(campaign=campaign, questions=1)
        make.make_response(make.make_recipient(done), answers={1: "Yes."})


def test_newsdesk_asks_as_often_with_3_rounds_as_with_100_and_cuts_its_lists(admin_client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            home(admin_client)
        return len(made)

    plant(3)
    queries()
    few = queries()
    plant(97)
    assert queries() == few
    assert few < 30
    page = home(admin_client)
    assert {title: len(lines) for title, lines in due_on(page).items()} == {
        "Deadlines 100": 8,
        "Replies to review 100": 8,
        "Silences to put forward 100": 8,
        "Approaches that bounced 100": 8,
    }
    rest = page.findall(".//p[@class='more']/a")
    assert [words_of(link) for link in rest] == [
        "and 92 more",
        "and 92 more",
        "and 92 more rounds",
        "and 92 more",
    ]
    for link in rest:
        listed: Any = admin_client.get(link.get("href"))
        assert listed.context["cl"].result_count == 100, link.get("href")
