"""What every page of the admin has in common: refusals are told on it, and nothing is written unseen or unchanged.

How words are kept and compared with what others saved stands in `forms`, rows within a page in `rows`.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.forms import BaseForm, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst

from respondents.admin.deletion import delete_those_seen, look_again, rows_deleted_with
from respondents.admin.forms import WORDS, EditorialForm
from respondents.admin.history import Part, history_page
from respondents.admin.rights import GuardedPages
from respondents.admin.seen import Rows, changed_since, hold_rows, seen_versions
from respondents.admin.way_back import keep_way_back, way_back
from respondents.broken_rules import refusal_of
from respondents.models import EditorialModel
from respondents.verbatim import unusual_characters

Row = TypeVar("Row", bound=EditorialModel)
STAYS = {"_continue", "_addanother"}  # the buttons that do not lead back


class EditorialAdmin(GuardedPages[Row]):
    """The admin of one kind of row: refusals become sentences on the page, and no act is half done."""

    form: type[ModelForm[Row]] = EditorialForm
    formfield_overrides = WORDS
    list_per_page = 50
    show_full_result_count = False
    history_parts: tuple[Part, ...] = ()
    leads_on = False  # whether the page of a new row holds the next step, so that saving stays there

    def is_public(self, obj: Row) -> bool:
        """Whether readers may see *obj* on an address of its own now."""
        return False

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Beside a choice stand buttons to add, open and look at what is chosen, and none to delete it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def fixed_fields(self, obj: Row) -> list[str]:
        """What stays as it is once *obj* is made: mostly its address."""
        return []

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), *([] if obj is None else self.fixed_fields(obj))]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Row | None = None) -> dict[str, Any]:
        fixed = self.get_readonly_fields(request, obj)
        filled = super().get_prepopulated_fields(request, obj)
        return {name: sources for name, sources in filled.items() if name not in fixed}

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        kept = obj is not None and self.was_published(obj)
        return not kept and super().has_delete_permission(request, obj)

    def get_view_on_site_url(self, obj: Row | None = None) -> str | None:
        if obj is None or not self.is_public(obj):
            return None
        return obj.get_absolute_url()  # type: ignore[attr-defined,no-any-return]

    def get_form(
        self,
        request: HttpRequest,
        obj: Row | None = None,
        change: bool = False,  # noqa: FBT002
        **kwargs: Any,
    ) -> type[ModelForm[Row]]:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)  # type: ignore[attr-defined]
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of one row. What an act refuses while saving undoes the whole save and is said on the page."""
        if "_saveasnew" in request.POST:  # no page offers it: a copy would take the words past every rule
            raise PermissionDenied
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, IntegrityError) as error:
            refusal = refusal_of(error) if isinstance(error, IntegrityError) else error
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history of one row and its parts, as differences of words."""
        return history_page(self, request, object_id)

    def response_add(
        self, request: HttpRequest, obj: Row, post_url_continue: str | None = None
    ) -> HttpResponse:
        answer = super().response_add(request, obj, post_url_continue)
        return keep_way_back(request, answer) if STAYS & request.POST.keys() else answer

    def response_change(self, request: HttpRequest, obj: Row) -> HttpResponse:
        answer = super().response_change(request, obj)
        return keep_way_back(request, answer) if STAYS & request.POST.keys() else answer

    def response_post_save_add(self, request: HttpRequest, obj: Row) -> HttpResponseRedirect:
        """Back to where the editor came from, else to the row itself where its page leads on, or to the list."""
        if way := way_back(request):
            return HttpResponseRedirect(way)
        if self.leads_on and self.has_view_or_change_permission(request, obj):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[obj.pk]))
        return super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Row) -> HttpResponseRedirect:
        """Back to where the editor came from, else to the list."""
        way = way_back(request)
        return HttpResponseRedirect(way) if way else super().response_post_save_change(request, obj)

    def rows_held(self, obj: Row) -> list[Rows]:
        """What is held while the page of *obj* is saved: whatever else it writes, what others belong to first."""
        return [[obj]]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Row | None:
        """The row; one that is about to be saved is held first, so that nobody saves it between here and there."""
        row = super().get_object(request, object_id, from_field)
        is_saving = request.method == "POST" and transaction.get_connection().in_atomic_block
        if row is None or not is_saving or getattr(request, "row_held", None) == row:
            return row
        hold_rows(*self.rows_held(row))
        request.row_held = row  # type: ignore[attr-defined]  # so that it is held once
        return super().get_object(request, object_id, from_field)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page of one row, with the versions it shows and what others did to its rows meanwhile."""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        page_forms = [context["adminform"].form, *(row for formset in formsets for row in formset.forms)]
        ours = [form for form in page_forms if isinstance(form, EditorialForm)]
        context["seen"] = seen_versions(*([row] for form in ours for row in form.rows_shown()))
        context["meanwhile"] = [
            *(each for formset in formsets for each in getattr(formset, "gone", [])),
            *(each for form in ours for each in form.meanwhile),
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask before *object_id* is deleted, and again if somebody changed it meanwhile."""
        changes: list[str] = []
        with transaction.atomic():
            row = self.get_object(request, unquote(object_id))
            shown = rows_deleted_with([] if row is None else [row])
            seen = seen_versions(*shown)
            if request.method == "POST" and (changes := changed_since(request, *shown)):
                look_again(request)
            told = {"seen": seen, "changes": changes, **(extra_context or {})}
            return super().delete_view(request, object_id, told)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Those of the list. The deletion of those selected asks first, and deletes what it showed."""
        actions: dict[str, Any] = super().get_actions(request)
        stock = actions.get("delete_selected")
        if stock is not None:
            actions["delete_selected"] = (delete_those_seen, *stock[1:])
        return actions

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, named after what is on it."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Row, form: BaseForm, change: bool) -> None:
        if form.changed_data or not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        warn_of_unusual_characters(request, form)
        for formset in formsets:
            for row in formset.forms:
                warn_of_unusual_characters(request, row)

    def log_change(self, request: HttpRequest, obj: Row, message: Any) -> LogEntry:
        if message:
            return super().log_change(request, obj, message)
        request.nothing_changed = True  # type: ignore[attr-defined]
        return None  # type: ignore[return-value]  # there is nothing to tell

    def message_user(
        self, request: HttpRequest, message: Any, level: Any = messages.INFO, *rest: Any, **more: Any
    ) -> None:
        """Say what was done; an unchanged save says that nothing was."""
        if level == messages.SUCCESS and getattr(request, "nothing_changed", False):
            message = "Nothing was changed, so nothing was saved."
        super().message_user(request, message, level, *rest, **more)


def warn_of_unusual_characters(request: HttpRequest, form: BaseForm) -> None:
    """Name the characters that were kept and may be slips of a copy and paste."""
    for name in form.changed_data:
        value = form.cleaned_data.get(name)
        if isinstance(value, str) and (codes := unusual_characters(value)):
            label = form.fields[name].label or name
            messages.warning(
                request,
                f"“{label}” has characters that are hardly ever meant: {', '.join(codes)}. "
                "They were kept as they are; look whether they belong there.",
            )
