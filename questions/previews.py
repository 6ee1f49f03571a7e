"""What readers will see of a round once it is published, before anything is changed."""

from __future__ import annotations

import datetime

from django.db.models import Prefetch, prefetch_related_objects

from questions.models import Recipient, Response, Round
from questions.models.recipients import RecipientQuerySet
from questions.models.standings import standing_of


def as_if_published(round_: Round, moment: datetime.datetime) -> list[Recipient]:
    """Everyone on the list with the standing they will have when *round_* is published at *moment*.

    Every response that has never been public is taken as published with it, as `publish_round` does. The
    rows are only read: nothing of this may be saved.
    """
    prefetch_related_objects([round_], "questions__put_to")
    listed: RecipientQuerySet = round_.recipients.all()
    recipients = list(
        listed.select_related("party", "politician", "decision_source")
        .prefetch_related(
            "approaches",
            Prefetch("signatures__response", Response.objects.prefetch_related("answers")),
        )
        .in_order()
    )
    first_time = round_.published_at is None
    for recipient in recipients:
        recipient.round = round_
        for signature in recipient.signatures.all():
            if first_time and signature.response.published_at is None:
                signature.response.published_at = moment
        standing = standing_of(recipient, moment)
        recipient.__dict__["annotated_standing"] = standing.value
    return recipients
