"""Rows with a page of their own: whoever changes its address is told what becomes of the old one."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.forms import BaseForm, ModelForm
from django.http import HttpRequest

from respondents.admin.editorial import EditorialAdmin
from respondents.models import AddressedModel

Row = TypeVar("Row", bound=AddressedModel)

READERS_KNOW_IT = (
    "Readers know this address, and links lead to it. If you change it, the old one leads to the new one for ever, "
    "and no other can ever have it."
)


class AddressedAdmin(EditorialAdmin[Row]):
    """The admin of such rows."""

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), "former_addresses"]

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:
        """Below the address those that it had before."""
        return with_former_addresses(super().get_fieldsets(request, obj), obj)

    def get_form(
        self,
        request: HttpRequest,
        obj: Row | None = None,
        change: bool = False,  # noqa: FBT002
        **kwargs: Any,
    ) -> type[ModelForm[Row]]:
        """Warn beside an address that readers know."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None and "slug" in form.base_fields and self.was_published(obj):
            form.base_fields["slug"].help_text = READERS_KNOW_IT
        return form

    def save_model(self, request: HttpRequest, obj: Row, form: BaseForm, change: bool) -> None:
        """Keep the row; its former address leads on from the moment it has another."""
        earlier = self._address_on_file(obj) if change else None
        super().save_model(request, obj, form, change)
        slug: str = obj.slug  # type: ignore[attr-defined]  # such rows have one
        if "slug" not in form.changed_data:
            return
        obj.lead_on_from(earlier or slug)
        if earlier and earlier != slug:
            new: str = obj.get_absolute_url()  # type: ignore[attr-defined]  # such rows have one
            old = f"{new.removesuffix(f'{slug}/')}{earlier}/"
            messages.info(request, f"The address is {new} now. The old one, {old}, leads here for ever.")

    def _address_on_file(self, obj: Row) -> str:
        on_file: str = self.model._base_manager.values_list("slug", flat=True).get(pk=obj.pk)
        return on_file

    @admin.display(description="former addresses")
    def former_addresses(self, obj: Row) -> str:
        """Those that lead here, each as the end of an address."""
        return ", ".join(former.slug for former in obj.former_slugs.all()) or "none"  # type: ignore[attr-defined]


def with_former_addresses(fieldsets: Any, obj: AddressedModel | None) -> Any:
    """The fieldsets of a page with the former addresses of *obj*; for a new row as they are."""
    if obj is None:
        return fieldsets
    return [(title, {**options, "fields": _with_former(options["fields"])}) for title, options in fieldsets]


def _with_former(fields: Any) -> list[Any]:
    """The fields of one fieldset, with the former addresses after the one of today."""
    shown: list[Any] = []
    for name in fields:
        shown += [name, "former_addresses"] if name == "slug" else [name]
    return shown
