"""Letting people without an account look at a round before readers do."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.history import hold, note_in_history
from questions.models import PreviewLink, Round


@act
def open_preview(*, round: Round, made_for: str, lasts: datetime.timedelta, by: User) -> PreviewLink:
    """Make a link that shows *round* as it would look, to *made_for*, for as long as it *lasts*: a week at most.

    Raises `ValidationError` for a longer one, or when it is not said whom it is for.
    """
    now = timezone.now()
    link = PreviewLink(round=round, made_for=made_for, made_by=by, made_at=now, expires_at=now + lasts)
    link.full_clean()
    link.save()
    note_in_history(round, by, f"Made a preview link for {made_for}.")
    return link


@act
def revoke_preview(*, link: PreviewLink, by: User) -> PreviewLink:
    """Take a link back: from now on its address shows nothing. Raises `ValidationError` if it does not any more."""
    hold(link)
    if not link.is_open():
        raise ValidationError("This link shows nothing any more: it has expired or was taken back.")
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    note_in_history(link.round, by, f"Took back the preview link for {link.made_for}.")
    return link
