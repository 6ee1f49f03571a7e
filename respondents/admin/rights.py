"""What readers see is changed by whoever may correct it. For everybody else it is read-only, wherever it is shown.

A row that readers see, or have seen, is *closed* to a reporter. What readers never see of it, its `private_fields`,
stays open, and so do the rows below it that an inline declares open. Whoever sends what the page does not offer is
refused with a sentence and nothing is saved: the page may have been opened before the row became public, and what
was typed there must not be dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse

from respondents.publicity import concerns_readers

Row = TypeVar("Row", bound=models.Model)

# The right to change anything that readers see; the questions' own, as publication is.
CORRECT_PUBLISHED = "questions.correct_published"
CLOSED = "Readers see this, so only a publisher can change it. If something is wrong, tell one."
CLOSED_IN_PART = f"{CLOSED} What readers never see stays open to you."
FOR_A_PUBLISHER = "Readers see this by now, so only a publisher can change it. Nothing was saved."


class GuardedPages(admin.ModelAdmin[Row]):
    """The pages of rows that readers may see."""

    # What readers never see of a row.
    private_fields: Collection[str] = ()
    # Fields that take a right of their own, whoever sees them: the right, then the fields.
    reserved_fields: Mapping[str, Collection[str]] = {}
    # Whether adding a row that readers see at once stays open to whoever may not correct one.
    adding_is_open = False

    def was_published(self, obj: Row) -> bool:
        """Whether *obj* was ever public: it can then be withdrawn or corrected, never deleted."""
        return concerns_readers(obj)

    def is_closed(self, request: HttpRequest, obj: Row | None) -> bool:
        """Whether readers see *obj*, and whoever asks may not change what they see."""
        return obj is not None and not request.user.has_perm(CORRECT_PUBLISHED) and self.was_published(obj)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """A closed row of which nothing stays open can only be looked at."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (self._has_open_parts() or not self.is_closed(request, obj))

    def _has_open_parts(self) -> bool:
        below = [inline for inline in self.inlines if issubclass(inline, GuardedRows)]
        return bool(self.private_fields) or any(inline.open_acts for inline in below)

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> list[Any]:
        fields = list(super().get_readonly_fields(request, obj))
        fields += [name for name in self._fields_reserved(request) if name not in fields]
        if self.is_closed(request, obj):
            fields += [name for name in self._fields_readers_see() if name not in fields]
        return fields

    def _fields_reserved(self, request: HttpRequest) -> list[str]:
        reserved = self.reserved_fields.items()
        return [name for right, names in reserved if not request.user.has_perm(right) for name in names]

    def _fields_readers_see(self) -> list[str]:
        """All that can be entered, but what is said to be private: a field that is new is closed."""
        own = [field.name for field in (*self.opts.fields, *self.opts.many_to_many) if field.editable]
        declared = list(getattr(self.form, "declared_fields", {}))
        return [name for name in dict.fromkeys([*own, *declared]) if name not in self.private_fields]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Row | None:
        """The row; for whoever may not even look, no address leads anywhere, whether something is there or not."""
        if not self.has_view_or_change_permission(request):
            raise Http404("There is nothing at this address.")
        return super().get_object(request, object_id, from_field)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None and not _is_refused(request):
            obj = self.get_object(request, object_id)
            if self.has_change_permission(request, obj):
                self._refuse_closed_fields(request, obj)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _refuse_closed_fields(self, request: HttpRequest, obj: Row | None) -> None:
        closed = set(self._fields_reserved(request))
        if self.is_closed(request, obj):
            closed |= set(self._fields_readers_see())
        shown = flatten_fieldsets(self.get_fieldsets(request, obj))
        if any(name in request.POST for name in shown if name in closed):
            raise ValidationError(FOR_A_PUBLISHER)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        if request.method == "POST" and isinstance(inline, GuardedRows) and not _is_refused(request):
            inline.refuse_closed_rows(request, obj, prefix)
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page of a row; where it is closed to somebody who works on others, it says so at the top."""
        obj = kwargs.get("obj")
        if self.is_closed(request, obj) and super().has_change_permission(request, obj):
            told = CLOSED_IN_PART if self._has_open_parts() else CLOSED
            form = context["adminform"]
            form.fieldsets = [(None, {"description": told, "fields": []}), *form.fieldsets]
        context["is_closed"] = self.is_closed(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Row, form: BaseForm, change: bool) -> None:
        if not change and not self.adding_is_open and self.is_closed(request, obj):
            raise ValidationError(FOR_A_PUBLISHER)
        super().save_model(request, obj, form, change)


class GuardedRows(admin.options.InlineModelAdmin[Row, Any]):
    """Rows within another row's page. Once readers see that row, these are closed with it."""

    # What stays open all the same: "add", "change", "delete".
    open_acts: Collection[str] = ()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open("add", request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open("change", request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open("delete", request, obj) and super().has_delete_permission(request, obj)

    def _is_open(self, act: str, request: HttpRequest, obj: Any) -> bool:
        if act in self.open_acts:
            return True
        page = self.admin_site.get_model_admin(self.parent_model)
        return not (isinstance(page, GuardedPages) and page.is_closed(request, obj))

    def refuse_closed_rows(self, request: HttpRequest, obj: Any, prefix: str) -> None:
        """Refuse whatever was sent of rows that the page shows without boxes: a page from before they were public."""
        written = re.compile(rf"\A{re.escape(prefix)}-(\d+)-(\w+)\Z")
        on_file = request.POST.get(f"{prefix}-INITIAL_FORMS", "0")
        before = int(on_file) if on_file.isdecimal() else 0
        boxes = set(flatten_fieldsets(self.get_fieldsets(request, obj))) - set(self.readonly_fields)
        for name in request.POST:
            if match := written.match(name):
                act = "change" if int(match[1]) < before else "add"
                act = "delete" if match[2] == "DELETE" else act
                if (match[2] in boxes or act == "delete") and not self._is_open(act, request, obj):
                    raise ValidationError(FOR_A_PUBLISHER)


def _is_refused(request: HttpRequest) -> bool:
    """Whether the page is drawn once more, to say why nothing was saved."""
    return getattr(request, "refusal", None) is not None
