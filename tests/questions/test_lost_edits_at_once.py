"""Two editors who save at the same moment: one of them wins, the other gets the page with both texts."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from questions.actions.amendments import amend_response
from questions.models import Answer, Question, Response
from respondents.models import EditedMeanwhileError, Identifier, Party, Politician
from tests import factories as make
from tests.pages import text_of
from tests.questions.editors import NOTHING_SAVED, clashes_on, opened, page_for, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = int(os.environ.get("RACES", "10"))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each of *acts* returned, all begun at the same moment, each on a connection of its own."""
    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        together.wait(timeout=30)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [begun.result(timeout=60) for begun in [threads.submit(run, act) for act in acts]]


def reply() -> Response:
    ann = make.make_recipient(make.make_round(published=False, questions=2))
    return make.make_response(ann, answers={1: "One.", 2: "Two."}, published=False)


def posts(*sent: tuple[Client, str, dict[str, Any]]) -> list[Any]:
    """The answers to several posts made at the same moment."""
    return at_once(*(partial(client.post, address, fields) for client, address, fields in sent))


def assert_one_won(answers: list[Any], kept: str) -> None:
    """One editor's words were kept; the other has the page with both."""
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    [page] = [answer for answer in answers if answer.status_code == 200]
    words = ["Words of Ada.", "Words of Ben."]
    winner = words.index(kept)
    lost = words[1 - winner].split()[-1][:-1]
    assert NOTHING_SAVED in text_of(page)
    [(_, theirs, mine)] = clashes_on(page)
    assert (theirs, mine) == (
        f"Words of [only here: {kept.rsplit(maxsplit=1)[-1][:-1]}].",
        f"Words of [only here: {lost}].",
    )


def test_one_of_two_saves_of_a_row_wins() -> None:
    for place in range(TIMES):
        party = make.make_party(f"Party {place}")
        ada, ben, address = signed_in(f"ada-{place}"), signed_in(f"ben-{place}"), page_for(party)
        first, second = opened(ada, address), opened(ben, address)
        answers = posts(
            (ada, address, first | {"name": "Words of Ada."}),
            (ben, address, second | {"name": "Words of Ben."}),
        )
        assert_one_won(answers, Party.objects.get(pk=party.pk).name)
        assert Party.history.filter(id=party.pk, history_type="~").count() == 1


def test_one_of_two_saves_of_a_response_wins() -> None:
    ada, ben = signed_in("ada"), signed_in("ben")
    for _ in range(TIMES):
        response = reply()
        address = page_for(response)
        first, second = opened(ada, address), opened(ben, address)
        answers = posts(
            (ada, address, first | {"answer_1": "Words of Ada."}),
            (ben, address, second | {"answer_1": "Words of Ben."}),
        )
        assert_one_won(answers, response.answers.get(question__number=1).text)


def test_one_of_a_responses_page_and_its_answers_own_wins() -> None:
    ada, ben = signed_in("ada"), signed_in("ben")
    for _ in range(TIMES):
        response = reply()
        answer = response.answers.get(question__number=1)
        first, second = opened(ada, page_for(response)), opened(ben, page_for(answer))
        answers = posts(
            (ada, page_for(response), first | {"answer_1": "Words of Ada."}),
            (ben, page_for(answer), second | {"text": "Words of Ben."}),
        )
        assert_one_won(answers, Answer.objects.get(pk=answer.pk).text)


def test_one_of_a_rounds_page_and_its_questions_own_wins() -> None:
    ada, ben = signed_in("ada"), signed_in("ben")
    for _ in range(TIMES):
        round_ = make.make_round(published=False, questions=1)
        question = round_.questions.get()
        first, second = opened(ada, page_for(round_)), opened(ben, page_for(question))
        answers = posts(
            (ada, page_for(round_), first | {"questions-0-text": "Words of Ada."}),
            (ben, page_for(question), second | {"text": "Words of Ben."}),
        )
        assert_one_won(answers, Question.objects.get(pk=question.pk).text)


def test_a_row_is_changed_or_deleted_never_both() -> None:
    ada, ben = signed_in("ada"), signed_in("ben")
    for place in range(TIMES):
        person = make.make_politician(f"Person {place}")
        row = Identifier.objects.create(politician=person, scheme="wikidata", value=f"Q{place}")
        address = page_for(person)
        first, second = opened(ada, address), opened(ben, address)
        answers = posts(
            (ada, address, first | {"identifiers-0-value": f"Q{place} of Ada"}),
            (ben, address, second | {"identifiers-0-DELETE": "on"}),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        stays = answers[0].status_code == 302
        assert list(Identifier.objects.filter(pk=row.pk).values_list("value", flat=True)) == (
            [f"Q{place} of Ada"] if stays else []
        )
        told = "so it was not deleted" if stays else f"You had typed: Value Q{place} of Ada"
        assert told in text_of(answers[1] if stays else answers[0])


def test_a_page_is_saved_or_deleted_never_both() -> None:
    ada, ben = signed_in("ada"), signed_in("ben")
    for place in range(TIMES):
        person = make.make_politician(f"Person {place}")
        save, delete = page_for(person), page_for(person, act="delete")
        first, second = opened(ada, save), opened(ben, delete)
        answers = posts((ada, save, first | {"name": "Words of Ada."}), (ben, delete, second))
        names = list(Politician.objects.filter(pk=person.pk).values_list("name", flat=True))
        if names:
            assert (names, answers[0].status_code, answers[1].status_code) == (["Words of Ada."], 302, 200)
            assert "Nothing was deleted: The politician “Words of Ada.” was changed by ada" in text_of(
                answers[1]
            )
        else:
            assert (answers[0].status_code, answers[1].status_code) == (404, 302)


def test_a_save_that_had_to_wait_for_another_gets_both_texts() -> None:
    response = reply()
    ben, address = signed_in("ben"), page_for(response)
    fields = opened(ben, address) | {"answer_1": "Words of Ben."}
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            answer = response.answers.get(question__number=1)
            answer.text = "Words of Ada."
            answer.save()
            begun = threads.submit(at_once, lambda: ben.post(address, fields))
        [page] = begun.result(timeout=60)
    assert [(theirs, mine) for _, theirs, mine in clashes_on(page)] == [
        ("Words of [only here: Ada].", "Words of [only here: Ben].")
    ]
    assert response.answers.get(question__number=1).text == "Words of Ada."


def saved(row: Party, *, past_the_version: bool) -> bool:
    """Whether *row* could be saved as it was read."""
    save = row.save_base if past_the_version else row.save
    try:
        save()
    except EditedMeanwhileError:
        return False
    return True


@pytest.mark.parametrize(("past_the_version", "outcome"), [(False, [False, True]), (True, [True, True])])
def test_a_row_that_two_have_read_is_saved_by_one_and_in_the_twin_past_the_version_by_both(
    past_the_version: bool, outcome: list[bool]
) -> None:
    for place in range(TIMES):
        party = make.make_party(f"Party {place}")
        ada, ben = Party.objects.get(pk=party.pk), Party.objects.get(pk=party.pk)
        ada.name, ben.adjective = "Words of Ada.", "Words of Ben."
        saves = [partial(saved, row, past_the_version=past_the_version) for row in (ada, ben)]
        assert sorted(at_once(*saves)) == outcome
        party.refresh_from_db()
        assert (party.name, party.adjective) != ("Words of Ada.", "Words of Ben.")  # one of them is not there


def test_twin_without_the_page_both_acts_pass_and_the_words_of_one_are_gone() -> None:
    by, response = make.make_user("ada"), reply()
    read = [Response.objects.get(pk=response.pk) for _ in range(2)]
    words = ["Words of Ada.", "Words of Ben."]
    at_once(
        *(
            partial(amend_response, response=each, answers={1: text}, by=by)
            for each, text in zip(read, words, strict=True)
        )
    )
    assert Answer.history.filter(question__number=1, history_type="~").count() == 2
    assert response.answers.get(question__number=1).text in {"Words of Ada.", "Words of Ben."}
