from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models

from questions.models.verbatim import VerbatimTextField
from respondents.models import EditorialModel, EditorialQuerySet
from respondents.partial_dates import PartialDateField, partial_date_constraint, spell

if TYPE_CHECKING:
    from questions.models.rounds import Round


class SourceKind(models.TextChoices):
    """What sort of thing the record is taken from."""

    ARTICLE = "article", "article"
    DOCUMENT = "document", "document"
    BROADCAST = "broadcast", "broadcast"
    OTHER = "other", "other"


class SourceQuerySet(EditorialQuerySet["Source"]):
    """Sources, as the newsroom looks them up."""

    def get_by_natural_key(self, key: str) -> Source:
        return self.get(key=key)

    def of_round(self, round_: Round) -> Self:
        """The sources a round is taken from. What is private in them is left in the database."""
        return self.filter(rounds=round_).defer("text", "furniture")


class Source(EditorialModel):
    """A published article or document the record is taken from. Its archived text is private, as evidence.

    A source that prints questions and answers in order can be proof-read from its own side: fill in
    how it ends and what on the page is not part of it.
    """

    key = models.SlugField(
        max_length=120, unique=True, help_text="A short name for the source, for fixtures and lists."
    )
    kind = models.CharField(max_length=10, choices=SourceKind, default=SourceKind.ARTICLE)
    title = models.CharField(max_length=300)
    publication = models.CharField(max_length=200, blank=True, help_text="The newspaper or institution.")
    url = models.URLField("address", max_length=500, blank=True)
    published_on = PartialDateField()
    published_on_words = models.CharField(
        max_length=100, blank=True, help_text="The source's own words for it."
    )
    public_note = models.TextField(blank=True, help_text="Readers see this beside the source.")
    text = VerbatimTextField(
        "archived text", blank=True, help_text="Private, as evidence: the whole text as it was stored."
    )
    quotation_marks = models.CharField(
        max_length=2,
        blank=True,
        help_text="The two marks the source prints around an answer, such as ‘’ or ''. Empty if it prints none.",
    )
    closing_words = models.CharField(
        max_length=200,
        blank=True,
        help_text="The first words of what follows the last answer. When filled in, every paragraph from the "
        "first question to here is proof-read against the record.",
    )
    furniture = VerbatimTextField(
        "page furniture",
        blank=True,
        help_text="Private: paragraphs between the answers that are no part of the article, one a line, in the "
        "order in which they stand (captions, “Most Read”).",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "title", "key"]
        constraints = [
            partial_date_constraint("source", "published_on"),
            models.CheckConstraint(
                condition=models.Q(quotation_marks="")
                | models.Q(models.lookups.Exact(models.functions.Length("quotation_marks"), 2)),
                name="source_quotation_marks_are_a_pair",
                violation_error_message="Give both quotation marks, the opening and the closing one, or none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication}: {self.title}" if self.publication else self.title

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    @property
    def date(self) -> str:
        """When it was published, as a reader sees it; empty when the source does not say."""
        return spell(self.published_on) or self.published_on_words

    @property
    def is_proof_read(self) -> bool:
        """Whether the text is checked paragraph by paragraph against the record."""
        return bool(self.closing_words)

    def clean(self) -> None:
        """Refuse closing words that the archived text does not have."""
        if self.closing_words and self.closing_words not in self.text:
            raise ValidationError(
                {"closing_words": "The archived text has no such words. Copy them from the text exactly."}
            )
