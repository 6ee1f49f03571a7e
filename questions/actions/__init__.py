"""What editors do to the record. Each act is one transaction, refuses with sentences and returns what it made."""

from questions.actions.approaches import record_approaches
from questions.actions.deadlines import extend_deadline, set_deadline
from questions.actions.decisions import record_decision
from questions.actions.erasing import erase_contact_details
from questions.actions.follow_ups import start_follow_up_round
from questions.actions.merging import merge_politicians
from questions.actions.people import Named, add_people
from questions.actions.previews import open_preview, revoke_preview
from questions.actions.responses import publish_response, record_response, strike_response, withdraw
from questions.actions.rounds import add_members, call_off_publication, publish_round, withdraw_round
from questions.actions.silences import (
    confirm_silences,
    put_forward_silences,
    take_back_silences,
    withdraw_silences,
)

__all__ = [
    "Named",
    "add_members",
    "add_people",
    "call_off_publication",
    "confirm_silences",
    "erase_contact_details",
    "extend_deadline",
    "merge_politicians",
    "open_preview",
    "publish_response",
    "publish_round",
    "put_forward_silences",
    "record_approaches",
    "record_decision",
    "record_response",
    "revoke_preview",
    "set_deadline",
    "start_follow_up_round",
    "strike_response",
    "take_back_silences",
    "withdraw",
    "withdraw_round",
    "withdraw_silences",
]
