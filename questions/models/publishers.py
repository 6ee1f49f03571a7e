"""Who publishes the record: one row, which every page names."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse

from questions.models import default_texts
from questions.models.rounds import Round
from respondents.models import ContactAddress, EditorialModel, EditorialQuerySet
from respondents.whole_addresses import pattern_of

THE_ONE = 1
PLACEHOLDER_NAME = "Your newsroom"
PRIVATE = "This is a private address of somebody who is asked. Give one of the newsroom's own."
ALWAYS_THERE = "There is always one record of who publishes this: change it instead. Nothing was changed."


class PublisherQuerySet(EditorialQuerySet["Publisher"]):
    """The one record of who publishes this."""

    def get_by_natural_key(self, name: str) -> Publisher:  # noqa: ARG002 - there is only one
        return self.get(pk=THE_ONE)

    def the_one(self) -> Publisher:
        """The record; where none was ever made, an empty one."""
        return self.filter(pk=THE_ONE).first() or Publisher()

    def held(self) -> Self:
        """The record, to be held to the end of the transaction: nobody empties it meanwhile."""
        return self.select_for_update(no_key=True)


class Publisher(EditorialModel):
    """Who publishes this record, how they are told that something is wrong, and what they promise. All of it is public.

    In production nothing is published while anything of it is missing: see `questions.actions.blocks`.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    name = models.CharField(
        "name of the publication",
        max_length=200,
        blank=True,
        help_text="As readers know it; every page says it.",
    )
    run_by = models.TextField(
        "who is behind it",
        blank=True,
        help_text="Who owns and runs the publication, and who is answerable for it: a company, a charity, an editor.",
    )
    contact_email = models.EmailField(
        "public e-mail address",
        blank=True,
        help_text="For “Something wrong? Tell us”, on every page. Everybody will see it: give one that is meant for "
        "the public and read every working day.",
    )
    contact_url = models.URLField(
        "public web address",
        blank=True,
        validators=[URLValidator(["https"], message="Give an address that begins with https://.")],
        help_text="A page of yours where readers can tell you, beginning with https://. It can stand in the place of "
        "the e-mail address or beside it.",
    )
    postal_address = models.TextField(blank=True, help_text="Public too. It may stay empty.")
    corrections_policy = models.TextField(
        blank=True,
        default=default_texts.corrections_policy,
        help_text="How you put mistakes right. What is here at first is what this record does in any case.",
    )
    privacy = models.TextField(
        blank=True,
        default=default_texts.privacy,
        help_text="What becomes of what readers leave behind. "
        "Add who runs your server and how long it keeps its logs.",
    )
    accessibility = models.TextField(
        "accessibility statement",
        blank=True,
        default=default_texts.accessibility,
        help_text="What is tested, and what is not. Change it when you have had the pages tested yourselves.",
    )
    licence_name = models.CharField(
        "licence of the data",
        max_length=200,
        blank=True,
        help_text="On which terms others may use the record: “Creative Commons Attribution 4.0”.",
    )
    licence_url = models.URLField(
        "where the licence stands",
        blank=True,
        validators=[URLValidator(["https"], message="Give an address that begins with https://.")],
        help_text="“https://creativecommons.org/licenses/by/4.0/”.",
    )

    objects = PublisherQuerySet.as_manager()

    class Meta:
        verbose_name = "who publishes this"
        verbose_name_plural = "who publishes this"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=THE_ONE),
                name="publisher_stands_alone",
                violation_error_message="There is one record of who publishes this: change that one.",
            )
        ]

    def __str__(self) -> str:
        return self.name or PLACEHOLDER_NAME

    def get_absolute_url(self) -> str:
        return reverse("about")

    def natural_key(self) -> tuple[str]:
        return ("publisher",)

    def clean(self) -> None:
        """Refuse what is not meant for everybody's eyes, and what would leave public pages without a publisher."""
        self._refuse_private_addresses()
        self._refuse_emptying()

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: what is public is published by somebody."""
        raise ValidationError(ALWAYS_THERE)

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that are still to be filled in, by their labels, in the order of the page."""
        return tuple(
            label for names, label in self._to_fill() if not any(self._is_filled(name) for name in names)
        )

    def _to_fill(self) -> list[tuple[tuple[str, ...], str]]:
        """What has to be filled in: the fields of which one is enough, and what the two are called."""
        names = (
            "name",
            "run_by",
            "corrections_policy",
            "privacy",
            "accessibility",
            "licence_name",
            "licence_url",
        )
        alone = [((name,), str(self._meta.get_field(name).verbose_name)) for name in names]  # type: ignore[union-attr]
        return [*alone[:2], (("contact_email", "contact_url"), "a public contact"), *alone[2:]]

    def _is_filled(self, name: str) -> bool:
        words = getattr(self, name).strip()
        return bool(words) and words != PLACEHOLDER_NAME

    def _refuse_private_addresses(self) -> None:
        """How those who are asked can be reached is on file too, and is never published."""
        public = {
            field.name: getattr(self, field.name)
            for field in self._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
        }
        private = ContactAddress.objects.using(self._state.db).values_list("value", flat=True)
        address = pattern_of(private)
        for name, words in public.items():
            if address.search(words):
                raise ValidationError({name: PRIVATE})

    def _refuse_emptying(self) -> None:
        """What is public stays published by somebody: in production nothing of this is emptied any more."""
        if not settings.IN_PRODUCTION or not Round.objects.using(self._state.db).ever_published().exists():
            return
        on_file = Publisher.objects.using(self._state.db).the_one()
        if emptied := [label for label in self.missing if label not in on_file.missing]:
            raise ValidationError(
                f"Readers see rounds of this record, so they have to be told who publishes it: {', '.join(emptied)} "
                "cannot be emptied. Write what is to stand there instead. Nothing was changed."
            )
