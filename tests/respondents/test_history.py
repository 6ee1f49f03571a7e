"""Every change of an editorial row stands in its history, and nobody saves over what they have not read."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from questions.actions import record_decision
from questions.models import NonRespondent, Question, Recipient, Round
from respondents.history import acting, history_tables
from respondents.models import EditedMeanwhileError, EditorialModel, Party, Politician, UnrecordedChangeError
from tests.factories import make_party, make_politician, make_question, make_recipient, make_round, make_user
from tests.pages import send

pytestmark = pytest.mark.django_db


def told(row: Any) -> list[tuple[str, User | None, str]]:
    """The copies of *row*, the oldest first: what kind, by whom, why."""
    copies = row.history.order_by("history_id")
    return [(copy.history_type, copy.history_user, copy.history_change_reason) for copy in copies]


def stored_version(row: EditorialModel) -> int:
    return type(row)._base_manager.values_list("version", flat=True).get(pk=row.pk)


def test_every_editorial_model_has_a_history() -> None:
    models = [
        model for model in apps.get_models() if issubclass(model, EditorialModel) and not model._meta.proxy
    ]
    kept = {table._meta.label_lower for table in history_tables()}
    assert kept == {
        *(f"{model._meta.app_label}.historical{model._meta.model_name}" for model in models),
        "questions.historicalround_sources",
        "questions.historicalquestion_put_to",
    }


def test_a_change_keeps_what_was_by_whom_and_why() -> None:
    ada = make_user("ada")
    politician = make_politician("Ann Arbor")
    with acting(ada, "Married."):
        politician.name = "Ann Ash"
        politician.save()
        politician.delete()
    copies = Politician.history.order_by("history_id")
    assert [(each.history_type, each.name, each.version) for each in copies] == [
        ("+", "Ann Arbor", 1),
        ("~", "Ann Ash", 2),
        ("-", "Ann Ash", 2),
    ]
    assert [(each.history_user, each.history_change_reason) for each in copies] == [
        (None, ""),
        (ada, "Married."),
        (ada, "Married."),
    ]


def test_links_to_other_rows_are_part_of_a_row_s_history() -> None:
    round_ = make_round(questions=0)
    question = make_question(round_)
    ann = make_recipient(round_, "Ann")
    question.put_to.add(ann)
    first, last = question.history.order_by("history_id")
    assert [link.recipient for link in first.put_to.all()] == []
    assert [link.recipient for link in last.put_to.all()] == [ann]


def test_an_act_is_by_whoever_it_says_and_a_proxy_shares_the_history() -> None:
    ada, ben = make_user("ada"), make_user("ben")
    ann = make_recipient(make_round(), "Ann")
    with acting(ben):
        record_decision(recipient=ann, decision="excused", wording="on leave", by=ada)
    ann.decision = "no_response"
    Recipient._base_manager.filter(pk=ann.pk).update(decision="no_response")
    chased = NonRespondent.objects.get(pk=ann.pk)
    with acting(ben):
        chased.private_note = "Call again."
        chased.save()
    assert told(Recipient.objects.get(pk=ann.pk)) == [("+", None, ""), ("~", ada, ""), ("~", ben, "")]


def test_a_change_on_a_page_is_by_whoever_is_signed_in(client: Client) -> None:
    ada = make_user("ada")
    party = make_party("Greens")
    client.force_login(ada)
    send(client, reverse("admin:respondents_party_change", args=[party.pk]), name="The Greens")
    assert told(party) == [("+", None, ""), ("~", ada, "")]


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (lambda: Party.objects.filter(slug="greens").update(name="X"), "update()"),
        (lambda: Party.objects.bulk_create([Party(slug="x")]), "bulk_create()"),
        (lambda: Party.objects.bulk_update([], ["name"]), "bulk_update()"),
        (lambda: Party.objects.all()._raw_delete("default"), "_raw_delete()"),
    ],
)
def test_a_write_that_leaves_no_trace_is_refused(write: Any, name: str) -> None:
    make_party("Greens")
    with pytest.raises(UnrecordedChangeError) as refused:
        write()
    assert str(refused.value) == (
        f"{name} on partys would leave no trace in their history: "
        "save or delete the rows one by one. Nothing was changed."
    ).replace("partys", str(Party._meta.verbose_name_plural))
    assert Party.objects.get().name == "Greens"


def test_every_queryset_of_the_record_refuses_such_writes() -> None:
    for model in apps.get_models():
        if issubclass(model, EditorialModel):
            with pytest.raises(UnrecordedChangeError):
                model._default_manager.update(version=9)


def test_deleting_many_leaves_a_copy_of_each() -> None:
    round_ = make_round(questions=2)
    Question.objects.filter(round=round_).delete()
    copies = Question.history.filter(history_type="-")
    assert sorted(copies.values_list("number", flat=True)) == [1, 2]


def test_saving_over_a_row_that_somebody_else_saved_is_refused() -> None:
    round_ = make_round(title="Spring")
    mine, theirs = Round.objects.get(pk=round_.pk), Round.objects.get(pk=round_.pk)
    theirs.title = "Theirs"
    theirs.save()
    mine.introduction = "Mine."
    with pytest.raises(EditedMeanwhileError) as refused, transaction.atomic():
        mine.save(update_fields=["introduction"])
    assert "".join(refused.value.messages) == (
        "Somebody else changed or deleted “Spring” in the meantime. "
        "Read it again before you change it. Nothing was changed."
    )
    kept = Round.objects.get(pk=round_.pk)
    assert (kept.title, kept.introduction, kept.version) == ("Theirs", "", 2)


def test_twin_without_the_version_the_earlier_edit_is_lost() -> None:
    round_ = make_round(title="Spring")
    mine, theirs = Round.objects.get(pk=round_.pk), Round.objects.get(pk=round_.pk)
    theirs.title = "Theirs"
    theirs.save()
    mine.introduction = "Mine."
    mine.save_base()  # past `save`, and so past the version
    kept = Round.objects.get(pk=round_.pk)
    assert (kept.title, kept.introduction) == ("Spring", "Mine.")


def test_saving_a_row_that_somebody_else_deleted_does_not_bring_it_back() -> None:
    politician = make_politician("Ann")
    Politician.objects.get(pk=politician.pk).delete()
    with pytest.raises(EditedMeanwhileError), transaction.atomic():
        politician.save()
    assert not Politician.objects.exists()


def test_counting_the_saves_costs_no_query(django_assert_num_queries: Any) -> None:
    party = make_party("Greens")
    with django_assert_num_queries(2) as queries:  # the row, and its copy in the history
        party.name = "The Greens"
        party.save()
    assert [query["sql"].split()[0] for query in queries.captured_queries] == ["UPDATE", "INSERT"]
    assert (party.version, stored_version(party)) == (2, 2)
