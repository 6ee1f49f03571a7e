from urllib.parse import urlencode

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from questions.models import Decision, Question, Recipient, Response, Round, Standing
from tests import factories as make
from tests.pages import NOTE, fields_of, messages_on, page_of, send, text_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make.make_round(questions=3, published=False)


@pytest.fixture
def ann(round_: Round) -> Recipient:
    return make.make_recipient(round_, "Ann", party=make.make_party(), area="North")


@pytest.fixture
def bob(round_: Round, ann: Recipient) -> Recipient:  # noqa: ARG001 - Ann stands before Bob on the list
    return make.make_recipient(
        round_, "Bob", decision=Decision.NO_RESPONSE, decision_source=make.make_source()
    )


def add_address(round_: Round) -> str:
    return f"{reverse('admin:questions_response_add')}?round={round_.pk}"


def address_of(response: Response) -> str:
    return reverse("admin:questions_response_change", args=[response.pk])


def answers_of(response: Response) -> dict[int, tuple[str, str]]:
    return {answer.question.number: (answer.text, answer.position) for answer in response.answers.all()}


def test_a_joint_response_is_recorded_on_one_page(
    round_: Round, ann: Recipient, bob: Recipient, admin_client: Client
) -> None:
    answer = send(
        admin_client,
        add_address(round_),
        signatories=[ann.pk, bob.pk],
        received_on="2026-07-02",
        channel="letter",
        spoken_by="a spokeswoman",
        answer_1="First\r\n\r\nwords. ",
        answer_3="Third.",
        statement="Besides.",
        original="All of it.",
        notes="Ours.",
    )
    response = Response.objects.get()
    assert answer.url == reverse("admin:questions_round_desk", args=[round_.pk])
    assert answers_of(response) == {1: ("First\n\nwords. ", ""), 3: ("Third.", "")}
    assert [(one.recipient, one.position) for one in response.signatories.all()] == [(ann, 1), (bob, 2)]
    assert (
        response.received_on,
        response.channel,
        response.spoken_by,
        response.statement,
        response.original,
        response.notes,
        response.origin,
        response.published_at,
    ) == ("2026-07-02", "letter", "a spokeswoman", "Besides.", "All of it.", "Ours.", "reply", None)
    assert response.entered_by is not None
    assert response.entered_by.username == "admin"
    bob.refresh_from_db()
    assert (bob.decision, bob.standing) == ("", Standing.REPLIED)
    assert messages_on(admin_client.get(answer.url)) == [
        "The response from Ann and Bob was recorded. Readers do not see it yet."
    ]
    assert [entry.change_message for entry in LogEntry.objects.filter(object_id=response.pk)] == ["Recorded."]


def test_the_page_has_a_box_for_every_question_with_its_whole_text(
    round_: Round, admin_client: Client
) -> None:
    ann = make.make_recipient(round_, "Ann <b>O'Neill</b>")
    some = round_.questions.get(number=2)
    some.put_to.add(ann)
    Question._base_manager.filter(round=round_, number=3).update(kind="yes_no", optional=True)
    page = page_of(admin_client.get(add_address(round_)))
    labels = [words_of(label) for label in page.findall(".//fieldset[3]//label")]
    texts = [question.text for question in round_.questions.order_by("number")]
    assert labels == [
        f"1. {texts[0]}",
        f"2. {texts[1]}",
        f"3. {texts[2]}",
        "Ticked at question 3:",
        "Coded position on question 3:",
    ]
    helped = [words_of(note) for note in page.findall(".//fieldset[3]//div[@class='help']")]
    assert helped == [
        "Put to some only: Ann <b>O'Neill</b>.",
        "Optional: whoever leaves it open has still answered.",
        "What they ticked themselves. Readers see it as theirs.",
        "Which of the choices the words come to. Readers are told that it is the newsroom's reading.",
    ]


def test_the_next_response_of_the_same_round_is_one_press_away(
    round_: Round, ann: Recipient, admin_client: Client
) -> None:
    answer = send(admin_client, add_address(round_), "_addanother", signatories=[ann.pk], answer_1="Words.")
    assert answer.url == add_address(round_)


def test_a_new_response_first_asks_for_its_round(round_: Round, admin_client: Client) -> None:
    page = page_of(admin_client.get(reverse("admin:questions_response_add")))
    assert [words_of(option) for option in page.findall(".//select[@id='id_round']/option")] == [
        f"{round_} ({round_.campaign})"
    ]
    assert (
        admin_client.post(reverse("admin:questions_response_add"), {"answer_1": "Words."}).status_code == 200
    )
    assert Response.objects.count() == 0


def test_a_typed_question_takes_words_a_tick_and_a_coded_position(
    round_: Round, ann: Recipient, admin_client: Client
) -> None:
    Question._base_manager.filter(round=round_, number__gte=2).update(kind="scale", scale_from=1, scale_to=3)
    send(
        admin_client,
        add_address(round_),
        signatories=[ann.pk],
        answer_2="Rather.",
        ticked_2="1",
        position_2="2",
        ticked_3="3",
    )
    response = Response.objects.get()
    assert [
        (answer.question.number, answer.text, answer.ticked, answer.position)
        for answer in response.answers.order_by("question__number")
    ] == [(2, "Rather.", "1", "2"), (3, "", "3", "")]
    page = page_of(admin_client.get(address_of(response)))
    rows = [
        {box.get("name") for box in row.iter() if box.tag in {"select", "textarea"}}
        for row in page.findall(".//fieldset[3]/div[@class]")
    ]
    assert {"ticked_2", "position_2"} in rows
    send(admin_client, address_of(response), ticked_3="", ticked_2="2", position_2="")
    assert [
        (answer.question.number, answer.text, answer.ticked, answer.position)
        for answer in response.answers.all()
    ] == [(2, "Rather.", "2", "")]


def test_nobody_signs_is_refused(round_: Round, ann: Recipient, admin_client: Client) -> None:  # noqa: ARG001
    page = send(admin_client, add_address(round_), answer_1="Words.")
    assert "Say whose response it is: it needs at least one signatory." in text_of(page)
    assert fields_of(page)["answer_1"] == ["Words."]
    assert Response.objects.count() == 0


def test_a_signatory_of_another_round_is_refused(round_: Round, ann: Recipient, admin_client: Client) -> None:
    stranger = make.make_recipient(make.make_round(), "Stranger")
    page = send(admin_client, add_address(round_), signatories=[ann.pk, stranger.pk], answer_1="Words.")
    assert f"Select a valid choice. {stranger.pk} is not one of the available choices." in text_of(page)
    assert Response.objects.count() == 0


@pytest.mark.parametrize("box", ["answer_9", "ticked_9", "position_9"])
def test_a_question_of_another_round_is_refused(
    box: str, round_: Round, ann: Recipient, admin_client: Client
) -> None:
    page = send(admin_client, add_address(round_), signatories=[ann.pk], answer_1="Words.", **{box: "yes"})
    assert f"“{round_}” has no question 9: nothing was recorded." in text_of(page)
    assert Response.objects.count() == 0


def test_a_question_put_to_others_is_refused_and_nothing_is_kept(
    round_: Round, ann: Recipient, bob: Recipient, admin_client: Client
) -> None:
    round_.questions.get(number=2).put_to.add(ann)
    page = send(admin_client, add_address(round_), signatories=[bob.pk], answer_1="One.", answer_2="Two.")
    assert page.status_code == 200
    assert "Question 2 was put to none of those who sign this response." in text_of(page)
    assert Response.objects.count() == 0
    bob.refresh_from_db()
    assert bob.decision == Decision.NO_RESPONSE


def test_more_than_30_can_be_searched(round_: Round, admin_client: Client) -> None:
    for _ in range(31):
        make.make_recipient(round_)
    page = page_of(admin_client.get(add_address(round_)))
    select = page.find(".//select[@name='signatories']")
    assert select is not None
    assert (select.get("class"), len(select)) == ("selectfilter", 31)


def test_changed_words_are_saved_and_the_rest_is_left(ann: Recipient, admin_client: Client) -> None:
    response = make.make_response(ann, answers={1: "One.", 2: "Two."}, published=False)
    kept = response.answers.get(question__number=1)
    answer = send(
        admin_client, address_of(response), answer_2="Two, changed.", answer_3="Three.", received_on="2026"
    )
    assert answer.status_code == 302
    response.refresh_from_db()
    assert answers_of(response) == {1: ("One.", ""), 2: ("Two, changed.", ""), 3: ("Three.", "")}
    assert (response.received_on, response.answers.get(question__number=1).pk) == ("2026", kept.pk)
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == [
        "Changed received on, the answer to question 2 and the answer to question 3."
    ]


def test_an_emptied_box_takes_out_an_answer_that_was_never_public(
    ann: Recipient, admin_client: Client
) -> None:
    response = make.make_response(ann, answers={1: "One.", 2: "Two."}, published=False)
    send(admin_client, address_of(response), answer_2=" \r\n ")
    assert answers_of(response) == {1: ("One.", "")}


def test_an_emptied_box_of_a_published_response_is_refused(admin_client: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round()), answers={1: "One.", 2: "Two."})
    page = send(admin_client, address_of(response), answer_1="Changed.", answer_2="")
    assert (
        "The answer to question 2 was published, so it cannot be emptied. To keep its words from readers, open the "
        "answer and withhold it, with a note that says why. Nothing was changed."
    ) in text_of(page)
    assert answers_of(response) == {1: ("One.", ""), 2: ("Two.", "")}
    assert LogEntry.objects.count() == 0


def test_published_words_are_put_right_with_a_note_and_the_page_says_so(admin_client: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round()), answers={1: "One."})
    assert "Where you change what readers see, this page asks what was wrong." in text_of(
        admin_client.get(address_of(response))
    )
    answer = send(admin_client, address_of(response), answer_1="One, put right.", **NOTE)
    assert answers_of(response) == {1: ("One, put right.", "")}
    assert messages_on(admin_client.get(answer.url))[0] == (
        "Readers are told, beside the words and among the corrections."
    )


def test_an_answer_that_something_refers_to_is_not_emptied(
    round_: Round, ann: Recipient, admin_client: Client
) -> None:
    response = make.make_response(ann, answers={1: "One."}, published=False)
    make.make_correction(round_, answer=response.answers.get())
    page = send(admin_client, address_of(response), answer_1="")
    assert (
        "The answer to question 1 cannot be emptied: a later answer or a correction refers to it."
        in text_of(page)
    )
    assert answers_of(response) == {1: ("One.", "")}


def test_signatories_are_added_and_taken_off_before_publication(
    ann: Recipient, bob: Recipient, admin_client: Client
) -> None:
    response = make.make_response(ann, answers={1: "One."}, published=False)
    answer = send(
        admin_client, address_of(response), signatories=[bob.pk], **{"signatories-0-signed_as": "Ms A"}
    )
    assert answer.status_code == 302
    assert [one.recipient for one in response.signatories.all()] == [bob]
    bob.refresh_from_db()
    assert bob.decision == ""


def test_nobody_is_taken_off_a_published_response(admin_client: Client) -> None:
    round_ = make.make_round()
    ann, bob = make.make_recipient(round_, "Ann"), make.make_recipient(round_, "Bob")
    response = make.make_response(ann, bob, answers={1: "One."})
    page = send(admin_client, address_of(response), signatories=[ann.pk])
    assert (
        "This response was published as one from Bob, so nobody can be taken off it. Withdraw it with a note, and "
        "record it again. Nothing was changed."
    ) in text_of(page)
    assert [one.recipient for one in response.signatories.all()] == [ann, bob]
    cyd = make.make_recipient(round_, "Cyd")
    send(admin_client, address_of(response), signatories=[ann.pk, bob.pk, cyd.pk], **NOTE)
    assert [one.recipient for one in response.signatories.all()] == [ann, bob, cyd]


def test_what_the_newsroom_found_becomes_a_reply_and_clears_the_silence(
    bob: Recipient, admin_client: Client
) -> None:
    response = make.make_response(bob, answers={1: "One."}, published=False, origin="public_record")
    send(admin_client, address_of(response), origin="reply")
    bob.refresh_from_db()
    assert bob.decision == ""


def test_how_they_signed_is_kept(ann: Recipient, admin_client: Client) -> None:
    response = make.make_response(ann, answers={1: "One."}, published=False)
    send(
        admin_client,
        address_of(response),
        **{"signatories-0-signed_as": "Ms Ann", "signatories-0-spoken_for": "on"},
    )
    signatory = response.signatories.get()
    assert (signatory.signed_as, signatory.spoken_for) == ("Ms Ann", True)
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == [
        f"Changed Signed as and Spoken for for signatory “{signatory}”."
    ]


def test_the_response_s_page_leads_to_each_answer_s_own_and_to_withholding_it(admin_client: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round()), answers={1: "One."})
    answer = response.answers.get()
    page = page_of(admin_client.get(address_of(response)))
    links = {link.get("href"): words_of(link) for link in page.iter("a")}
    own = f"{reverse('admin:questions_answer_change', args=[answer.pk])}?{urlencode({'next': address_of(response)})}"
    assert links[own] == "Say how it is attributed, that it is a paraphrase, or a note"
    answered = send(admin_client, own, public_note="Checked.")
    assert answered.url == address_of(response)
    assert links[reverse("admin:questions_answer_withhold", args=[answer.pk])] == "Withhold the words"


def test_a_response_without_anything_is_kept_with_a_warning(
    round_: Round, ann: Recipient, admin_client: Client
) -> None:
    answer = send(admin_client, add_address(round_), signatories=[ann.pk])
    assert messages_on(admin_client.get(answer.url))[0] == (
        "No words, no statement and no refusal were entered: once published, readers are told that a reply "
        "came whose words are not on record."
    )
