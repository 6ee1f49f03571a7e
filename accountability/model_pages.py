"""The admin's pages of any model, filled again with words that come back from a sign-in.

Every model's pages get this when they are registered, Django's own among them.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse

from respondents.typed_words import TypedWords, open_only, typed, words_back

GONE = "What this page was about is not there any more: somebody has deleted it meanwhile."


def keeping_typed_words(admin_class: type[admin.ModelAdmin[Any]]) -> type[admin.ModelAdmin[Any]]:
    """The same pages, which fill themselves with words that come back."""
    return type(admin_class.__name__, (KeepsTypedWords, admin_class), {"__module__": admin_class.__module__})


class KeepsTypedWords(admin.ModelAdmin[Any]):
    """Pages that show words which came back, and save none of them."""

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 - as Django passes it
        **kwargs: Any,
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if words_back(request) is not None:
            form.is_valid = _is_looked_over_first  # type: ignore[method-assign]  # of a class made for this page alone
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of one row. Django fills it from a POST only, so the words are one for as long as it is made."""
        words = typed(request) if words_back(request) else None
        if words is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.method = "POST"
        request.POST = words  # type: ignore[assignment]  # the stubs know no request without a body of its own
        try:
            with transaction.atomic():
                page = super().changeform_view(request, object_id, form_url, extra_context)
                transaction.set_rollback(True)
        finally:
            open_only(request)
        return page

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; or the page that an action shows before it acts, filled again."""
        words = words_back(request)
        page = self._page_before_acting(request, words) if words else None
        return page or super().changelist_view(request, extra_context)

    def _page_before_acting(self, request: HttpRequest, words: TypedWords) -> HttpResponse | None:
        actions: dict[str, Any] = self.get_actions(request)
        action, *_ = actions.get(words.fields.get("action", ""), [None])
        if not getattr(action, "asks_first", False):
            return None
        numbers = [pk for pk in words.fields.getlist(ACTION_CHECKBOX_NAME) if pk.isdecimal()]
        chosen = self.get_queryset(request).filter(pk__in=numbers)
        page: HttpResponse | None = action(self, request, chosen) if chosen.exists() else None
        return page

    def response_add(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.row_saved = True  # type: ignore[attr-defined]  # a note for the site
        return super().response_add(request, *args, **kwargs)

    def response_change(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.row_saved = True  # type: ignore[attr-defined]  # a note for the site
        return super().response_change(request, *args, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, *args: Any) -> Any:
        """Django would go to the front page and drop the words of whoever was changing the row."""
        if request.method == "POST":
            raise Http404(GONE)
        return super()._get_obj_does_not_exist_redirect(request, *args)  # type: ignore[misc]  # Django's own method


def _is_looked_over_first(self: BaseForm) -> bool:
    """Words that came back are checked, so that the page can say what is wrong with them, and never saved."""
    self.full_clean()
    return False
