"""What a page says, as facts that other programs read: JSON-LD in the words of schema.org.

Only what stands on the page: words that readers may see, attributed as they are there. A summary of the newsroom's
is no quotation, what is withheld is left out, and nobody is named as silent. Of very many answers the first are told;
`answerCount` is the number of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from questions import attribution
from questions.models import Correction, Question, Recipient, RecipientKind, Round
from questions.pages.listing import Listing
from questions.pages.question_page import QuestionPage, Shown
from questions.pages.round_page import RoundPage

Facts = dict[str, Any]
CONTEXT = "https://schema.org"
MOST_ANSWERS = 50  # so many are told word for word; the words of 650 weigh as much as the page they stand on


@singledispatch
def facts_of(page: object, origin: str) -> Facts:
    """The facts of a *page*; *origin* is the site's address."""
    raise TypeError(f"No facts are known of {page!r} at {origin}.")


@facts_of.register
def _of_question(page: QuestionPage, origin: str) -> Facts:
    address = f"{origin}{page.question.get_absolute_url()}"
    given = [shown for shown in page.answers if shown.answer.public_text]
    question = filled(
        {
            "@type": "Question",
            "@id": address,
            "name": _whole(page.question),
            "text": page.question.text,
            "answerCount": len(given),
            "datePublished": _moment(page.question.round),
            "suggestedAnswer": [_answer(shown, address, origin) for shown in given[:MOST_ANSWERS]],
        }
    )
    return filled(
        {
            "@context": CONTEXT,
            "@type": "QAPage",
            "url": address,
            "inLanguage": "en-GB",
            "isPartOf": _part_of(page.question.round, origin),
            "mainEntity": question,
            "correction": [_correction(note, origin) for note in _notes_on(page)],
        }
    )


def _whole(question: Question) -> str:
    return "\n\n".join(filter(None, [question.preamble, question.text]))


def _answer(shown: Shown, address: str, origin: str) -> Facts:
    """One answer. The newsroom's own summary stands as an abstract: its words are nobody's text."""
    said: Facts = {"abstract" if shown.answer.is_paraphrase else "text": shown.answer.public_text}
    signed = [each for each in shown.reply.signatories if not each.spoken_for] or shown.reply.signatories
    whose = "about" if shown.answer.is_paraphrase else "author"
    source = shown.reply.source
    return filled(
        {
            "@type": "Answer",
            "@id": f"{address}#{shown.id}",
            "url": f"{address}#{shown.id}",
            **said,
            whose: [_person(each.recipient, origin) for each in signed],
            "datePublished": shown.reply.response.published_at.isoformat()
            if shown.reply.response.published_at
            else "",
            "isBasedOn": source.url if source is not None else "",
            "description": " ".join(_beside(shown)),
        }
    )


def _beside(shown: Shown) -> Iterable[str]:
    """What readers are told beside the words."""
    told = [*attribution.choice_words(shown.answer), *shown.notes, attribution.fact_check_words(shown.answer)]
    if shown.replaced_by:
        told.append(attribution.REPLACED)
    if shown.replaces:
        told.append(attribution.REPLACES)
    return filter(None, told)


def _person(recipient: Recipient, origin: str) -> Facts:
    """Somebody as they were when they were asked."""
    is_person = recipient.kind == RecipientKind.PERSON
    return filled(
        {
            "@type": "Person" if is_person else "Organization",
            "name": recipient.name,
            "url": f"{origin}{recipient.get_absolute_url()}",
            "jobTitle": recipient.role if is_person else "",
            "affiliation": {"@type": "Organization", "name": recipient.party.name}
            if recipient.party is not None and is_person
            else "",
        }
    )


def _notes_on(page: QuestionPage) -> Iterable[Correction]:
    """Every correction on the page, each once."""
    beside = [note for shown in page.answers for note in shown.corrections]
    return dict.fromkeys([*page.corrections, *beside])


@facts_of.register
def _of_round(page: RoundPage, origin: str) -> Facts:
    address = f"{origin}{page.round.get_absolute_url()}"
    return filled(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": page.round.title,
            "description": page.headline,
            "abstract": page.fraction,
            "inLanguage": "en-GB",
            "datePublished": _moment(page.round),
            "isPartOf": {
                "@type": "CreativeWorkSeries",
                "name": page.round.campaign.title,
                "url": f"{origin}{page.round.campaign.get_absolute_url()}",
            },
            "hasPart": [
                {
                    "@type": "Question",
                    "@id": f"{origin}{asked.address}",
                    "url": f"{origin}{asked.address}",
                    "name": _whole(asked.question),
                    "answerCount": len([each for each in asked.answers if each.answer.public_text]),
                }
                for asked in page.questions
            ],
            "isBasedOn": [source.url for source in page.sources if source.url],
            "correction": [_correction(note, origin) for note in page.corrections],
        }
    )


@facts_of.register
def _of_corrections(page: Listing, origin: str) -> Facts:
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "name": "Corrections",
        "inLanguage": "en-GB",
        "correction": [_correction(note, origin) for note in page.rows],
    }


def _correction(note: Correction, origin: str) -> Facts:
    return {
        "@type": "CorrectionComment",
        "@id": f"{origin}{note.get_absolute_url()}",
        "url": f"{origin}{note.get_absolute_url()}",
        "name": note.get_kind_display(),
        "datePublished": note.made_on.isoformat(),
        "text": f"{note.was}\n\n{note.now}",
    }


def _part_of(round_: Round, origin: str) -> Facts:
    return {
        "@type": "CollectionPage",
        "name": round_.title,
        "url": f"{origin}{round_.get_absolute_url()}",
    }


def _moment(round_: Round) -> str:
    return round_.published_at.isoformat() if round_.published_at else ""


def filled(facts: Facts) -> Facts:
    """*facts* without those that are empty."""
    return {name: value for name, value in facts.items() if value not in ("", [], None)}
