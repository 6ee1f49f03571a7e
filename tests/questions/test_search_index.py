"""The index follows every way in which answers, signatories and names are written, and says when it does not."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from questions.actions import merge_politicians
from questions.models import Answer, Recipient, Round, SearchText, Signatory
from questions.search import engines
from questions.search.asked import read
from questions.search.index import Index
from tests.factories import make_politician, make_recipient, make_response, make_round
from tests.pages import NOTE, send
from tests.questions.loading import Fixture, an_answer, an_object, load

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[str]:
    answers = Answer.objects.published().mentioning(*read(typed).words)
    return sorted(answers.values_list("text", flat=True))


def faults() -> list[str]:
    return Index(apps, "default").faults()


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("rebuild_search", *arguments, stdout=out)
    return out.getvalue().strip()


def test_loaded_answers_are_found(spring: Round, write_fixture: Fixture) -> None:
    load(write_fixture(an_answer("Loaded from a fixture.")))
    assert found("loaded") == found("fixture ann") == ["Loaded from a fixture."]
    load(write_fixture(an_answer("Overwritten.")), interactive=False)
    assert (found("loaded"), found("overwritten")) == ([], ["Overwritten."])
    assert faults() == []
    assert spring.slug == "spring"


def test_loaded_signatories_and_names_are_found(spring: Round, write_fixture: Fixture) -> None:
    signatory = an_object(
        "questions.signatory", response=["spring", "from-ann"], recipient=["spring", "ben"], position=2
    )
    load(write_fixture(signatory))
    assert found("ben") == ["Yes."]
    load(
        write_fixture(
            an_object(
                "questions.recipient",
                round=["spring"],
                slug="ben",
                name="Benedikt",
                kind="person",
                politician=["ben"],
                position=2,
            )
        ),
        interactive=False,
    )
    assert (found("benedikt"), faults()) == (["Yes."], [])
    assert spring.slug == "spring"


def test_answer_changed_in_the_admin_with_a_correction(spring: Round, admin_client: Client) -> None:
    answer = spring.responses.get().answers.get()
    send(admin_client, reverse("admin:questions_answer_change", args=[answer.pk]), text="Certainly.", **NOTE)
    answer.refresh_from_db()
    assert answer.text == "Certainly."
    assert (found("yes"), found("certainly"), faults()) == ([], ["Certainly."], [])


def test_every_way_to_write_keeps_the_index(spring: Round) -> None:
    response = spring.responses.get()
    answer = response.answers.get()
    ben = spring.recipients.get(slug="ben")
    answer.text = "Perhaps."
    answer.save(update_fields=["text"])
    assert (found("yes"), found("perhaps")) == ([], ["Perhaps."])
    signatory = Signatory.objects.create(response=response, recipient=ben, position=2)
    assert found("ben") == ["Perhaps."]
    ben = Recipient.objects.get(pk=ben.pk)
    ben.name = "Benedikt Ößter"
    ben.save()
    assert found("osster") == ["Perhaps."]
    ben.name = "Somebody"
    ben.save(update_fields=["name"])
    assert (found("osster"), found("somebody")) == ([], ["Perhaps."])
    signatory.delete()
    assert found("somebody") == []
    Signatory.objects.create(response=response, recipient=ben, position=2)
    Signatory.objects.filter(recipient=ben).delete()
    assert (found("somebody"), faults()) == ([], [])


def test_a_name_that_was_changed_elsewhere_and_back_is_found(spring: Round) -> None:
    held, other = (Recipient.objects.filter(round=spring).first() for _ in range(2))
    assert held is not None
    assert other is not None
    before = held.name
    other.name = "Somebody Else"
    other.save()
    held.refresh_from_db()
    held.name = before
    held.save()
    assert faults() == []


def test_what_is_deleted_leaves_no_words(spring: Round) -> None:
    response = spring.responses.get()
    make_response(spring.recipients.get(slug="ben"), answers={1: "Other words."}).answers.get().delete()
    assert SearchText.objects.count() == 1
    response.delete()
    assert (SearchText.objects.count(), found("yes"), faults()) == (0, [], [])


def test_the_page_that_asks_before_a_deletion_says_nothing_of_the_index(
    spring: Round, admin_client: Client
) -> None:
    draft = make_response(spring.recipients.get(slug="ben"), answers={1: "Draft."}, published=False)
    page = admin_client.get(reverse("admin:questions_response_delete", args=[draft.pk]))
    assert b"earch text" not in page.content
    assert b"words of answer" not in page.content


def test_a_merger_changes_nothing_in_the_index_and_both_names_are_found(client: Client, editor: User) -> None:
    kept = make_recipient(make_round(slug="spring"), politician=make_politician("Ann Årbor", slug="ann"))
    other = make_recipient(make_round(slug="autumn"), "Ann Ash")
    make_response(kept, answers={1: "First."})
    make_response(other, answers={1: "Later."})
    assert kept.politician
    assert other.politician
    merge_politicians(kept=kept.politician, other=other.politician, by=editor)
    assert (found("ash"), found("arbor"), faults()) == (["Later."], ["First."], [])
    for typed in ("ash", "arbor"):
        assert "1 politician" in client.get(f"/politicians/?q={typed}").content.decode()


def test_a_change_that_is_rolled_back_leaves_the_index(spring: Round) -> None:
    answer = spring.responses.get().answers.get()
    with transaction.atomic():
        answer.text = "Perhaps."
        answer.save()
        assert found("perhaps") == ["Perhaps."]
        transaction.set_rollback(True)
    assert (found("yes"), found("perhaps"), faults()) == (["Yes."], [], [])


# --- out of date, and set right -----------------------------------------------------------------


def test_command_says_what_it_did(spring: Round) -> None:
    assert command("--check") == "The index is up to date."
    assert command() == "The index holds 1 answer: 0 added, 0 changed, 0 removed, 1 as they were."
    Answer._base_manager.update(text="By hand.")
    make_response(spring.recipients.get(slug="ben"), answers={1: "Lost."})
    SearchText.objects.filter(answer__text="Lost.").delete()
    answer = Answer.objects.get(text="By hand.")
    lost = Answer.objects.get(text="Lost.")
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("rebuild_search", "--check", stdout=out)
    assert (refused.value.returncode, str(refused.value)) == (
        1,
        "The index has 2 faults: run `manage.py rebuild_search`. Nothing was changed.",
    )
    assert out.getvalue().splitlines() == [
        f"Answer {answer.pk} has other words than in the index.",
        f"Answer {lost.pk} is not in the index.",
    ]
    assert command() == "The index holds 2 answers: 1 added, 1 changed, 0 removed, 0 as they were."
    assert (found("hand"), found("lost"), found("yes"), faults()) == (["By hand."], ["Lost."], [], [])


def test_words_folded_by_other_rules_are_folded_again_after_a_migration(spring: Round) -> None:
    SearchText.objects.update(folding="0", words="other")
    assert found("yes") == []
    call_command("migrate", verbosity=0)
    assert (found("yes"), faults(), spring.slug) == (["Yes."], [], "spring")


@pytest.mark.django_db(transaction=True)
def test_whatever_the_database_lost_is_put_back_after_a_migration(spring: Round) -> None:
    lost = [*engines.TRIGGERS, engines.FTS] if connection.vendor == "sqlite" else [engines.GIN]
    with connection.cursor() as cursor:
        for name in lost:
            kind = "INDEX" if name == engines.GIN else "TABLE" if name == engines.FTS else "TRIGGER"
            cursor.execute(f"DROP {kind} {name}")
    assert faults() == [f"The database has no {name}." for name in engines.missing("default")]
    assert sorted(engines.missing("default")) == sorted(lost)
    call_command("migrate", verbosity=0)
    assert (engines.missing("default"), found("yes"), faults()) == ([], ["Yes."], [])
    assert spring.slug == "spring"


def make_table_anew(model_name: str, field_name: str) -> None:
    """What a migration does that alters a field, there and back: SQLite makes the table anew for it."""
    model = MigrationExecutor(connection).loader.project_state().apps.get_model("questions", model_name)
    old: Any = model._meta.get_field(field_name)
    new = models.CharField(max_length=old.max_length + 10, blank=old.blank)
    new.set_attributes_from_name(field_name)
    new.model = model
    for before, after in ((old, new), (new, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(model, before, after)


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_makes_the_table_anew_loses_nothing() -> None:
    """On SQLite such a migration drops the triggers, and says nothing."""
    ann = make_recipient(make_round(slug="spring", questions=2), "Ann")
    response = make_response(ann, answers={1: "Yes."})
    make_table_anew("SearchText", "folding")
    if connection.vendor == "sqlite":
        assert engines.missing("default") == list(engines.TRIGGERS)
    make_response(ann, answers={2: "While they were missing."})
    call_command("migrate", verbosity=0)
    assert (engines.missing("default"), faults()) == ([], [])
    assert (found("yes"), found("missing")) == (["Yes."], ["While they were missing."])
    answer = response.answers.get()
    answer.text = "Changed afterwards."
    answer.save()
    assert (found("yes"), found("afterwards")) == ([], ["Changed afterwards."])


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_makes_the_answers_anew_loses_nothing() -> None:
    make_response(make_recipient(make_round(questions=1), "Ann"), answers={1: "Yes."})
    make_table_anew("Answer", "ticked")
    call_command("migrate", verbosity=0)
    assert (engines.missing("default"), faults(), found("yes")) == ([], [], ["Yes."])


def test_dumps_hold_no_words_of_the_index(spring: Round) -> None:
    out = io.StringIO()
    call_command("dumpdata", "questions", stdout=out)
    assert "searchtext" not in out.getvalue()
    assert '"Yes."' in out.getvalue()
    assert spring.slug == "spring"
