"""Two editors at one response: on its page, on the page of one answer, and while its round is changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Answer, Recipient, Response, Round, Signatory
from tests import factories as make
from tests.pages import fields_of, page_of, text_of, words_of
from tests.questions.editors import (
    NOTHING_SAVED,
    clashes_on,
    kept_in,
    opened,
    page_for,
    save_at,
    sent_again,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return signed_in("ada")


@pytest.fixture
def ben() -> Client:
    return signed_in("ben")


@pytest.fixture
def round_() -> Round:
    return make.make_round(published=False, questions=3)


@pytest.fixture
def response(round_: Round) -> Response:
    return make.make_response(
        make.make_recipient(round_, "Ann"), answers={1: "One.", 2: "Two."}, published=False
    )


def words(response: Response) -> dict[int, str]:
    return {answer.question.number: answer.text for answer in response.answers.all()}


def signing(response: Response) -> list[str]:
    return sorted(response.signatories.values_list("recipient__name", flat=True))


def test_the_same_answer_on_two_response_pages(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    assert ada.post(address, first | {"answer_1": "One, says Ada."}).status_code == 302
    save_at(response.answers.get(question__number=1))
    page: Any = ben.post(address, second | {"answer_1": "One, says Ben."})
    assert words(response) == {1: "One, says Ada.", 2: "Two."}
    question = response.round.questions.get(number=1)
    assert clashes_on(page) == [
        (f"1. {question.text}", "One, says [only here: Ada].", "One, says [only here: Ben].")
    ]
    told = text_of(page)
    assert "The answer to question 1 was changed by ada on 3 July 2026 at 14:03." in told
    assert "Changed by others" not in told  # the words stand in the clash already
    assert NOTHING_SAVED in told
    assert ben.post(address, sent_again(page, **{"decide-answer_1": "mine"})).status_code == 302
    assert words(response) == {1: "One, says Ben.", 2: "Two."}


def test_twin_unseen_the_first_words_are_lost(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"answer_1": "One, says Ada."})
    second["seen"] = opened(ben, address)["seen"]  # as if nobody looked at what the page had shown
    assert ben.post(address, second | {"answer_1": "One, says Ben."}).status_code == 302
    assert words(response) == {1: "One, says Ben.", 2: "Two."}


def test_different_answers_of_one_response_do_not_clash(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"answer_1": "One, says Ada."})
    assert ben.post(address, second | {"answer_2": "Two, says Ben."}).status_code == 302
    assert words(response) == {1: "One, says Ada.", 2: "Two, says Ben."}


def test_the_words_on_the_answers_own_page_then_on_the_responses(
    response: Response, ada: Client, ben: Client
) -> None:
    answer = response.answers.get(question__number=1)
    address = page_for(response)
    second = opened(ben, address)
    ada.post(page_for(answer), opened(ada, page_for(answer)) | {"text": "One, says Ada."})
    page: Any = ben.post(address, second | {"answer_1": "One, says Ben.", "answer_3": "Three."})
    assert words(response) == {1: "One, says Ada.", 2: "Two."}
    assert [(theirs, mine) for _, theirs, mine in clashes_on(page)] == [
        ("One, says [only here: Ada].", "One, says [only here: Ben].")
    ]
    ben.post(address, sent_again(page, **{"decide-answer_1": "theirs"}))
    assert words(response) == {1: "One, says Ada.", 2: "Two.", 3: "Three."}


def test_the_words_on_the_responses_page_then_on_the_answers_own(
    response: Response, ada: Client, ben: Client
) -> None:
    answer = response.answers.get(question__number=1)
    second = opened(ben, page_for(answer))
    ada.post(page_for(response), opened(ada, page_for(response)) | {"answer_1": "One, says Ada."})
    page: Any = ben.post(page_for(answer), second | {"text": "One, says Ben."})
    assert (page.status_code, kept_in(answer, "text")) == (200, "One, says Ada.")
    assert clashes_on(page) == [("Text", "One, says [only here: Ada].", "One, says [only here: Ben].")]


def test_twin_on_the_answers_own_page_unseen_words_are_lost(
    response: Response, ada: Client, ben: Client
) -> None:
    answer = response.answers.get(question__number=1)
    second = opened(ben, page_for(answer))
    ada.post(page_for(response), opened(ada, page_for(response)) | {"answer_1": "One, says Ada."})
    second["seen"] = opened(ben, page_for(answer))["seen"]
    ben.post(page_for(answer), second | {"text": "One, says Ben."})
    assert kept_in(answer, "text") == "One, says Ben."


def test_a_note_on_the_answers_own_page_is_shown_before_its_words_are_changed(
    response: Response, ada: Client, ben: Client
) -> None:
    answer = response.answers.get(question__number=1)
    address = page_for(response)
    second = opened(ben, address)
    ada.post(page_for(answer), opened(ada, page_for(answer)) | {"public_note": "Said on the telephone."})
    page: Any = ben.post(address, second | {"answer_1": "One, says Ben."})
    assert (page.status_code, clashes_on(page)) == (200, [])
    assert "Public note [added: Said on the telephone.]" in text_of(page)
    assert ben.post(address, sent_again(page)).status_code == 302
    answer.refresh_from_db()
    assert (answer.text, answer.public_note) == ("One, says Ben.", "Said on the telephone.")


def test_an_answer_that_both_added(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"answer_3": "Three, says Ada."})
    page: Any = ben.post(address, second | {"answer_3": "Three, says Ben."})
    assert words(response)[3] == "Three, says Ada."
    assert [(theirs, mine) for _, theirs, mine in clashes_on(page)] == [
        ("Three, says [only here: Ada].", "Three, says [only here: Ben].")
    ]
    assert "The answer to question 3 was added by ada on" in text_of(page)
    ben.post(address, sent_again(page, **{"decide-answer_3": "mine"}))
    assert words(response)[3] == "Three, says Ben."


def test_an_answer_that_was_added_meanwhile_stays(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"answer_3": "Three."})
    assert ben.post(address, second | {"answer_2": "Two, says Ben."}).status_code == 302
    assert words(response) == {1: "One.", 2: "Two, says Ben.", 3: "Three."}


def test_an_answer_that_was_taken_out_meanwhile(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"answer_1": ""})
    page: Any = ben.post(address, second | {"answer_1": "One, says Ben."})
    assert words(response) == {2: "Two."}
    [(_, theirs, mine)] = clashes_on(page)
    assert (theirs, mine) == ("nothing", "[only here: One, says Ben.]")
    assert "The answer to question 1 was taken out by ada on" in text_of(page)
    ben.post(address, sent_again(page, **{"decide-answer_1": "mine"}))
    assert words(response) == {1: "One, says Ben.", 2: "Two."}


def test_an_answer_that_was_taken_out_meanwhile_stays_out(
    response: Response, ada: Client, ben: Client
) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"answer_1": ""})
    assert ben.post(address, second | {"statement": "Besides."}).status_code == 302
    assert words(response) == {2: "Two."}


def test_an_answer_that_was_taken_out_and_given_again(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    second = opened(ben, address)
    ada.post(address, opened(ada, address) | {"answer_1": ""})
    ada.post(address, opened(ada, address) | {"answer_1": "One, again."})
    page: Any = ben.post(address, second | {"answer_1": "One, says Ben."})
    assert words(response)[1] == "One, again."
    [(_, theirs, mine)] = clashes_on(page)
    assert (theirs, mine) == ("One, [only here: again].", "One, [only here: says Ben].")


def test_words_that_one_empties_and_the_other_changes(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"answer_1": "One, says Ada."})
    page: Any = ben.post(address, second | {"answer_1": ""})
    assert words(response)[1] == "One, says Ada."
    [(_, theirs, mine)] = clashes_on(page)
    assert (theirs, mine) == ("[only here: One, says Ada.]", "nothing")


def test_signatories_that_both_changed(response: Response, ada: Client, ben: Client) -> None:
    bob, cyd = make.make_recipient(response.round, "Bob"), make.make_recipient(response.round, "Cyd")
    ann = Recipient.objects.get(name="Ann")
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"signatories": [ann.pk, bob.pk]})
    page: Any = ben.post(address, second | {"signatories": [ann.pk, cyd.pk]})
    assert signing(response) == ["Ann", "Bob"]
    assert clashes_on(page) == [("Signatories", "Ann [only here: Bob]", "Ann [only here: Cyd]")]
    assert "The list of signatories was changed by ada on" in text_of(page)
    ben.post(
        address, sent_again(page, signatories=[ann.pk, bob.pk, cyd.pk], **{"decide-signatories": "mine"})
    )
    assert signing(response) == ["Ann", "Bob", "Cyd"]


def test_twin_unseen_the_signatory_added_first_is_lost(response: Response, ada: Client, ben: Client) -> None:
    bob, cyd = make.make_recipient(response.round, "Bob"), make.make_recipient(response.round, "Cyd")
    ann = Recipient.objects.get(name="Ann")
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"signatories": [ann.pk, bob.pk]})
    second["seen"] = opened(ben, address)["seen"]
    ben.post(address, second | {"signatories": [ann.pk, cyd.pk]})
    assert signing(response) == ["Ann", "Cyd"]


def test_a_signatory_added_meanwhile_stays(response: Response, ada: Client, ben: Client) -> None:
    bob = make.make_recipient(response.round, "Bob")
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"signatories": [*first["signatories"], bob.pk]})
    assert ben.post(address, second | {"answer_2": "Two, says Ben."}).status_code == 302
    assert (signing(response), words(response)[2]) == (["Ann", "Bob"], "Two, says Ben.")


def test_how_somebody_signed_is_compared_row_by_row(response: Response, ada: Client, ben: Client) -> None:
    address = page_for(response)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"signatories-0-signed_as": "Dr Ann"})
    page: Any = ben.post(
        address, second | {"signatories-0-signed_as": "Ms Ann", "answer_2": "Two, says Ben."}
    )
    assert (Signatory.objects.get().signed_as, words(response)[2]) == ("Dr Ann", "Two.")
    assert clashes_on(page) == [("Signed as", "[only here: Dr] Ann", "[only here: Ms] Ann")]
    ben.post(address, sent_again(page, **{"decide-signatories-0-signed_as": "mine"}))
    assert (Signatory.objects.get().signed_as, words(response)[2]) == ("Ms Ann", "Two, says Ben.")


def test_how_somebody_signed_who_was_taken_off_meanwhile_is_told(
    response: Response, ada: Client, ben: Client
) -> None:
    bob = make.make_recipient(response.round, "Bob")
    address = page_for(response)
    ada.post(address, opened(ada, address) | {"signatories": [Recipient.objects.get(name="Ann").pk, bob.pk]})
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"signatories": [bob.pk]})
    page: Any = ben.post(
        address, second | {"signatories-0-signed_as": "Ms Ann", "signatories-1-signed_as": "Mr Bob"}
    )
    told = text_of(page)
    assert "was deleted by ada on" in told
    assert "There is no box for it any more. You had typed: Signed as Ms Ann" in told
    assert fields_of(page)["signatories-0-signed_as"] == ["Mr Bob"]
    assert ben.post(address, sent_again(page)).status_code == 302
    assert [(one.recipient.name, one.signed_as) for one in response.signatories.all()] == [("Bob", "Mr Bob")]


@pytest.fixture
def carrying(response: Response) -> Response:
    """A response to a follow-up, whose first answer may carry forward what Ann answered before."""
    first = response.round
    again = make.make_round(published=False, questions=0, follows=first)
    make.make_question(again, number=1, repeats=first.questions.get(number=1))
    ann = make.make_recipient(again, politician=Recipient.objects.get(name="Ann").politician)
    return make.make_response(ann, answers={1: "As before."}, published=False)


def carries(response: Response) -> bool:
    return response.answers.get(question__number=1).carried_from is not None


def test_a_position_carried_forward_meanwhile_stays_so(carrying: Response, ada: Client, ben: Client) -> None:
    address = page_for(carrying)
    first, second = opened(ada, address), opened(ben, address)
    assert ada.post(address, first | {"carried_1": "on"}).status_code == 302
    assert ben.post(address, second | {"statement": "Besides."}).status_code == 302
    assert carries(carrying)


def test_twin_unseen_a_position_carried_forward_is_taken_back(
    carrying: Response, ada: Client, ben: Client
) -> None:
    address = page_for(carrying)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"carried_1": "on"})
    second["seen"] = opened(ben, address)["seen"]
    ben.post(address, second | {"statement": "Besides."})
    assert not carries(carrying)


def test_words_under_a_position_that_was_carried_forward_meanwhile_come_back_once(
    carrying: Response, ada: Client, ben: Client
) -> None:
    address = page_for(carrying)
    first, second = opened(ada, address), opened(ben, address)
    ada.post(address, first | {"carried_1": "on"})
    page: Any = ben.post(address, second | {"answer_1": "Much as before."})
    assert (page.status_code, clashes_on(page), fields_of(page)["carried_1"]) == (200, [], ["on"])
    assert ben.post(address, sent_again(page)).status_code == 302
    assert (carries(carrying), words(carrying)) == (True, {1: "Much as before."})


def renumber(round_: Round, *numbers: int) -> None:
    """Put the questions of *round_* into another order: the first gets the first of *numbers*."""
    questions = list(round_.questions.order_by("number"))
    for away, question in enumerate(questions, 100):
        question.number = away
        question.save()
    for number, question in zip(numbers, questions, strict=True):
        question.number = number
        question.save()


@pytest.mark.parametrize("page", ["add", "change"])
def test_words_go_along_with_a_question_that_got_another_number(
    page: str, round_: Round, response: Response, ben: Client
) -> None:
    address, typed = page_for(response), {"answer_3": "To the third."}
    if page == "add":
        bob = make.make_recipient(round_, "Bob")
        address = f"{reverse('admin:questions_response_add')}?round={round_.pk}"
        typed |= {"signatories": [bob.pk]}  # type: ignore[dict-item]
    fields = opened(ben, address)
    third = round_.questions.get(number=3)
    renumber(round_, 2, 3, 1)
    before = Answer.objects.count()
    answer: Any = ben.post(address, fields | typed)
    assert (answer.status_code, Answer.objects.count()) == (200, before)
    assert f"The question “1. {third.text}” was changed on" in text_of(answer)
    assert "See that your words stand under the right one." in text_of(answer)
    assert fields_of(answer)["answer_1"] == ["To the third."]
    assert ben.post(address, sent_again(answer)).status_code == 302
    assert Answer.objects.get(text="To the third.").question == third
    assert words(response) | {1: "To the third."} == {1: "To the third.", 2: "One.", 3: "Two."}


def test_twin_unseen_the_words_stand_under_another_question(
    round_: Round, response: Response, ben: Client
) -> None:
    address = page_for(response)
    fields = opened(ben, address)
    third = round_.questions.get(number=3)
    renumber(round_, 2, 3, 1)
    fields["seen"] = opened(ben, address)["seen"]
    ben.post(address, fields | {"answer_3": "To the third."})
    assert Answer.objects.get(text="To the third.").question != third


def test_a_question_that_was_reworded_is_shown_before_words_are_kept_under_it(
    round_: Round, response: Response, ben: Client
) -> None:
    address = page_for(response)
    fields = opened(ben, address)
    question = round_.questions.get(number=3)
    question.text = "Quite another question?"
    question.save()
    page: Any = ben.post(address, fields | {"answer_3": "Yes."})
    assert (page.status_code, words(response)) == (200, {1: "One.", 2: "Two."})
    assert "The question “3. Quite another question?” was changed on" in text_of(page)
    assert ben.post(address, sent_again(page)).status_code == 302
    assert words(response)[3] == "Yes."


def test_words_under_a_question_that_was_deleted_meanwhile_are_shown(
    round_: Round, response: Response, ben: Client
) -> None:
    address = page_for(response)
    fields = opened(ben, address)
    round_.questions.get(number=3).delete()
    page: Any = ben.post(address, fields | {"answer_3": "Words for nobody.", "answer_1": "One, says Ben."})
    assert (page.status_code, words(response)) == (200, {1: "One.", 2: "Two."})
    lost = page_of(page).findall(".//section//dd")
    assert [words_of(each) for each in lost] == ["Words for nobody."]
    assert f"“{round_}” has no question 3: nothing was recorded." in text_of(page)
    assert ben.post(address, sent_again(page)).status_code == 302
    assert words(response) == {1: "One, says Ben.", 2: "Two."}


def test_a_question_that_was_changed_meanwhile_does_not_stop_a_page_without_words_for_it(
    round_: Round, response: Response, ben: Client
) -> None:
    address = page_for(response)
    fields = opened(ben, address)
    question = round_.questions.get(number=3)
    question.text = "Quite another question?"
    question.save()
    assert ben.post(address, fields | {"answer_1": "One, says Ben."}).status_code == 302


def test_a_post_that_does_not_say_what_its_page_showed_overwrites_no_words(
    response: Response, ada: Client
) -> None:
    address = page_for(response)
    fields = opened(ada, address) | {"answer_1": "Sent blind", "answer_3": "Three."}
    del fields["seen"]
    page: Any = ada.post(address, fields)
    assert words(response) == {1: "One.", 2: "Two."}
    assert [(theirs, mine) for _, theirs, mine in clashes_on(page)] == [
        ("[only here: One.]", "[only here: Sent blind]")
    ]
