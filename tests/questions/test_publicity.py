"""What readers see of each kind of row, or have seen: a round's whole contents, and whatever it is shown with."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from questions.models import Round, concerns_readers
from respondents.models import Membership
from tests import factories as make

pytestmark = pytest.mark.django_db


def everything_of(round_: Round, *, response_is_public: bool = True) -> dict[str, models.Model]:
    """One row of every kind that belongs to *round_* or is shown with it."""
    council = make.make_body(f"Council of {round_.slug}")
    round_.body = make.make_body(f"Committee of {round_.slug}", kind="committee", parent=council)
    round_.save()
    party = make.make_party(f"Party of {round_.slug}")
    ann = make.make_recipient(round_, f"Ann of {round_.slug}", party=party)
    response = make.make_response(ann, answers={1: "Yes."}, published=response_is_public)
    named, taken, decided = make.make_source(), make.make_source(), make.make_source()
    round_.sources.add(named)
    response.source = taken
    response.save()
    ann.decision_source, ann.decision, ann.decision_wording = decided, "excused", "on leave"
    ann.save()
    assert ann.politician is not None
    return {
        "campaign": round_.campaign,
        "round": round_,
        "question": round_.questions.get(number=1),
        "recipient": ann,
        "approach": make.make_approach(ann),
        "correction": make.make_correction(round_),
        "response": response,
        "signatory": response.signatories.get(),
        "answer": response.answers.get(),
        "source named by the round": named,
        "source of a response": taken,
        "source of a decision": decided,
        "politician": ann.politician,
        "party": party,
        "committee": round_.body,
        "council": council,
    }


def seen(rows: dict[str, models.Model]) -> set[str]:
    return {name for name, row in rows.items() if concerns_readers(row)}


@pytest.mark.parametrize("moment", ["past", "ahead", "withdrawn"])
def test_all_of_a_round_is_public_with_it_and_stays_so(moment: str) -> None:
    """A moment that lies ahead counts, and so does a withdrawal: the words were seen, or will be without a look."""
    fields: dict[str, Any] = {"past": {}, "ahead": {"published_at": make.PUBLISHED.replace(year=2999)}}.get(
        moment, {"withdrawn_at": make.PUBLISHED, "withdrawal_note": "Wrong."}
    )
    rows = everything_of(make.make_round(**fields))
    assert seen(rows) == set(rows)


def test_nothing_of_a_draft_is_public() -> None:
    assert seen(everything_of(make.make_round(published=False), response_is_public=False)) == set()


def test_a_response_that_is_not_published_yet_is_not_public_in_a_public_round() -> None:
    rows = everything_of(make.make_round(), response_is_public=False)
    assert set(rows) - seen(rows) == {"response", "signatory", "answer"}


def test_what_is_new_is_not_public_but_with_its_round() -> None:
    round_ = make.make_round()
    for kind in ("campaign", "source", "politician", "party", "body"):
        rows = everything_of(make.make_round(published=False), response_is_public=False)
        row = rows["council" if kind == "body" else "source of a response" if kind == "source" else kind]
        assert not concerns_readers(type(row)())
    ann = make.make_recipient(round_)
    assert concerns_readers(type(ann)(round=round_))


def test_what_no_page_shows_is_not_public() -> None:
    rows = everything_of(make.make_round())
    seat = Membership.objects.create(politician=rows["politician"], body=rows["council"])  # type: ignore[misc]
    assert not concerns_readers(seat)
    assert not concerns_readers(make.make_contact_address(rows["politician"]))  # type: ignore[arg-type]
