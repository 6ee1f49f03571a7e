"""What every row that editors keep has in common."""

from django.db import models


class EditorialModel(models.Model):
    """A row that editors enter and change by hand."""

    version = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text="Counts the saves of this row, so that a stale one can be told from a fresh one.",
    )

    class Meta:
        abstract = True
