"""Recipients as the newsroom speaks of them: the adjectives and orders of `Recipient`'s querysets."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.functions import Coalesce

from questions.models.answers import Answer
from questions.models.approaches import Approach, Outcome
from questions.models.chains import Earlier, Later, same_one
from questions.models.publication import published_condition
from questions.models.questions import Question
from questions.models.responses import Origin
from questions.models.rounds import Round
from questions.models.signatories import Signatory
from questions.models.standings import Standing, standing_condition, standing_expression
from respondents.models import EditorialQuerySet, Politician
from respondents.partial_dates import last_day

if TYPE_CHECKING:
    from questions.models.recipients import Recipient

PARTY_NOT_GIVEN = "not-given"  # in addresses
NO_PARTY = "party not given"  # in sentences


class RecipientKind(models.TextChoices):
    """What stands on the list: somebody, something that answers as one, or people without names."""

    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation that answers as one"
    GROUP = "group", "unnamed group"


class RecipientQuerySet(EditorialQuerySet["Recipient"]):
    """Recipients, as the newsroom speaks of them. `at` is the moment that counts; now, if none is given."""

    def get_by_natural_key(self, round_slug: str, slug: str) -> Recipient:
        return self.get(round__in=Round.objects.known_as(round_slug).order_by(), slug=slug)

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Recipients of rounds that readers may see."""
        return self.filter(published_condition(at, "round__"))

    def with_standing(self, at: datetime.datetime | None = None) -> Self:
        """Each recipient with its standing worked out by the database (`Recipient.standing` reads it)."""
        return self.annotate(annotated_standing=standing_expression(at))

    def with_later_reply(self, at: datetime.datetime | None = None) -> Self:
        """Each recipient with whether they replied to a public round that follows theirs (`has_since_replied`).

        However many rounds on. A reply counts from the moment it is recorded, published or not.
        """
        later = models.Q(response__round__in=Later(models.OuterRef("round"), Round, "follows"))
        replies = Signatory.objects.filter(
            later,
            ~models.Q(response__round=models.OuterRef("round")),
            same_one("recipient__"),
            published_condition(at, "response__round__"),
            response__origin__in=Origin.replies(),
        )
        return self.annotate(annotated_later_reply=models.Exists(replies))

    def standing(self, *standings: Standing, at: datetime.datetime | None = None) -> Self:
        """Recipients who stand in one of *standings*."""
        condition = models.Q(pk__in=[])
        for standing in standings:
            condition |= standing_condition(standing, at)
        return self.filter(condition)

    def answered(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.ANSWERED, at=at)

    def partly_answered(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.PARTLY_ANSWERED, at=at)

    def declined(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.DECLINED, at=at)

    def sent_statement(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.STATEMENT, at=at)

    def replied_otherwise(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.REPLIED, at=at)

    def excused(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.EXCUSED, at=at)

    def unreachable(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.UNREACHABLE, at=at)

    def left(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.LEFT, at=at)

    def not_reported(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.NOT_REPORTED, at=at)

    def not_responded(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.NO_RESPONSE, at=at)

    def awaiting(self, at: datetime.datetime | None = None) -> Self:
        return self.standing(Standing.AWAITING, at=at)

    def silent(self, at: datetime.datetime | None = None) -> Self:
        """Non-respondents: declined, or no response."""
        return self.standing(*Standing.silent(), at=at)

    def with_deadline(self) -> Self:
        """Each recipient with the deadline that counts for them, their own or the round's, for further filters."""
        own = models.When(own_deadline_on="", then=models.F("round__deadline_on"))
        counts = models.Case(own, default=models.F("own_deadline_on"))
        return self.alias(counting_deadline=counts).alias(last_chance=last_day("counting_deadline"))

    def with_unknown_party(self) -> dict[int, tuple[int, int]]:
        """For each round: how many of those on its list are given no party, and how many it counts at all."""
        one = models.Case(
            models.When(kind=RecipientKind.GROUP, then=Coalesce("size", 0)), default=models.Value(1)
        )
        rows = (
            self.asked()
            .order_by()
            .values("round")
            .annotate(
                without=Coalesce(models.Sum(one, filter=models.Q(party=None)), 0), counted=models.Sum(one)
            )
        )
        return {row["round"]: (row["without"], row["counted"]) for row in rows}

    def due_on(self, day: datetime.date) -> Self:
        """Those whose deadline is this very *day*."""
        return self.with_deadline().filter(counting_deadline=day.isoformat())

    def past_deadline(self, today: datetime.date) -> Self:
        """Those whose deadline has certainly passed on the day *today*."""
        return self.with_deadline().filter(last_chance__gt="", last_chance__lt=today.isoformat())

    def reached_in_time(self) -> Self:
        """Those whom an approach certainly reached by their deadline: the evidence for a silence."""
        reached = Approach.objects.delivered().exclude(made_on="").filter(recipient=models.OuterRef("pk"))
        in_time = reached.alias(made_until=last_day("made_on")).filter(
            made_until__lte=models.OuterRef("last_chance")
        )
        return self.with_deadline().filter(models.Exists(in_time))

    def bounced(self) -> Self:
        """Those with an approach that bounced and none after it that reached them."""
        reached = Approach.objects.delivered().filter(recipient=models.OuterRef("recipient"))
        later = models.Q(made_on__gt=models.OuterRef("made_on")) | models.Q(
            models.Q(made_on=models.OuterRef("made_on")) | models.Q(made_on=""), pk__gt=models.OuterRef("pk")
        )
        bounced = Approach.objects.filter(recipient=models.OuterRef("pk"), outcome=Outcome.BOUNCED)
        return self.filter(models.Exists(bounced.filter(~models.Exists(reached.filter(later)))))

    def called_silent_beside_a_reply(self) -> Self:
        """Those of whom a silence is recorded or put forward although a reply of theirs is on file."""
        replies = Signatory.objects.filter(
            recipient=models.OuterRef("pk"), response__origin__in=Origin.replies()
        )
        called_silent = models.Q(decision=Standing.NO_RESPONSE.value) | models.Q(put_forward_at__isnull=False)
        return self.filter(called_silent, models.Exists(replies))

    def asked(self) -> Self:
        """Those the round counts: not whoever wrote in unasked."""
        return self.filter(volunteered=False)

    def of_rounds(self, *rounds: Round) -> Self:
        """Those on the lists of *rounds*."""
        return self.filter(round__in=[round_.pk for round_ in rounds])

    def before(self, round_: Round) -> Self:
        """Those on the lists of the rounds that *round_* goes back to, the latest round first."""
        earlier = self.filter(round__in=Earlier(round_.pk, Round, "follows")).exclude(round=round_)
        return earlier.order_by("-round_id", "position", "pk")

    def of_round(self, slug: str) -> Self:
        """Those on the list of one round."""
        return self.filter(round__slug=slug)

    def of_campaign(self, slug: str) -> Self:
        """Those on the list of any round of a campaign."""
        return self.filter(round__campaign__slug=slug)

    def of_body(self, slug: str) -> Self:
        """Those asked as members of a body: their own where it differs, else the round's."""
        return self.filter(models.Q(body__slug=slug) | models.Q(body__isnull=True, round__body__slug=slug))

    def of_politician(self, slug: str) -> Self:
        """The same person on the list of any round."""
        return self.filter(politician__slug=slug)

    def of_any_politician(self, *slugs: str) -> Self:
        """Any of the same people on the list of any round."""
        return self.filter(politician__slug__in=slugs)

    def beside_numbered_names(self, slug: str) -> Self:
        """The same person on the list of any round, and on these lists everyone whose short name ends in a number.

        Such a name may be what a second answer of somebody else's would be called.
        """
        rounds = self.of_politician(slug).order_by().values("round")
        return self.filter(
            models.Q(politician__slug=slug) | models.Q(round__in=rounds, slug__regex=r"-[0-9]+$")
        )

    def around_question(self, question: Question) -> Self:
        """Those on the list of a question's round, and of rounds whose answers are carried forward to it."""
        rounds = Answer.objects.carried_to(question).order_by().values("question__round")
        return self.filter(models.Q(round=question.round_id) | models.Q(round__in=rounds))

    def with_what_they_signed(self) -> models.QuerySet[Recipient, Any]:
        """A row for each recipient, response and answer of theirs, in the order of the responses; without words."""
        signed = "signatures__response"
        return (
            self.order_by(f"{signed}_id", "signatures__position", "signatures__pk")
            .annotate(
                response_id=models.F(signed),
                origin=models.F(f"{signed}__origin"),
                published_at=models.F(f"{signed}__published_at"),
                withdrawn_at=models.F(f"{signed}__withdrawn_at"),
                answer_id=models.F(f"{signed}__answers"),
                question_number=models.F(f"{signed}__answers__question__number"),
                replaces_id=models.F(f"{signed}__answers__replaces"),
            )
            .values_list(
                "pk",
                "slug",
                "round_id",
                "response_id",
                "origin",
                "published_at",
                "withdrawn_at",
                "answer_id",
                "question_number",
                "replaces_id",
                named=True,
            )
        )

    def with_choices(
        self, at: datetime.datetime | None = None, *more: str
    ) -> models.QuerySet[Recipient, Any]:
        """A row for each recipient with what lists are narrowed by: campaign, round, body, party and standing.

        What it tells *more* comes after these.
        """
        return (
            self.order_by()
            .annotate(
                campaign_slug=models.F("round__campaign__slug"),
                round_slug=models.F("round__slug"),
                body_slug=Coalesce("body__slug", "round__body__slug"),
                party_slug=Coalesce("party__slug", models.Value(PARTY_NOT_GIVEN)),
                stands=standing_expression(at),
            )
            .values_list("pk", "campaign_slug", "round_slug", "body_slug", "party_slug", "stands", *more)
        )

    def who_signed(self, signatories: models.QuerySet[Any, Any]) -> Self:
        """Those who are among *signatories*."""
        return self.filter(pk__in=signatories.order_by().values("recipient"))

    def of_politicians(self, *politicians: Politician) -> Self:
        """The same people on the list of any round."""
        return self.filter(politician__in=[politician.pk for politician in politicians])

    def of_party(self, slug: str) -> Self:
        """Those asked under a party's name; `PARTY_NOT_GIVEN` for those of whom none was given."""
        return self.filter(party=None) if slug == PARTY_NOT_GIVEN else self.filter(party__slug=slug)

    def with_people(self) -> Self:
        """Each recipient with politician, party, source of the decision and round at hand."""
        return self.select_related(
            "politician",
            "party",
            "body",
            "decision_source",
            "round__campaign",
            "round__body",
            "takes_place_of__round",
            "takes_place_of__politician",
        )

    def in_order(self) -> Self:
        """As they stand on the round's list."""
        return self.order_by("round_id", "position", "pk")

    def latest_rounds_first(self) -> Self:
        """The rounds that were made public last come first; within each as they stand on its list."""
        return self.order_by("-round__published_at", "-round_id", "position", "pk")

    def as_asked_over_time(self) -> Self:
        """In the order in which the rounds were asked, as far as that is known."""
        return self.order_by("round__asked_on", "round__published_at", "round_id", "position", "pk")
