"""A record in which every text that readers see is hostile, and every private one is planted to be looked for.

What is hostile is written to break a page: elements that run a script, ends of blocks, an override that turns
everything after it from right to left, joined emoji, a letter under ninety marks, and then letters without a space
to the end of what the field holds. After the override stand no Latin letters, so that any Latin word of a page
has to be drawn from left to right.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from questions.models import Answer, Decision, PreviewLink, Recipient, Response, Round
from respondents.models import EditorialModel, Identifier
from tests import factories as make

OVERRIDE = "\u202e"
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
MARKED = "ж" + "".join(map(chr, range(0x0300, 0x031E))) * 3  # a tower
FILLER = "ж"
ATTACKS = (
    '"><img src=x onerror=window.broken=1><script>window.broken=1</script></script>]]>',
    "<script>window.broken=1</script>",
    '"><b>',
)
LONGEST, SHORTER = 10_000, 400  # of every text one row has the longest: all of them would fill megabytes
PRIVATE = "Planted:"

# Texts that readers never see, for the newsroom's own work. Whatever is added to the models stands here, or in
# `SHAPED`, or is public.
NEVER_PUBLIC = {
    "respondents.Identifier.value",
    "respondents.ContactAddress.value",
    "respondents.ContactAddress.private_note",
    "respondents.Membership.role",
    "respondents.Membership.area",
    "respondents.Party.other_names",
    "respondents.Politician.honorific",
    "questions.Source.text",
    "questions.Source.closing_words",
    "questions.Source.furniture",
    "questions.Round.notes",
    "questions.Recipient.private_note",
    "questions.Recipient.decision_evidence",
    "questions.Recipient.decision_note",
    "questions.Approach.made_to",
    "questions.Approach.private_note",
    "questions.Response.original",
    "questions.Response.notes",
    "questions.Signatory.signed_as",
    "questions.Correction.field",
    "questions.Correction.later_words",
    "questions.PreviewLink.made_for",
}
# Texts whose shape the database or the field holds, so that nothing hostile fits in.
SHAPED = {
    "respondents.Party.colour": "a # and six digits",
    "questions.Source.quotation_marks": "a pair of marks, held by a constraint",
    "questions.PreviewLink.key": "random letters of our own, which no editor types",
}
# Texts that begin as their kind does: what no form would take may come from elsewhere.
BEGINS = {models.URLField: "https://example.org/", models.EmailField: "corrections@example.org"}
PUBLIC = {
    "respondents.Party.name",
    "respondents.Party.adjective",
    "respondents.Body.name",
    "respondents.Politician.name",
    "respondents.Politician.sort_name",
    "respondents.Politician.other_names",
    "questions.Campaign.title",
    "questions.Campaign.summary",
    "questions.Source.title",
    "questions.Source.publication",
    "questions.Source.url",
    "questions.Source.published_on_words",
    "questions.Source.public_note",
    "questions.Round.title",
    "questions.Round.introduction",
    "questions.Round.population",
    "questions.Round.asked_on_words",
    "questions.Round.deadline_words",
    "questions.Round.method_words",
    "questions.Round.withdrawal_note",
    "questions.Question.printed_number",
    "questions.Question.preamble",
    "questions.Question.text",
    "questions.Question.short_title",
    "questions.Question.choices",
    "questions.Question.public_note",
    "questions.Recipient.name",
    "questions.Recipient.role",
    "questions.Recipient.area",
    "questions.Recipient.decision_wording",
    "questions.Approach.made_on_words",
    "questions.Response.timing_words",
    "questions.Response.spoken_by",
    "questions.Response.on_behalf_of",
    "questions.Response.statement",
    "questions.Response.withdrawal_note",
    "questions.Answer.text",
    "questions.Answer.ticked",
    "questions.Answer.position",
    "questions.Answer.inference",
    "questions.Answer.public_note",
    "questions.Answer.withheld_note",
    "questions.Correction.was",
    "questions.Correction.now",
    "questions.Correction.earlier_words",
    "questions.Publisher.name",
    "questions.Publisher.run_by",
    "questions.Publisher.contact_email",
    "questions.Publisher.contact_url",
    "questions.Publisher.postal_address",
    "questions.Publisher.corrections_policy",
    "questions.Publisher.privacy",
    "questions.Publisher.accessibility",
    "questions.Publisher.licence_name",
    "questions.Publisher.licence_url",
}
# Texts that only some rows have: those that were made with something in it.
ONLY_WHERE_THERE_IS_SOME = {
    "questions.Round.withdrawal_note",
    "questions.Response.withdrawal_note",
    "questions.Question.choices",
    "questions.Answer.text",
    "questions.Answer.ticked",
    "questions.Answer.position",
    "questions.Answer.withheld_note",
}


def hostile(size: int, begins: str = "") -> str:
    """Words of exactly *size* characters that break whatever does not take them for words."""
    versions = [f"{begins} {attack} {OVERRIDE}{FAMILY}{MARKED}".lstrip() for attack in ATTACKS]
    words = next((version for version in versions if len(version) <= size), versions[-1])
    return (words + FILLER * size)[:size]


def text_fields() -> Iterator[tuple[type[models.Model], models.Field[str, str]]]:
    """Every text field of every model whose rows an editor makes: no copies of the history, no choices, no slugs."""
    for app in ("respondents", "questions"):
        for model in apps.get_app_config(app).get_models():
            if not issubclass(model, EditorialModel) or model._meta.proxy:
                continue
            for each in model._meta.concrete_fields:
                is_text = isinstance(each, models.CharField | models.TextField)
                if (
                    is_text
                    and not each.choices
                    and not isinstance(each, models.SlugField)
                    and not _is_date(each)
                ):
                    yield model, each


def _is_date(each: models.Field[str, str]) -> bool:
    return type(each).__name__ == "PartialDateField"


def name_of(model: type[models.Model], each: models.Field[str, str]) -> str:
    """A field by its name in the tables above."""
    return f"{model._meta.label}.{each.name}"


@dataclass(frozen=True)
class Hostile:
    """Where all of it can be read: every sort of page in every way to look at it, what is gone, feeds, and cards."""

    pages: list[str]
    gone: list[str]
    feeds: list[str]
    cards: list[str]


def _addresses(preview: str) -> Hostile:
    rounds = ["/rounds/first/", "/rounds/second/"]
    return Hostile(
        pages=[
            "/",
            "/campaigns/campaign/",
            *(f"{round_}{view}" for round_ in rounds for view in ("", "?view=person", "?view=grid", "all/")),
            "/rounds/second/?q=name&party=first-party",
            "/rounds/first/questions/1/",
            "/rounds/first/questions/2/",
            "/rounds/second/questions/1/",
            "/politicians/",
            "/politicians/?q=nobody-at-all",
            "/politicians/ann/",
            "/politicians/dan/",
            "/compare/",
            "/compare/?politician=ann",
            "/compare/?politician=ann&politician=ben",
            "/parties/first-party/",
            "/parties/not-given/",
            "/bodies/council/",
            "/bodies/committee/",
            "/answers/",
            "/answers/?q=text&round=first",
            "/answers/?q=nothing-of-the-kind",
            "/non-respondents/",
            "/corrections/",
            "/how-we-count/",
            "/about/",
            preview,
            f"{preview}all/",
            f"{preview}questions/1/",
        ],
        gone=["/rounds/gone/", "/rounds/never-was/"],
        feeds=[
            f"{page}feed/"
            for page in ("/", "/corrections/", "/campaigns/campaign/", *rounds, "/politicians/ann/")
        ],
        cards=[f"{round_}card.png" for round_ in rounds],
    )


def make_hostile_record() -> Hostile:
    """Two rounds, the second after the first, with every kind of row and of answer, and hostile words in each."""
    first, second = _rounds()
    _ask(first, second)
    make.make_round(slug="gone", withdrawn_at=make.PUBLISHED, withdrawal_note="Why.")
    link = PreviewLink.objects.create(
        round=second,
        made_for="Our lawyer",
        made_by=make.make_user("previewer"),
        expires_at=timezone.now() + datetime.timedelta(days=1),
    )
    make.name_publisher(contact_url="https://example.org/")
    for model in {model: None for model, _ in text_fields()}:
        for place, row in enumerate(model._base_manager.order_by("pk")):
            _fill(row, SHORTER if place else LONGEST)
    for answer in Answer.objects.exclude(ticked=""):
        answer.ticked = answer.position = answer.question.choices.split("\n")[0]
        answer.save()
    return _addresses(link.get_absolute_url())


def _rounds() -> tuple[Round, Round]:
    council = make.make_body("Council", slug="council")
    committee = make.make_body("Committee", slug="committee", kind="committee", parent=council)
    campaign, source = make.make_campaign("Campaign", slug="campaign"), make.make_source()
    given: dict[str, Any] = {"campaign": campaign, "body": committee, "questions": 0, "asked_count": 12}
    first = make.make_round(slug="first", **given)
    second = make.make_round(slug="second", follows=first, **given)
    first.sources.add(source)
    for round_ in (first, second):
        make.make_question(round_, text="What?", repeats=None)
        make.make_question(round_, kind="choice", choices="Yes\nNo")
    again, earlier = second.questions.get(number=1), first.questions.get(number=1)
    again.repeats = earlier
    again.save()
    return first, second


def _ask(first: Round, second: Round) -> None:
    source, party = first.sources.get(), make.make_party("First Party", colour="#d50000")
    people = {name: make.make_politician(name) for name in ("Ann", "Ben", "Cat", "Dan", "Eve", "Fay")}
    Identifier.objects.create(politician=people["Ann"], scheme="scheme", value="1")
    make.make_contact_address(people["Ann"], private_note="Note.")
    make.make_membership(people["Ann"], first.body, role="Role", area="Area")  # type: ignore[arg-type]  # it has one
    listed: dict[str, Recipient] = {}
    for round_ in (first, second):
        for name, politician in people.items():
            listed[name] = make.make_recipient(round_, politician=politician, party=party)
            make.make_approach(listed[name], made_on="")
        group = make.make_group(round_, "Others", size=3, decision="no_response")
        organisation = make.make_group(round_, "A branch", kind="organisation")
        _decide(listed, source.pk)
        joint = _reply(listed["Ann"], listed["Ben"], channel="email", source=source)
        make.make_answer(joint, 2, ticked="Yes", position="No")
        held = make.make_response(listed["Eve"], answers={}, spoken_by="An aide")
        make.make_answer(held, 1, withheld="held_back", withheld_note="Why.")
        make.make_response(organisation, refuses=True, statement="No.")
        make.make_recipient(round_, f"Vera {round_.slug}", volunteered=True, party=None)
        for thing in ({"answer": joint.answers.get(question__number=1)}, {"recipient": group}, {}):
            make.make_correction(round_, earlier_words="Before.", **thing)
        make.make_response(
            listed["Fay"], answers={1: "W."}, withdrawn_at=make.PUBLISHED, withdrawal_note="Why."
        )
    later = _reply(listed["Dan"], published=False)
    paraphrased = later.answers.get()
    paraphrased.is_paraphrase = paraphrased.is_cut = True
    paraphrased.carried_from = first.responses.earliest("pk").answers.get(question__number=1)
    paraphrased.save()
    carrying = make.make_response(listed["Cat"])
    make.make_answer(carrying, 1, text="", carried_from=paraphrased.carried_from)


def _reply(*recipients: Recipient, **fields: Any) -> Response:
    """A reply with words to the first question, and with a statement, of everyone named."""
    return make.make_response(*recipients, answers={1: "Words."}, statement="A statement.", **fields)


def _decide(listed: dict[str, Recipient], source: int) -> None:
    for name, decision in (("Cat", Decision.EXCUSED), ("Dan", Decision.NO_RESPONSE), ("Fay", Decision.LEFT)):
        listed[name].decision, listed[name].decision_wording = decision, "on leave"
        listed[name].decision_source_id = source
        listed[name].save()


def _fill(row: models.Model, longest: int) -> None:
    """Write hostile words into every public text of a *row*, and findable ones into every private one."""
    for model, each in text_fields():
        name = name_of(model, each)
        if not isinstance(row, model) or name in SHAPED:
            continue
        if name in ONLY_WHERE_THERE_IS_SOME and not getattr(row, each.name):
            continue
        kind = type(each)
        begins = BEGINS.get(kind, f"{each.name.replace('_', ' ')} {row.pk}")
        size = min(each.max_length or longest, longest)
        if name in NEVER_PUBLIC:
            words = f"{PRIVATE}{name}"
        elif each.name == "choices":
            words = "\n".join(hostile(200, f"choice {number} of {row.pk}") for number in (1, 2))
        else:
            words = hostile(size, "" if size < 30 else begins)
        setattr(row, each.name, words)
    row.save()
