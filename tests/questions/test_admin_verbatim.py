from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questions.models import Answer, Response, Round, Signatory
from respondents.models import EditorialModel
from tests import factories as make
from tests.pages import messages_on, send, text_of

pytestmark = pytest.mark.django_db

ODD = "\n\n  Two spaces first,\ta tab.  \n\nA line end \n  inside; “quotes”.\n\n \n"
REFUSED = "that cannot be kept. Remove it and save again; nothing was changed."


def everything(*instances: EditorialModel) -> list[dict[str, Any]]:
    """Every column of the rows, versions included."""
    return [dict(type(row)._base_manager.filter(pk=row.pk).values().get()) for row in instances]


def address_of(row: models.Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def plant_odd_words() -> list[EditorialModel]:
    """One of everything, with white space that a browser and a form would change."""
    body = make.make_body(name=" Outer spaces ", slug="outer-spaces")
    party = make.make_party(other_names=ODD)
    round_ = make.make_round(
        questions=0, introduction=ODD, notes=ODD, body=body, title=" A title with spaces ", published=False
    )
    question = make.make_question(round_, text=ODD, preamble=ODD, public_note=ODD)
    politician = make.make_politician(" Spaced Name ", slug="spaced-name", other_names=ODD)
    recipient = make.make_recipient(
        round_, politician=politician, private_note=ODD, role=" a role ", party=party
    )
    approach = make.make_approach(recipient, private_note=ODD)
    membership = make.make_membership(politician, body, role=" a role ")
    contact = make.make_contact_address(politician, private_note=ODD)
    source = make.make_source(text=ODD, furniture=ODD, public_note=ODD)
    response = make.make_response(
        recipient, statement=ODD, original=ODD, notes=ODD, spoken_by=" a spokeswoman ", published=False
    )
    answer = make.make_answer(response, 1, text=ODD, inference=ODD, public_note=ODD)
    correction = make.make_correction(round_, was=ODD, now=ODD)
    campaign = round_.campaign
    campaign.summary = ODD
    campaign.save()
    signatory = response.signatories.get()
    return [
        *(body, party, round_, question, politician, recipient, approach, membership, contact),
        *(source, response, answer, correction, campaign, signatory),
    ]


def test_an_unchanged_save_writes_nothing_at_all(admin_client: Client) -> None:
    rows = plant_odd_words()
    before = everything(*rows)
    pages = [
        row for row in rows if not isinstance(row, Signatory) and row._meta.model_name != "contactaddress"
    ]
    for row in pages:
        with CaptureQueriesContext(connection) as queries:
            answer = send(admin_client, address_of(row))
        assert answer.status_code == 302, (row, text_of(answer))
        assert everything(*rows) == before, row
        written = [
            query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        ]
        assert written == [], row
        assert messages_on(admin_client.get(answer.url)) == ["Nothing was changed, so nothing was saved."]
    assert len(pages) == 13
    assert LogEntry.objects.count() == 0


def test_changing_one_field_leaves_the_others_byte_for_byte(admin_client: Client) -> None:
    rows = plant_odd_words()
    round_ = next(row for row in rows if isinstance(row, Round))
    before = everything(round_)[0]
    assert send(admin_client, address_of(round_), population="others").status_code == 302
    assert everything(round_)[0] == before | {"population": "others", "version": 2}
    assert LogEntry.objects.get().get_change_message() == "Changed Population."


def test_changing_one_answer_leaves_the_other_rows_alone(admin_client: Client) -> None:
    rows = plant_odd_words()
    response = next(row for row in rows if isinstance(row, Response))
    others = [row for row in rows if not isinstance(row, Answer | Response)]
    before, entered = everything(*others), everything(response)[0]
    assert send(admin_client, address_of(response), answer_1="\r\n New\r\n\r\nwords \r\n").status_code == 302
    assert response.answers.get().text == "\n New\n\nwords \n"
    assert everything(*others) == before
    now = everything(response)[0]
    assert now == entered | {
        "version": entered["version"] + 1,
        "entered_by_id": LogEntry.objects.get().user_id,
    }
    assert LogEntry.objects.get().get_change_message() == "Changed the answer to question 1."


def test_newly_typed_lines_of_our_own_lose_outer_spaces(admin_client: Client) -> None:
    round_ = make.make_round(published=False)
    send(admin_client, address_of(round_), title="  A new title ")
    round_.refresh_from_db()
    assert round_.title == "A new title"


@pytest.mark.parametrize(("character", "code"), [("\x00", "U+0000"), ("\x07", "U+0007"), ("\x7f", "U+007F")])
@pytest.mark.parametrize("field", ["answer_1", "statement", "original", "notes", "spoken_by"])
def test_control_characters_are_refused_with_a_sentence(
    character: str, code: str, field: str, admin_client: Client
) -> None:
    round_ = make.make_round()
    response = make.make_response(make.make_recipient(round_), answers={1: "Words."}, published=False)
    answer = response.answers.get()
    before = everything(response, answer)
    page = send(admin_client, address_of(response), **{field: f"One{character}."})
    assert page.status_code == 200
    assert f"The text has a control character ({code}) in line 1 {REFUSED}" in text_of(page)
    assert everything(response, answer) == before
    assert LogEntry.objects.count() == 0


def test_control_characters_are_refused_in_a_politicians_name(admin_client: Client) -> None:
    politician = make.make_politician("Ann")
    page = send(admin_client, address_of(politician), name="An\x02n")
    assert f"The text has a control character (U+0002) in line 1 {REFUSED}" in text_of(page)


def test_unusual_characters_are_kept_and_named(admin_client: Client) -> None:
    round_ = make.make_round()
    response = make.make_response(make.make_recipient(round_), answers={1: "Words."}, published=False)
    answer = send(admin_client, address_of(response), "_continue", answer_1="It\x92s so\x85")
    assert response.answers.get().text == "It\x92s so\x85"
    kept = (
        f"“1. {round_.questions.get(number=1).text}” has characters that are hardly ever meant: U+0085, U+0092. "
        "They were kept as they are; look whether they belong there."
    )
    assert messages_on(admin_client.get(answer.url)) == [
        kept,
        f"The response “{response}” was changed successfully. You may edit it again below.",
    ]


def test_unusual_characters_of_an_inline_are_named_too(admin_client: Client) -> None:
    round_ = make.make_round(questions=1, published=False)
    answer = send(admin_client, address_of(round_), **{"questions-0-text": "Why\x96?"})
    told = messages_on(admin_client.get(answer.url))
    assert told[0].startswith("“Text” has characters that are hardly ever meant: U+0096. They were kept")
    assert round_.questions.get().text == "Why\x96?"
