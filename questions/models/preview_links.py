"""Addresses at which people without an account may look at a round before readers do."""

from __future__ import annotations

import datetime
import secrets
from typing import Self

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from questions.models.rounds import Round
from respondents.models import EditorialModel, EditorialQuerySet

LONGEST = datetime.timedelta(days=7)
SIGNER = signing.Signer(salt="questions.preview_links")


def new_preview_key() -> str:
    """192 random bits, in letters that stand in an address as they are."""
    return secrets.token_urlsafe(24)


class PreviewLinkQuerySet(EditorialQuerySet["PreviewLink"]):
    """Preview links, as the newsroom speaks of them."""

    def open(self, at: datetime.datetime | None = None) -> Self:
        """Links that show something at the moment *at*."""
        moment = at or timezone.now()
        return self.filter(expires_at__gt=moment, revoked_at__isnull=True)

    def latest_first(self) -> Self:
        """The links made last come first."""
        return self.order_by("-pk")

    def with_round(self) -> Self:
        """Each link with its round and whoever made it at hand."""
        return self.select_related("round__campaign", "made_by")

    def at_address(self, token: str) -> PreviewLink | None:
        """The link that *token* leads to, open or not; None for a token that was never given out."""
        try:
            key = SIGNER.unsign(token)
        except signing.BadSignature:
            return None
        return self.with_round().filter(key=key).first()


class PreviewLink(EditorialModel):
    """A link that shows one round as readers would see it if it were published now.

    The address holds the key and a signature of it, so that a copy of the database opens nothing.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="preview_links")
    key = models.CharField(max_length=40, unique=True, default=new_preview_key, editable=False)
    made_for = models.CharField(
        "for whom", max_length=200, help_text="Who gets the link: “our lawyer”. For the newsroom only."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="preview_links"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"preview of “{self.round}” for {self.made_for}"

    def get_absolute_url(self) -> str:
        return reverse("preview", args=[self.token])

    @property
    def token(self) -> str:
        """What the address ends in."""
        return SIGNER.sign(self.key)

    def is_open(self, at: datetime.datetime | None = None) -> bool:
        """Whether it shows anything at the moment *at*: the same condition as `PreviewLinkQuerySet.open`."""
        return self.revoked_at is None and self.expires_at > (at or timezone.now())

    def has_come_out(self, at: datetime.datetime | None = None) -> bool:
        """Whether what it was made to show has become public since: it then leads to the readers' page."""
        published_at = self.round.published_at
        return published_at is not None and self.made_at < published_at <= (at or timezone.now())

    def clean(self) -> None:
        """Refuse a link that would last longer than a week."""
        if not self.made_at < self.expires_at <= self.made_at + LONGEST:
            raise ValidationError({"expires_at": "A preview link lasts seven days at most."})
