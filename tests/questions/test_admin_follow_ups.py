import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from questions.models import Decision, Round, Standing
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db

MADE = "A draft was made, with five on its list and four questions. One left out: see its private notes."
SILENT = ["George Freeman", "Brandon Lewis", "Elizabeth Truss", "Richard Bacon", "Keith Simpson"]


def address_of(round_: Round, query: str = "") -> str:
    return reverse("admin:questions_round_follow_up", args=[round_.pk]) + query


@pytest.fixture
def mps() -> Round:
    call_command("loaddata", "reference", "norfolk-mps", verbosity=0)
    return Round.objects.get(slug="norfolk-mps")


def test_a_newcomer_asks_the_silent_mps_again(mps: Round, admin_client: Client) -> None:
    page = page_of(admin_client.get(address_of(mps)))
    rows = page.findall(".//table[@class='desk-table']/tbody/tr")
    assert [words_of(row[1]) for row in rows] == ["Chloe Smith", *SILENT]
    assert words_of(rows[0][3]) == (
        "excused Excused in the earlier round: on maternity leave; "
        "the dates of the seat are not on file: check that they still hold it"
    )
    ticked = [box.get("checked") is not None for box in page.findall(".//input[@name='recipient']")]
    assert ticked == [False, *[True] * 5]
    answer = send(admin_client, address_of(mps), "", deadline_on="2099-12-01")
    draft = mps.followed_by.get()
    assert answer.url == reverse("admin:questions_round_desk", args=[draft.pk])
    told = messages_on(admin_client.get(answer.url))
    assert told == [f"{MADE} Next: look it over, record the responses as they come, and publish."]
    assert [one.name for one in draft.recipients.in_order()] == SILENT
    assert [question.repeats for question in draft.questions.all()] == list(mps.questions.all())
    assert (
        draft.title,
        draft.slug,
        draft.population,
        draft.deadline_on,
        draft.published_at,
        draft.asked_count,
    ) == (
        "Norfolk's nine MPs: follow-up",
        "norfolk-mps-follow-up",
        "five of those who had not answered “Norfolk's nine MPs”",
        "2099-12-01",
        None,
        5,
    )
    assert draft.notes == (
        "Not asked again until somebody decides:\n- Chloe Smith: excused in the earlier round: on maternity leave; "
        "the dates of the seat are not on file: check that they still hold it"
    )
    assert (
        send(admin_client, reverse("admin:questions_round_publish", args=[draft.pk]), "").status_code == 302
    )
    draft.refresh_from_db()
    assert draft.is_published()
    assert {one.standing for one in draft.recipients.with_standing()} == {Standing.AWAITING}


def test_everyone_or_single_people_can_be_asked(mps: Round, admin_client: Client) -> None:
    everyone = fields_of(admin_client.get(address_of(mps, "?whom=everyone")))
    chosen = fields_of(admin_client.get(address_of(mps, "?whom=chosen")))
    nonsense = fields_of(admin_client.get(address_of(mps, "?whom=nonsense")))
    assert [len(fields.get("recipient", [])) for fields in (everyone, chosen, nonsense)] == [8, 0, 5]
    chloe = mps.recipients.get(name="Chloe Smith")
    answer = send(admin_client, address_of(mps, "?whom=chosen"), "", recipient=[chloe.pk], question=["2"])
    draft = mps.followed_by.get()
    assert answer.status_code == 302
    assert ([one.name for one in draft.recipients.all()], draft.questions.get().text, draft.notes) == (
        ["Chloe Smith"],
        mps.questions.get(number=2).text,
        "",
    )


def test_whoever_left_is_listed_and_not_ticked(admin_client: Client) -> None:
    body = make.make_body()
    round_ = make.make_round(body=body, questions=1)
    source = make.make_source()
    for name, seat in (("Ann Stays", {"start": "2020"}), ("Bob Left", {"start": "2020", "end": "2025"})):
        person = make.make_politician(name)
        make.make_membership(person, body, **seat)
        make.make_recipient(round_, politician=person, decision=Decision.NO_RESPONSE, decision_source=source)
    page = page_of(admin_client.get(address_of(round_)))
    captions = [words_of(caption).split(".")[0] for caption in page.findall(".//div[@id='content']//caption")]
    assert captions == ["Ready to be asked again (1)", "Left (1)"]
    assert "No longer holds a seat on the body" in text_of(admin_client.get(address_of(round_)))
    send(admin_client, address_of(round_), "")
    draft = round_.followed_by.get()
    assert [one.name for one in draft.recipients.all()] == ["Ann Stays"]
    assert (
        draft.notes
        == "Not asked again until somebody decides:\n- Bob Left: no longer holds a seat on the body: it ended in 2025"
    )


def test_whoever_is_unticked_is_named_in_the_notes(mps: Round, admin_client: Client) -> None:
    chloe, george = (mps.recipients.get(name=name) for name in ("Chloe Smith", "George Freeman"))
    ticked = [
        pk for pk in mps.recipients.filter(name__in=SILENT).values_list("pk", flat=True) if pk != george.pk
    ]
    send(admin_client, address_of(mps), "", recipient=[*ticked, chloe.pk])
    draft = mps.followed_by.get()
    assert draft.notes.splitlines()[1:] == [
        "- George Freeman: the dates of the seat are not on file: check that they still hold it"
    ]
    assert draft.recipients.filter(politician=chloe.politician).exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"recipient": []}, "There would be nobody to ask: choose at least one person."),
        ({"question": []}, "Choose at least one question to repeat."),
        ({"question": ["9"]}, "“Norfolk's nine MPs” has no such question: 9."),
        (
            {"recipient": ["foreign"]},
            "Somebody who was ticked or chosen is not among those shown here. No round was made.",
        ),
        ({"slug": "norfolk-mps"}, "Another round has the address “norfolk-mps”: choose another one."),
        ({"title": ""}, "This field is required."),
        ({"deadline_on": "soon"}, "“soon” is not a date this record can keep"),
        ({"asked_on": "2026-07-02", "deadline_on": "2026-07-01"}, "The deadline is before the day"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_made(
    fields: dict[str, object], sentence: str, mps: Round, admin_client: Client
) -> None:
    stranger = make.make_recipient(make.make_round())
    fields = {name: [str(stranger.pk)] if value == ["foreign"] else value for name, value in fields.items()}
    rounds = Round.objects.count()
    page = send(admin_client, address_of(mps), "", **fields)
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert Round.objects.count() == rounds
    if "recipient" not in fields:
        assert len(fields_of(page)["recipient"]) == 5


def test_looking_at_the_page_makes_no_round(mps: Round, admin_client: Client) -> None:
    admin_client.get(address_of(mps, "?whom=everyone&recipient=1&question=1&title=x"))
    assert Round.objects.count() == 1


def test_more_people_than_a_page_can_send_are_asked_together(admin_client: Client) -> None:
    round_ = make.make_round(questions=1)
    for _ in range(901):
        make.make_recipient(round_)
    fields = fields_of(admin_client.get(address_of(round_)))
    assert "recipient" not in fields
    assert admin_client.post(address_of(round_), fields).status_code == 302
    assert round_.followed_by.get().recipients.count() == 901
