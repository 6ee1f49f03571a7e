"""What a reporter gets from both articles: the sentences to the letter, and every answer byte for byte."""

import datetime
import re
from collections.abc import Iterator

import html5lib
import pytest
from pytest_django import DjangoDbBlocker

from questions.models import Answer, Round
from questions.output.page import Form, load_output
from tests.questions.articles import ANSWER_LINES, first_record_on_file, words_of

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 21, 20, 52, tzinfo=datetime.UTC)
MPS, COMMITTEE = "norfolk-mps", "childrens-services-committee"


@pytest.fixture(scope="module", autouse=True)
def articles(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    with first_record_on_file(django_db_blocker):
        yield


def pieces(slug: str, form: Form = Form.PLAIN) -> dict[str, str]:
    output = load_output(Round.objects.get(slug=slug), form, NOW)
    return {ready.piece.name: ready.text for ready in output.ready}


def test_counting_sentences_of_the_mps() -> None:
    assert pieces(MPS)["counting"] == (
        "We asked all nine Norfolk MPs by e-mail “last week” (in the source's words; the date is not on record).\n\n"
        "Three of the nine MPs answered. Henry Bellingham, Norman Lamb and Clive Lewis answered every question. "
        "Chloe Smith is on maternity leave. George Freeman, Brandon Lewis, Elizabeth Truss, Richard Bacon and "
        "Keith Simpson have not responded. This is the record as of 21 November 2026."
    )


def test_counting_sentences_of_the_councillors() -> None:
    assert pieces(COMMITTEE)["counting"] == (
        "We asked all 17 councillors on the County Council's children's services committee by e-mail "
        "“on Monday” (in the source's words; the date is not on record). "
        "Answers were asked for “by Wednesday”.\n\n"
        "At least five of the 17 councillors answered. Roger Smith, Mark Kiddle-Morris, Mike Sands, Emma Corlett "
        "and Chrissie Rumsby answered every question. Green Party councillors, Liberal Democrat councillors and "
        "UKIP councillors have not responded (how many they are is not given). Of those asked, 12 are not named: "
        "some of them are in the groups above, whose size is not given; of the others the record says nothing. "
        "This is the record as of 21 November 2026."
    )


def test_contacts_of_the_mps_carry_the_whole_claim() -> None:
    assert pieces(MPS)["contacts"] == (
        "We asked all nine Norfolk MPs by e-mail “last week” (in the source's words; the date is not on record).\n\n"
        "No further approach to any of them is on record.\n\n"
        "George Freeman, Brandon Lewis, Elizabeth Truss, Richard Bacon and Keith Simpson did not respond, "
        "as reported by Eastern Daily Press. No reply from them to this round is on record as of 21 November 2026."
    )


def test_table_of_the_councillors_pastes_into_a_spreadsheet() -> None:
    rows = [row.split("\t") for row in pieces(COMMITTEE)["table"].split("\n")]
    questions = [f"Question {number}" for number in (1, 2, 3, 4)]
    silent = ["not given", "did not respond", *["no answer"] * 4]
    assert rows == [
        ["Name", "Party", "Role", "Standing", *questions],
        ["Roger Smith", "Conservative", "chairman", "answered", *["answered"] * 4],
        ["Mark Kiddle-Morris", "Conservative", "councillor", "answered", *["answered"] * 4],
        ["Mike Sands", "Labour", "councillor", "answered", *["answered"] * 4],
        ["Emma Corlett", "Labour", "councillor", "answered", *["answered"] * 4],
        ["Chrissie Rumsby", "Labour", "councillor", "answered", *["answered"] * 4],
        ["Green Party councillors (how many is not given)", "Green Party", *silent],
        ["Liberal Democrat councillors (how many is not given)", "Liberal Democrat", *silent],
        ["UKIP councillors (how many is not given)", "UKIP", *silent],
        ["12 not named", *["not known"] * 7],
    ]


@pytest.mark.parametrize("slug", [MPS, COMMITTEE])
@pytest.mark.parametrize("form", Form)
def test_every_answer_stands_in_the_round_up_once(slug: str, form: Form) -> None:
    """Read back from each form, the quotes are the article's own words, in its order, and nothing else is quoted."""
    text = pieces(slug, form)["round-up"]
    if form == Form.PLAIN:
        quoted = re.findall(r"(?<=:\n\n)“(.+?)”(?=\n\n)", text, re.DOTALL)
    elif form == Form.HTML:
        page = html5lib.parseFragment(text, namespaceHTMLElements=False)
        quoted = [
            "\n\n".join("".join(paragraph.itertext()) for paragraph in quote)
            for quote in page.iter("blockquote")
        ]
    else:
        blocks = [block for block in text.split("\n\n") if block.startswith("> ")]
        quoted = ["\n".join(line[2:] for line in block.split("\n")) for block in blocks]
    prefix = "mps" if slug == MPS else "csc"
    order = sorted(
        (key for key in ANSWER_LINES if key[0].startswith(prefix)),
        key=lambda key: (key[1], ANSWER_LINES[key][0]),
    )
    assert quoted == [words_of(*key) for key in order]
    assert Answer.objects.filter(response__round__slug=slug).count() == len(quoted) == 12


def test_round_up_names_a_joint_answer_once_with_everyone_and_says_whose_attribution_it_is() -> None:
    question = pieces(COMMITTEE)["round-up"].split("\n\nQuestion 2\n\n")[0]
    assert question.count("Mike Sands (Labour councillor)") == 1
    assert (
        "Mike Sands (Labour councillor), Emma Corlett (Labour councillor) and Chrissie Rumsby (Labour councillor), "
        "in one joint answer:\n\n“A key improvement that we made was"
    ) in question
    assert (
        "Roger Smith (Conservative chairman), on behalf of his 'immediate colleagues':\n\n“Norfolk"
        in question
    )
    assert "Attributed by the newsroom: The article says that the three Labour councillors" in question
    assert question.endswith(
        "Source: “What the politicians responsible for Norfolk children’s services have to say” (Eastern Daily Press)."
        "\n\nGreen Party councillors, Liberal Democrat councillors and UKIP councillors have not responded "
        "(how many they are is not given)."
    )
