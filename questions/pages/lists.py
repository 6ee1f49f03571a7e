"""What the front page and the pages of a campaign, a party and a body show."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from questions import sentences
from questions.counting import count_rounds
from questions.models import Answer, Campaign, Recipient, Round, Standing
from questions.models.recipients import PARTY_NOT_GIVEN
from questions.models.verbatim import paragraphs_of
from questions.pages.listed_answers import ListedAnswer, begun_answers
from questions.pages.tallies import Tally, TallyLine, tallies_of, tally, words_for
from questions.pictures.strips import Bar, Strip
from respondents.models import Body, Party

LATEST_ROUNDS = 6
LATEST_ANSWERS = 6


@dataclass(frozen=True)
class SilentRound:
    """Who declined or did not respond in one round, as the front page begins to name them."""

    round: Round
    lines: tuple[TallyLine, ...]


@dataclass(frozen=True)
class FrontPage:
    """The front page: campaigns, the latest rounds and answers, and who is silent."""

    campaigns: tuple[Campaign, ...]
    tallies: tuple[Tally, ...]
    answers: tuple[ListedAnswer, ...]
    silent: tuple[SilentRound, ...]


def load_front_page(at: datetime.datetime) -> FrontPage:
    """The front page as readers may see it at the moment *at*."""
    rounds = list(Round.objects.published(at).with_context().latest_first()[:LATEST_ROUNDS])
    counts = count_rounds(rounds, at)
    words = {each.pk: each.standing.label for count in counts.values() for each in count.recipients}
    answers = Answer.objects.published(at).with_context().with_signatories().latest_first()
    tallies = tuple(tally(round_, counts[round_.pk], words, at) for round_ in rounds)
    return FrontPage(
        tuple(Campaign.objects.published(at).with_round_count(at)),
        tallies,
        tuple(begun_answers(_one_of_each_reply(answers[: 10 * LATEST_ANSWERS])[:LATEST_ANSWERS], at)),
        tuple(_silences(tallies)),
    )


def _one_of_each_reply(answers: Iterable[Answer]) -> list[Answer]:
    """The first of *answers* that stands in each reply: one long reply would leave room for no other."""
    firsts: dict[int, Answer] = {}
    for answer in answers:
        firsts.setdefault(answer.response_id, answer)
    return list(firsts.values())


def _silences(tallies: Iterable[Tally]) -> Iterable[SilentRound]:
    """Who declined or did not respond in each round, as far as anybody did."""
    for each in tallies:
        silent = tuple(line for line in each.lines if line.standing in Standing.silent())
        if silent:
            yield SilentRound(each.round, silent)


@dataclass(frozen=True)
class CampaignPage:
    """A campaign with all its rounds."""

    campaign: Campaign
    tallies: tuple[Tally, ...]

    @property
    def description(self) -> str:
        """What it is about, in a few words: how its summary begins or, where there is none, its latest round."""
        paragraphs = paragraphs_of(self.campaign.summary)
        latest = self.tallies[-1]
        return paragraphs[0] if paragraphs else sentences.of_round(latest.round, latest.headline)

    @cached_property
    def strip(self) -> Strip:
        """Its rounds, each as a bar of everyone asked."""
        return Strip(tuple(Bar(each.round, each.count) for each in self.tallies))


def load_campaign_page(slug: str, at: datetime.datetime) -> CampaignPage | None:
    """The campaign as readers may see it at the moment *at*; None if it has no public round."""
    rounds = list(Round.objects.published(at).of_campaign(slug).with_context().in_order())
    if not rounds:
        return None
    recipients = list(
        Recipient.objects.of_rounds(*rounds).with_standing(at).with_later_reply(at).with_people().in_order()
    )
    return CampaignPage(
        rounds[0].campaign, tuple(tallies_of(rounds, recipients, words_for(recipients, at), at))
    )


@dataclass(frozen=True)
class PartyTally:
    """Whom a round asked under a party's name, and of how many others their party is not known."""

    tally: Tally
    without: int
    not_named: int

    @property
    def unknown(self) -> str:
        """How many others may be of this party too; empty if none may."""
        return sentences.party_unknown_words(self.without, self.not_named)


@dataclass(frozen=True)
class PartyPage:
    """Everyone who was asked under a party's name, round by round. No party: those of whom none was given."""

    slug: str
    party: Party | None
    tallies: tuple[PartyTally, ...]
    at: datetime.datetime

    @property
    def words(self) -> str:
        """How many of them answered; empty where others who were asked may be of this party too."""
        if self.party is None or any(each.unknown for each in self.tallies):
            return ""
        everyone = [recipient for each in self.tallies for recipient in each.tally.count.recipients]
        return sentences.replies_words(everyone, self.at)

    @property
    def name(self) -> str:
        """The party's name, or that none was given."""
        return self.party.name if self.party else sentences.capitalised(sentences.NO_PARTY)


def load_party_page(slug: str, at: datetime.datetime) -> PartyPage | None:
    """The party as asked; None of one under whose name nobody was asked in public."""
    recipients = list(
        Recipient.objects.published(at)
        .of_party(slug)
        .with_standing(at)
        .with_later_reply(at)
        .with_people()
        .latest_rounds_first()
    )
    if not recipients:
        return None
    rounds = list(dict.fromkeys(recipient.round for recipient in recipients))
    party = None if slug == PARTY_NOT_GIVEN else recipients[0].party
    unknown = Recipient.objects.of_rounds(*rounds).with_unknown_party() if party else {}
    tallies = tallies_of(rounds, recipients, words_for(recipients, at), at, whole=False)
    return PartyPage(
        slug,
        party,
        tuple(_party_tally(each, *unknown.get(each.round.pk, (0, 0))) for each in tallies),
        at,
    )


def _party_tally(tally: Tally, without: int, on_list: int) -> PartyTally:
    """A part of a round beside the rest of it, on whose list there are so many."""
    asked = tally.round.asked_count
    return PartyTally(tally, without, 0 if asked is None or not on_list else max(0, asked - on_list))


@dataclass(frozen=True)
class BodyPage:
    """A body, its committees, and the rounds that asked its members."""

    body: Body
    committees: tuple[Body, ...]
    tallies: tuple[Tally, ...]
    committee_rounds: tuple[Round, ...]


def load_body_page(slug: str, at: datetime.datetime) -> BodyPage | None:
    """The body as readers may see it; None of one whose members nobody has asked in public."""
    body = Body.objects.with_parent().at_address(slug)
    if body is None:
        return None
    rounds = list(Round.objects.published(at).asking_members_of(body).with_context().latest_first())
    if not rounds:
        return None
    recipients = list(
        Recipient.objects.of_rounds(*rounds).with_standing(at).with_later_reply(at).with_people().in_order()
    )
    asked = [*(each.body for each in rounds), *(each.body for each in recipients)]
    committees = {each.pk: each for each in asked if each and each.parent_id == body.pk}
    of_committees = {each.round_id for each in recipients if each.body_id in committees}
    return BodyPage(
        body,
        tuple(sorted(committees.values(), key=lambda committee: committee.name)),
        tuple(_tallies_of_body(body, rounds, recipients, at)),
        tuple(each for each in rounds if each.body_id in committees or each.pk in of_committees),
    )


def _tallies_of_body(
    body: Body, rounds: Sequence[Round], recipients: Sequence[Recipient], at: datetime.datetime
) -> list[Tally]:
    """The rounds of a body: counted whole where everyone asked belongs to it, else only its own members."""
    own = [each for each in recipients if (each.body_id or each.round.body_id) == body.pk]
    mixed = {each.round_id for each in recipients if (each.body_id or each.round.body_id) != body.pk}
    whole = [each for each in rounds if each.pk not in mixed and each.body_id == body.pk]
    parts = [each for each in rounds if each.pk in mixed]
    words = words_for(own, at)
    tallies = [*tallies_of(whole, own, words, at), *tallies_of(parts, own, words, at, whole=False)]
    order = {each.pk: place for place, each in enumerate(rounds)}
    return sorted(tallies, key=lambda each: order[each.round.pk])
