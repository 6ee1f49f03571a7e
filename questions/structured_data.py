"""What a page says, as facts that other programs read: JSON-LD in the words of schema.org.

Only what readers may see, attributed as it is on the page; of a round that somebody narrowed, the facts are those of
the whole. A summary of the newsroom's is no quotation; what is withheld, replaced by a later answer or only begun on
the page is left out, and nobody is named as silent. Of very many answers the first are told; `answerCount` is the
number of all that still hold. Words that were reported elsewhere are dated by their source, not by this record.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from questions import attribution
from questions.models import Correction, Question, Recipient, RecipientKind, Round, Source
from questions.pages.listing import Listing
from questions.pages.question_page import QuestionPage
from questions.pages.round_page import RoundPage
from questions.pages.shown_answers import Shown

Facts = dict[str, Any]
CONTEXT = "https://schema.org"
KINDS = {
    RecipientKind.PERSON: "Person",
    RecipientKind.ORGANISATION: "Organization",
    RecipientKind.GROUP: "Thing",
}
MOST_ANSWERS = 50  # so many are told word for word; the words of 650 weigh as much as the page they stand on


@singledispatch
def facts_of(page: object, origin: str) -> Facts:
    """The facts of a *page*; *origin* is the site's address."""
    raise TypeError(f"No facts are known of {page!r} at {origin}.")


@facts_of.register
def _of_question(page: QuestionPage, origin: str) -> Facts:
    address = f"{origin}{page.question.get_absolute_url()}"
    whole = [shown for shown in page.answers if not (shown.is_begun or shown.replaced_by)]
    given = [shown for shown in whole if shown.answer.public_text]
    question = filled(
        {
            "@type": "Question",
            "@id": address,
            "name": _whole(page.question),
            "text": page.question.text,
            "answerCount": page.answers_that_hold,
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
    response, source = shown.reply.response, shown.reply.source
    return filled(
        {
            "@type": "Answer",
            "@id": f"{address}#{shown.id}",
            "url": f"{origin}{shown.permanent}",
            **said,
            whose: [_person(each.recipient, origin) for each in signed],
            "dateCreated": response.received_day if response.is_reply else "",
            "datePublished": response.published_at.isoformat()
            if response.published_at and source is None
            else "",
            "isBasedOn": _work(source) if source is not None else "",
            "description": " ".join(_beside(shown)),
        }
    )


def _work(source: Source) -> Facts:
    """The article or document that words are taken from, with its own date."""
    publisher = {"@type": "Organization", "name": source.publication} if source.publication else ""
    return filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "publisher": publisher,
            "url": source.url,
            "datePublished": source.published_on,
        }
    )


def _beside(shown: Shown) -> Iterable[str]:
    """What readers are told beside the words."""
    told = [*attribution.choice_words(shown.answer), *shown.notes, attribution.fact_check_words(shown.answer)]
    if shown.replaces:
        told.append(attribution.REPLACES)
    return filter(None, told)


def _person(recipient: Recipient, origin: str) -> Facts:
    """Somebody as they were when they were asked. People without names are no organisation."""
    is_person = recipient.kind == RecipientKind.PERSON
    return filled(
        {
            "@type": KINDS[RecipientKind(recipient.kind)],
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
                    "answerCount": len(
                        [each for each in asked.answers if each.answer.public_text and not each.replaced_by]
                    ),
                }
                for asked in page.questions
            ],
            "isBasedOn": [_work(source) for source in page.sources],
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
