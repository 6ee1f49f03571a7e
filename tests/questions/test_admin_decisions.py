import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from questions.models import Approach, Decision, Recipient, Round
from tests import factories as make
from tests.pages import NOTE, fields_of, messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db

NOT_REACHED = (
    "Nothing shows that Ann was reached: record a delivered approach, "
    "or give the source that says they did not respond."
)


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


def test_a_silence_without_evidence_is_refused_with_its_sentence(
    ann: Recipient, admin_client: Client
) -> None:
    page = send(admin_client, address_of(ann), decision="no_response", role="chairman")
    assert page.status_code == 200
    assert NOT_REACHED in text_of(page)
    assert fields_of(page)["decision"] == ["no_response"]
    assert decided(ann) == ("", "", None, "")
    assert (ann.role, LogEntry.objects.count()) == ("", 0)


def test_a_silence_with_a_reply_on_file_is_refused(ann: Recipient, admin_client: Client) -> None:
    make.make_response(ann, answers={1: "Words."}, published=False)
    page = send(
        admin_client, address_of(ann), decision="no_response", decision_source=str(make.make_source().pk)
    )
    assert "Ann has a reply on file, so nothing may say that they did not respond." in text_of(page)
    assert decided(ann) == ("", "", None, "")


def test_an_approach_typed_on_the_same_page_is_evidence(
    ann: Recipient, admin_client: Client, admin_user: User
) -> None:
    answer = send(
        admin_client,
        address_of(ann),
        decision="no_response",
        **{"approaches-0-made_on": "2026-06-01", "approaches-0-made_to": "ann@example.org"},
    )
    assert answer.status_code == 302, text_of(answer)
    approach = ann.approaches.get()
    assert (approach.made_on, approach.made_to, approach.made_by) == (
        "2026-06-01",
        "ann@example.org",
        admin_user,
    )
    assert decided(ann)[0] == Decision.NO_RESPONSE
    assert decided(ann)[2] == admin_user.pk


def test_a_refused_silence_keeps_no_approach_either(ann: Recipient, admin_client: Client) -> None:
    page = send(
        admin_client,
        address_of(ann),
        decision="no_response",
        **{"approaches-0-made_on": "2026-06-01", "approaches-0-outcome": "bounced"},
    )
    assert NOT_REACHED in text_of(page)
    assert fields_of(page)["approaches-0-outcome"] == ["bounced"]
    assert Approach.objects.count() == 0


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


def test_a_decision_is_taken_back(ann: Recipient, admin_client: Client) -> None:
    source = make.make_source()
    send(admin_client, address_of(ann), decision="no_response", decision_source=str(source.pk))
    assert decided(ann)[0] == "no_response"
    send(admin_client, address_of(ann), decision="")
    assert decided(ann) == ("", "", None, "")
    assert ann.decision_source is None


def test_a_source_of_no_use_is_refused(ann: Recipient, admin_client: Client) -> None:
    page = send(admin_client, address_of(ann), decision="no_response", decision_source="999")
    assert "Select a valid choice. That choice is not one of the available choices." in text_of(page)
    assert decided(ann)[0] == ""


def test_the_chase_list_names_only_those_who_did_not_answer(ann: Recipient, admin_client: Client) -> None:
    make.make_recipient(
        ann.round, "Bob", decision=Decision.NO_RESPONSE, decision_source=make.make_source(), decided_on="2026"
    )
    page = page_of(admin_client.get(reverse("admin:questions_nonrespondent_changelist")))
    assert [words_of(row[1]) for row in page.findall(".//table[@id='result_list']/tbody/tr")] == ["Bob"]


def test_a_decision_is_taken_back_from_the_chase_list(ann: Recipient, admin_client: Client) -> None:
    Recipient._base_manager.filter(pk=ann.pk).update(decision="no_response", decided_on="2017")
    answer = send(admin_client, address_of(ann, "nonrespondent"), "_continue", decision="")
    assert answer.url == address_of(ann)
    assert decided(ann)[0] == ""


def choose(client: Client, action: str, *recipients: Recipient) -> object:
    return client.post(
        reverse("admin:questions_recipient_changelist"),
        {"action": action, "_selected_action": [recipient.pk for recipient in recipients]},
    )


def confirm(client: Client, action: str, *recipients: Recipient) -> object:
    fields = fields_of(choose(client, action, *recipients))  # type: ignore[arg-type]
    return client.post(reverse("admin:questions_recipient_changelist"), fields)


def test_no_response_from_several_is_recorded_for_all_or_none(ann: Recipient, admin_client: Client) -> None:
    bob = make.make_recipient(ann.round, "Bob")
    make.make_approach(bob, made_on="2026-06-01")
    page = confirm(admin_client, "record_no_response", ann, bob)
    assert "Nothing was recorded for anybody: " + NOT_REACHED in text_of(page)  # type: ignore[arg-type]
    assert (decided(ann)[0], decided(bob)[0]) == ("", "")
    make.make_approach(ann, made_on="2026-06-01")
    answer = confirm(admin_client, "record_no_response", ann, bob)
    assert messages_on(admin_client.get(answer.url)) == ["Recorded that 2 did not respond."]  # type: ignore[attr-defined]
    assert (decided(ann)[0], decided(bob)[0]) == ("no_response", "no_response")


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


def test_a_silence_may_be_taken_back_together_with_its_evidence(admin_client: Client) -> None:
    round_ = make.make_round(deadline_on="2026-07-10")
    person = make.make_recipient(round_, "Jo Silent", decision=Decision.NO_RESPONSE)
    make.make_approach(person, made_on="2026-07-03")
    answer = send(
        admin_client,
        reverse("admin:questions_recipient_change", args=[person.pk]),
        decision="",
        own_deadline_on="2999-12-31",
        **NOTE,
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.decision, person.own_deadline_on) == ("", "2999-12-31")
