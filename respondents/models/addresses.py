"""Rows with a page of their own, and the addresses these pages had before: each leads on for ever."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from respondents.models.editorial import EditorialModel, EditorialQuerySet

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)

TAKEN = "This address belonged to another one and leads there for ever: choose another."
IN_USE = "“{slug}” is an address that is in use: only one that nothing has any more can lead on."


class AddressedQuerySet(EditorialQuerySet[Row_co]):
    """Rows that are known by their slug, the one they have and those they had."""

    def get_by_natural_key(self, slug: str) -> Row_co:
        """The row of a fixture; one that was written before the address was changed still finds it."""
        return self.known_as(slug).get()

    def known_as(self, slug: str) -> Self:
        """The one that has the slug, or had it before."""
        former = former_addresses(self.model)
        before = former._base_manager.filter(slug=slug).order_by().values(former.LEADS_TO)
        return self.filter(Q(slug=slug) | Q(pk__in=before))


class AddressedModel(EditorialModel):
    """A row with a page of its own, whose address ends in its slug. Its former addresses are its `former_slugs`."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an address that leads to something else for ever."""
        super().clean()
        self.refuse_address_of_another()

    def refuse_address_of_another(self) -> None:
        """Refuse the slug if another row of this kind had it before."""
        former = former_addresses(type(self))
        others = former._base_manager.using(self._state.db).filter(slug=self.slug)  # type: ignore[attr-defined]  # every such row has one
        if self.pk is not None:
            others = others.exclude(**{former.LEADS_TO: self.pk})
        if others.exists():
            raise ValidationError({"slug": TAKEN})

    def has_been_at(self, slug: str) -> bool:
        """Whether *slug* is an address that led here before the one of today."""
        former = former_addresses(type(self))
        return former._base_manager.filter(slug=slug, **{former.LEADS_TO: self.pk}).exists()

    def lead_on_from(self, earlier: str) -> None:
        """Let the address that ended in *earlier* lead here for ever. Call it once the new slug is saved.

        Whoever goes back to an address of their own takes it up again. Once the row is saved nobody else can be
        about to take the address unseen: on PostgreSQL the unique key has made them wait for each other.
        """
        self.refuse_address_of_another()
        former: Any = former_addresses(type(self))
        slug: str = self.slug  # type: ignore[attr-defined]  # every such row has one
        if earlier == slug:
            return
        for taken_up in former.objects.filter(slug=slug):
            taken_up.delete()
        former.objects.create(slug=earlier, **{former.LEADS_TO: self})


class FormerAddressQuerySet(EditorialQuerySet[Row_co]):
    """Former addresses, as the newsroom looks them up."""

    def get_by_natural_key(self, slug: str) -> Row_co:
        return self.get(slug=slug)

    def leading_from(self, slug: str) -> str:
        """The slug of today of whatever had *slug* before; empty if nothing ever had it."""
        path = f"{self.model.LEADS_TO}__slug"  # type: ignore[attr-defined]  # a former address has it
        return self.filter(slug=slug).values_list(path, flat=True).first() or ""

    def leading_from_any(self, slugs: Iterable[str]) -> dict[str, str]:
        """The slugs of today of whatever had one of *slugs* before."""
        path = f"{self.model.LEADS_TO}__slug"  # type: ignore[attr-defined]  # as above
        return dict(self.filter(slug__in=list(slugs)).values_list("slug", path))


class FormerAddress(EditorialModel):
    """The end of an address that a row had before: `LEADS_TO` names the foreign key to that row."""

    LEADS_TO = ""

    slug = models.SlugField(max_length=120, unique=True)

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        """Refuse to lead on from an address that is in use."""
        kind = type(self)._meta.get_field(self.LEADS_TO).related_model
        if isinstance(kind, type) and kind._base_manager.filter(slug=self.slug).exists():
            raise ValidationError({"slug": IN_USE.format(slug=self.slug)})


def former_addresses(model: type[models.Model]) -> type[FormerAddress]:
    """The model of the former addresses of one kind of row."""
    return model._meta.get_field("former_slugs").related_model  # type: ignore[return-value]  # by its name
