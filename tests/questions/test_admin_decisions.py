import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from questions.actions import withdraw_silences
from questions.models import Decision, Recipient, Round
from tests import factories as make
from tests.pages import NOTE, fields_of, messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make.make_round(published=False, asked_on="2026-06-01", deadline_on="2026-06-15", method="email")


@pytest.fixture
def ann(round_: Round) -> Recipient:
    return make.make_recipient(round_, "Ann")


def address_of(recipient: Recipient, model: str = "recipient") -> str:
    return reverse(f"admin:questions_{model}_change", args=[recipient.pk])


def decided(recipient: Recipient) -> tuple[str, str, int | None, str]:
    recipient.refresh_from_db()
    return recipient.decision, recipient.decided_on, recipient.decided_by_id, recipient.decision_wording


def test_an_unchanged_decision_is_neither_refused_nor_made_again(
    ann: Recipient, admin_client: Client
) -> None:
    editor = make.make_user()
    before = {"decision": "no_response", "decided_on": "2017-07-01", "decided_by": editor}
    Recipient._base_manager.filter(pk=ann.pk).update(**before)
    answer = send(admin_client, address_of(ann), role="chairman")
    assert answer.status_code == 302
    assert decided(ann) == ("no_response", "2017-07-01", editor.pk, "")
    assert ann.role == "chairman"


def test_an_excuse_needs_a_public_wording(ann: Recipient, admin_client: Client) -> None:
    page = send(admin_client, address_of(ann), decision="excused")
    assert "Say for readers, neutrally, why they are excused." in text_of(page)
    assert decided(ann)[0] == ""
    send(admin_client, address_of(ann), decision="excused", decision_wording="on maternity leave")
    assert (decided(ann)[0], decided(ann)[3]) == ("excused", "on maternity leave")


def test_the_chase_list_names_only_those_who_did_not_answer(ann: Recipient, admin_client: Client) -> None:
    make.make_recipient(
        ann.round, "Bob", decision=Decision.NO_RESPONSE, decision_source=make.make_source(), decided_on="2026"
    )
    page = page_of(admin_client.get(reverse("admin:questions_nonrespondent_changelist")))
    assert [words_of(row[1]) for row in page.findall(".//table[@id='result_list']/tbody/tr")] == ["Bob"]


def choose(client: Client, action: str, *recipients: Recipient) -> object:
    return client.post(
        reverse("admin:questions_recipient_changelist"),
        {"action": action, "_selected_action": [recipient.pk for recipient in recipients]},
    )


def confirm(client: Client, action: str, *recipients: Recipient) -> object:
    fields = fields_of(choose(client, action, *recipients))  # type: ignore[arg-type]
    return client.post(reverse("admin:questions_recipient_changelist"), fields)


@pytest.mark.parametrize("page", ["approach", "deadline", "own deadline", "inline"])
def test_a_public_silence_keeps_its_evidence(page: str, admin_client: Client) -> None:
    round_ = make.make_round(deadline_on="2026-07-10")
    person = make.make_recipient(round_, "Jo Silent", decision=Decision.NO_RESPONSE)
    approach = make.make_approach(person, made_on="2026-07-03")
    changes: dict[str, tuple[str, int, dict[str, str]]] = {
        "approach": ("approach", approach.pk, {"outcome": "bounced"}),
        "deadline": ("round", round_.pk, {"deadline_on": "2999-12-31"}),
        "own deadline": ("recipient", person.pk, {"own_deadline_on": "2999-12-31"}),
        "inline": ("recipient", person.pk, {"approaches-0-made_on": "2026-07-11"}),
    }
    model, key, change = changes[page]
    answer = send(admin_client, reverse(f"admin:questions_{model}_change", args=[key]), **change)
    assert answer.status_code == 200
    assert "Readers see this round, so nothing was changed." in text_of(answer)
    for row in [approach, round_, person]:
        before = vars(row).copy()
        row.refresh_from_db()
        kept = {name: value for name, value in vars(row).items() if not name.startswith("_")}
        assert {name: before[name] for name in kept} == kept


def test_a_silence_is_not_chosen_on_a_person_s_own_page(ann: Recipient, admin_client: Client) -> None:
    make.make_approach(ann, made_on="2026-06-01")
    page = send(admin_client, address_of(ann), decision="no_response", role="chairman")
    assert page.status_code == 200
    assert (
        "This decision is not made here. That somebody did not respond is put forward and confirmed on the round's "
        "page of silences. Nothing was changed."
    ) in text_of(page)
    assert decided(ann) == ("", "", None, "")
    assert (ann.role, LogEntry.objects.count()) == ("", 0)


@pytest.mark.parametrize("model", ["recipient", "nonrespondent"])
def test_a_silence_is_not_taken_back_or_changed_on_a_person_s_own_page(
    model: str, ann: Recipient, admin_client: Client
) -> None:
    before = {"decision": "no_response", "decided_on": "2017", "decision_source": make.make_source()}
    Recipient._base_manager.filter(pk=ann.pk).update(**before)
    address = address_of(ann, model)
    assert {"decision", "decision_source"} & set(fields_of(admin_client.get(address))) == set()
    send(admin_client, address, decision="", decision_source="", role="chairman")
    assert decided(ann) == ("no_response", "2017", None, "")
    assert (ann.decision_source, ann.role) == (before["decision_source"], "chairman")


def test_the_wording_of_a_silence_is_a_publisher_s(ann: Recipient, client: Client) -> None:
    before = {"decision": "no_response", "decided_on": "2017", "decision_source": make.make_source()}
    Recipient._base_manager.filter(pk=ann.pk).update(**before)
    for editor, wording in [(make.make_reporter(), ""), (make.make_publisher(), "no word from her")]:
        client.force_login(editor)
        send(client, address_of(ann), decision_wording="no word from her")
        assert decided(ann) == ("no_response", "2017", None, wording)


def test_a_person_s_own_page_tells_how_far_a_silence_has_come(ann: Recipient, admin_client: Client) -> None:
    page = page_of(admin_client.get(address_of(ann)))
    row = page.find(".//div[@class='form-row field-silence']")
    assert row is not None
    assert words_of(row) == "Silence: Nothing yet. On the page of silences"
    link = row.find(".//a")
    assert link is not None
    assert link.get("href") == f"/admin/questions/round/{ann.round_id}/silences/?recipient={ann.pk}"


def test_silences_of_several_lead_to_the_page_of_their_round(ann: Recipient, admin_client: Client) -> None:
    bob = make.make_recipient(ann.round, "Bob")
    page = f"/admin/questions/round/{ann.round_id}/silences/"
    assert choose(admin_client, "record_no_response", bob, ann).url == (  # type: ignore[attr-defined]
        f"{page}?recipient={ann.pk}&recipient={bob.pk}"
    )
    elsewhere = make.make_recipient(make.make_round(), "Else")
    answer = choose(admin_client, "record_no_response", ann, elsewhere)
    (refusal,) = messages_on(admin_client.get(answer.url))  # type: ignore[attr-defined]
    assert refusal.endswith(". Choose those of one round at a time: nothing was recorded.")


def test_a_silence_loses_no_evidence_until_it_is_withdrawn(admin_client: Client, admin_user: User) -> None:
    round_ = make.make_round(deadline_on="2026-07-10")
    person = make.make_recipient(round_, "Jo Silent", decision=Decision.NO_RESPONSE)
    make.make_approach(person, made_on="2026-07-03")
    longer = {"own_deadline_on": "2999-12-31"}
    assert send(admin_client, address_of(person), **longer, **NOTE).status_code == 200
    withdraw_silences(recipients=[person], by=admin_user, reason="She was given longer.")
    assert send(admin_client, address_of(person), **longer).status_code == 302
    person.refresh_from_db()
    assert (person.decision, person.own_deadline_on) == ("", "2999-12-31")
