"""Acts on several recipients at once: an approach to all of them, or the way to their silences."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from questions.desk.links import page_of
from questions.models import Recipient
from questions.sentences import join_names
from respondents.typed_words import asks_first

MOST_IN_ADDRESS = 200


@asks_first
@admin.action(description="Record an approach to each…", permissions=["approach"])
def record_an_approach(
    model_admin: Any,  # noqa: ARG001 - as Django passes it
    request: HttpRequest,
    queryset: QuerySet[Recipient],
) -> HttpResponse | None:
    """On to the page of their round on which an approach to all those chosen is recorded."""
    return _to_page(request, queryset, "approaches")


@asks_first
@admin.action(description="Put forward or confirm no response…", permissions=["change"])
def record_no_response(
    model_admin: Any,  # noqa: ARG001 - as Django passes it
    request: HttpRequest,
    queryset: QuerySet[Recipient],
) -> HttpResponse | None:
    """On to the page of their round on which a silence is put forward or confirmed, with those chosen ticked."""
    return _to_page(request, queryset, "silences")


def _to_page(request: HttpRequest, queryset: QuerySet[Recipient], name: str) -> HttpResponse | None:
    """On to one of the pages of a round, if all those chosen are of one and fit into an address."""
    recipients = list(queryset)
    rounds = {recipient.round_id: recipient.round for recipient in recipients}
    if len(rounds) > 1:
        titles = join_names([f"“{round_}”" for round_ in rounds.values()])
        messages.error(
            request,
            f"Those chosen are on the lists of {titles}. Choose those of one round at a time: "
            "nothing was recorded.",
        )
        return None
    if len(recipients) > MOST_IN_ADDRESS:
        messages.error(
            request,
            f"{len(recipients)} are too many to carry along: choose {MOST_IN_ADDRESS} at most, or "
            "go there from the round's desk, for everyone at once. Nothing was recorded.",
        )
        return None
    (round_,) = rounds.values()
    return redirect(page_of(round_, name, recipient=[recipient.pk for recipient in recipients]))
