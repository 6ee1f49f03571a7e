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
    return None if round_ is None else poster_of(round_, count_rounds([round_], at)[round_.pk], at)


def poster_of(round_: Round, count: Count, at: datetime.datetime) -> Poster:
    """The card of a round that was counted."""
    return Poster(round_.campaign.title, round_.title, card_of(count, sentences.headline(count, at)))


def mark_of(poster: Poster) -> str:
    """A few letters that are others as soon as anything on the card is."""
    return hashlib.sha256(repr(poster).encode()).hexdigest()[:8]


def card_address(round_: Round, count: Count, at: datetime.datetime) -> str:
    """The address of a round's card. Its end changes with all that it shows: nobody goes on showing an older one."""
    return f"{reverse('round-card', args=[round_.slug])}?{mark_of(poster_of(round_, count, at))}"


def card_words(round_: Round, count: Count, at: datetime.datetime) -> str:
    """What the card shows, in words: the same counts."""
    told = f"{sentences.isolated(round_.title)}: {sentences.headline(count, at)}"
    return f"{told} A seat for everyone asked: {sentences.counting_sentence(count)}."
