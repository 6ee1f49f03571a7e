"""The admin, with nothing lost that was typed on the way to being saved.

A POST by somebody who is signed out is answered with the sign-in page, at the page's own address and with the
words inside it; signing in there answers with the page itself, filled and not saved.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_protect

from accountability.browser_words import key_for, say_that_words_were_saved
from accountability.model_pages import keeping_typed_words
from respondents.contention import SAME_MOMENT, is_contention
from respondents.typed_words import TypedWords, bring_back, open_only, words_of

LOOK_OVER = "Nothing has been saved yet: look it over and save."
OUT_OF_DATE = (
    "This page was out of date, mostly because you signed in again in another tab. Nothing was saved"
)
NOTHING_DONE = "Nothing has been done yet: look it over and press the button again."
NOT_READABLE = "What was carried over from the page before cannot be read, so nothing could be filled in."
NOT_FOR_YOU = "You are signed in, but you may not do this. Nothing was saved; what was typed stands below."
NO_SUCH_PAGE = (
    "There is nothing to change at this address any more. Nothing was saved; what was typed stands below."
)
NOT_FILLED = "Nothing was saved. This page cannot be filled in again; what was typed stands below."

Page = Callable[[], HttpResponse]


class TypedWordsSite(AdminSite):
    """An admin that keeps what was typed when it cannot take it."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take up a model's pages; whoever's they are, they keep typed words."""
        super().register(model_or_iterable, keeping_typed_words(admin_class or ModelAdmin), **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - as Django passes it
        """Guard a page as the admin does; a POST that it cannot take now keeps what was typed."""
        guarded: Callable[..., HttpResponse] = super().admin_view(view, cacheable)

        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or request.path == reverse("admin:logout", current_app=self.name):
                return guarded(request, *args, **kwargs)
            return self._take(request, words_of(request), lambda: guarded(request, *args, **kwargs))

        return update_wrapper(csrf_protect(keeping), guarded)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        known = self.has_permission(request)
        return {**super().each_context(request), "words_key": key_for(request.user) if known else ""}

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Sign out; the page that says so empties what this editor's browser kept."""
        told = {"signed_out": request.user.pk, "words_key": ""}
        return super().logout(request, {**told, **(extra_context or {})})

    def token_refused(self, request: HttpRequest) -> HttpResponse:
        """The answer to a page of ours whose token is old: signed in again in another tab, mostly."""
        words = words_of(request)
        if not self.has_permission(request):
            open_only(request)
            return self._sign_in_page(request, words)
        kept = "; what you typed is kept here." if words.to_copy else "."
        return self._words_page(request, words, OUT_OF_DATE + kept, HTTPStatus.FORBIDDEN, go_on=True)

    def _take(self, request: HttpRequest, words: TypedWords, page: Page) -> HttpResponse:
        """Let the page do what it was sent for, or let whoever sent it sign in first."""
        if self.has_permission(request):
            return self._fill(request, words, page) if words.came_back else self._do(request, words, page)
        if not (words.came_back and "username" in request.POST):
            open_only(request)
        answer = self._sign_in_page(request, words)
        if self.has_permission(request):  # the name and password were right
            return self._fill(request, words, page, "You are signed in again. ")
        return answer

    def _do(self, request: HttpRequest, words: TypedWords, page: Page) -> HttpResponse:
        """What the page was sent for. Where it is refused, the words are shown to be copied."""
        try:
            answer = page()
        except (PermissionDenied, Http404) as refusal:
            return self._refused(request, words, refusal)
        except OperationalError as error:
            if not is_contention(error):
                raise
            return self._words_page(request, words, SAME_MOMENT, HTTPStatus.SERVICE_UNAVAILABLE, go_on=True)
        if _is_done(request, answer):
            say_that_words_were_saved(request, answer)
            return answer
        return _with_words(request, words, answer)

    def _fill(self, request: HttpRequest, words: TypedWords, page: Page, again: str = "") -> HttpResponse:
        """The same page with the words in its form; nothing is done."""
        bring_back(request, words)
        try:
            answer = page()
        except (PermissionDenied, Http404) as refusal:
            return self._refused(request, words, refusal)
        if words.to_copy and not isinstance(answer, TemplateResponse):
            return self._words_page(request, words, f"{again}{NOT_FILLED}", HTTPStatus.OK)
        sentence = LOOK_OVER if words.to_copy else NOTHING_DONE
        messages.warning(request, f"{again}{sentence if words.are_readable else NOT_READABLE}")
        add_never_cache_headers(answer)
        return _with_words(request, words, answer)

    def _refused(self, request: HttpRequest, words: TypedWords, refusal: Exception) -> HttpResponse:
        if not words.to_copy:
            raise refusal
        if isinstance(refusal, Http404):
            return self._words_page(request, words, NO_SUCH_PAGE, HTTPStatus.NOT_FOUND)
        return self._words_page(request, words, NOT_FOR_YOU, HTTPStatus.FORBIDDEN)

    def _sign_in_page(self, request: HttpRequest, words: TypedWords) -> HttpResponse:
        """The sign-in page at the page's own address, carrying the words; it signs in when it was itself sent."""
        kept = "; what you typed is kept here, and comes back when you sign in." if words.to_copy else "."
        told = f"You were signed out. Nothing was saved{kept}"
        carried = {
            "signed_out_sentence": told if words.are_readable else NOT_READABLE,
            "typed_words": words.sealed(request.path),
            "next": request.get_full_path(),
        }
        answer: HttpResponse = self.login(request, carried)
        answer.status_code = HTTPStatus.FORBIDDEN
        return answer

    def _words_page(
        self, request: HttpRequest, words: TypedWords, told: str, status: HTTPStatus, *, go_on: bool = False
    ) -> HttpResponse:
        """What was typed, to be copied; with *go_on*, a button that fills the page with it."""
        context = {
            **self.each_context(request),
            "title": "Nothing was saved",
            "told": told,
            "words": words.to_copy,
            "typed_words": words.sealed(request.path) if go_on else "",
        }
        answer = TemplateResponse(request, "admin/typed_words.html", context, status=status)
        add_never_cache_headers(answer)
        return answer


def _is_done(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether what was sent is saved: the page leads on or says so, and does not say that something went wrong."""
    said: Any = messages.get_messages(request)
    levels = {message.level for message in said}
    said.used = False  # they are still to be read
    leads_on = answer.status_code == HTTPStatus.FOUND or getattr(request, "row_saved", False)
    return messages.ERROR not in levels and (leads_on or messages.SUCCESS in levels)


def _with_words(request: HttpRequest, words: TypedWords, answer: HttpResponse) -> HttpResponse:
    """A page that shows what is typed and not saved; what has no box on it stands above, to be copied."""
    request.words_unsaved = bool(words.to_copy)  # type: ignore[attr-defined]  # a note for the page's script
    if words.to_copy and isinstance(answer, TemplateResponse):
        answer.add_post_render_callback(partial(_show_what_is_left, words))
    return answer


def _show_what_is_left(words: TypedWords, answer: TemplateResponse) -> None:
    """Draw the page once more if some of *words* have no box on it: it was taken away while somebody typed."""
    if left := words.left_over_on(answer.content.decode()):
        answer.context_data = {**(answer.context_data or {}), "words_left": left}
        answer.content = answer.rendered_content
