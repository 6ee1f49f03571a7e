from django.db import models

from questions.models.recipient_adjectives import RecipientQuerySet
from questions.models.recipients import Recipient


class NonRespondentManager(models.Manager["NonRespondent"]):
    """The chase list: whoever was asked and has neither answered nor is let off."""

    def get_queryset(self) -> RecipientQuerySet:  # type: ignore[override]
        return RecipientQuerySet(self.model, using=self._db).silent()


class NonRespondent(Recipient):
    """A recipient who was asked and has neither answered nor is let off: *declined* or *no response*."""

    objects = NonRespondentManager()  # type: ignore[assignment,misc]

    class Meta:
        proxy = True
        ordering = ["round", "position", "pk"]
        verbose_name = "non-respondent"
