"""Who takes the place of somebody who left between two rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from questions.models.rounds import Round

if TYPE_CHECKING:
    from questions.models.recipients import Recipient


def refuse_wrong_place(recipient: Recipient) -> None:
    """Refuse that *recipient* takes a place which is not on the list of an earlier round, or is not free."""
    earlier = recipient.takes_place_of
    if earlier is None or recipient.round_id is None:
        return
    before = Round.objects.back_from(recipient.round).exclude(pk=recipient.round_id)
    if not before.filter(pk=earlier.round_id).exists():
        refusal = (
            f"{earlier.name} is on the list of “{earlier.round}”, and this round does not follow that one: "
            "choose somebody from the list of a round that it goes back to."
        )
    elif recipient.politician_id is not None and recipient.politician_id == earlier.politician_id:
        refusal = (
            f"Nobody takes their own place: {earlier.name} was on the list of “{earlier.round}” already."
        )
    elif earlier.politician_id is not None and recipient.round.has_on_list(earlier.politician_id):
        refusal = f"{earlier.name} is on this round's list too, so nobody can take their place."
    else:
        return
    raise ValidationError({"takes_place_of": refusal})
