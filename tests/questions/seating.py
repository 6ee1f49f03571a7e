"""Rounds without a database: recipients whose standing is at hand, as a page has read them."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import strategies as st

from questions.counting import Count
from questions.models import Recipient, RecipientKind, Standing
from respondents.models import Party

NUMBERS = count(1)
LABOUR = Party(pk=1, slug="labour", name="Labour", adjective="Labour", colour="#e4003b")
GREEN = Party(pk=2, slug="green", name="Green Party", adjective="Green Party", colour="#6ab023")
LOCAL = Party(pk=3, slug="local", name="Local Voice", adjective="Local Voice")


def seated(
    standing: Standing = Standing.ANSWERED, name: str = "", party: Party | None = None, **fields: Any
) -> Recipient:
    number = next(NUMBERS)
    recipient = Recipient(
        pk=number, slug=f"person-{number}", name=name or f"Person {number}", party=party, **fields
    )
    recipient.__dict__["annotated_standing"] = standing.value
    return recipient


def group(standing: Standing = Standing.NO_RESPONSE, size: int | None = None, **fields: Any) -> Recipient:
    return seated(standing, kind=RecipientKind.GROUP, size=size, **{"name": "Councillors", **fields})


people = st.builds(
    seated,
    st.sampled_from(list(Standing)),
    party=st.sampled_from([None, LABOUR, GREEN, LOCAL]),
    volunteered=st.sampled_from([False, False, False, True]),
)
groups = st.builds(group, st.sampled_from(list(Standing)), st.none() | st.integers(1, 60))
counts = st.builds(
    Count,
    st.none() | st.integers(0, 300),
    st.lists(people | people | groups, max_size=90).map(tuple),
)
