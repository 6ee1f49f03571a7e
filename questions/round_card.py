"""What a round's social card says and shows, in two queries; `card_painter` paints it."""

from __future__ import annotations

import datetime
import hashlib

from django.urls import reverse

from questions import sentences
from questions.card_painter import Poster
from questions.counting import Count, count_rounds
from questions.models import Round
from questions.pictures.card import card_of


def load_poster(slug: str, at: datetime.datetime) -> Poster | None:
    """The card of the round *slug* as readers may see it at the moment *at*; None if they may not."""
    round_ = Round.objects.published(at).with_context().at_address(slug)
    if round_ is None:
        return None
    count = count_rounds([round_], at)[round_.pk]
    return Poster(round_.campaign.title, round_.title, card_of(count, sentences.headline(count, at)))


def card_address(round_: Round, count: Count) -> str:
    """The address of a round's card. Its end changes with the counts, so that nobody goes on showing older ones."""
    told = repr((round_.title, [(line.standing, line.number) for line in count.lines]))
    mark = hashlib.sha256(told.encode()).hexdigest()[:8]
    return f"{reverse('round-card', args=[round_.slug])}?{mark}"


def card_words(round_: Round, count: Count, at: datetime.datetime) -> str:
    """What the card shows, in words: the same counts."""
    told = f"{sentences.isolated(round_.title)}: {sentences.headline(count, at)}"
    return f"{told} A seat for everyone asked: {sentences.counting_sentence(count)}."
