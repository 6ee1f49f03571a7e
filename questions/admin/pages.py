"""What the desk's own pages have in common: who may open them, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from questions.models import Answer, Approach, Recipient, Response, Round, Signatory
from respondents.admin.rights import GuardedPages
from respondents.admin.seen import Rows

Row = TypeVar("Row", bound=models.Model)


def own_pages(model_admin: ModelAdmin[Row], **pages: Callable[..., HttpResponse]) -> list[URLPattern]:
    """The addresses of the pages that a kind of row has besides the admin's own, by their names."""
    options = model_admin.opts
    return [
        path(
            f"<int:object_id>/{name}/",
            model_admin.admin_site.admin_view(partial(view, model_admin)),
            name=f"{options.app_label}_{options.model_name}_{name}",
        )
        for name, view in pages.items()
    ]


def row_to_act_on(
    model_admin: ModelAdmin[Row], request: HttpRequest, object_id: int, *, right: str = ""
) -> Row:
    """The row that a page is about, for whoever may change it and has the *right* that the act takes."""
    row = model_admin.get_object(request, str(object_id))
    if not model_admin.has_change_permission(request, row) or (right and not request.user.has_perm(right)):
        raise PermissionDenied
    if row is None:
        raise Http404(f"There is no {model_admin.opts.verbose_name} with the number {object_id}.")
    return row


def row_to_see(model_admin: ModelAdmin[Row], request: HttpRequest, object_id: int) -> Row:
    """The row that a page is about, for whoever may look at it."""
    row = model_admin.get_object(request, str(object_id))
    if not model_admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    if row is None:
        raise Http404(f"There is no {model_admin.opts.verbose_name} with the number {object_id}.")
    return row


def refuse_closed(model_admin: GuardedPages[Row], request: HttpRequest, row: Row) -> None:
    """Refuse whoever may not change what readers see of *row*."""
    if model_admin.is_closed(request, row):
        raise PermissionDenied


def signed_in(request: HttpRequest) -> User:
    """Whoever acts: the admin's pages are open to nobody who is not signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def whole_number(words: str) -> int:
    """The number that an address or a form gives; 0, which no row has, for anything else."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 19 else 0


def round_shown(request: HttpRequest) -> dict[str, Any]:
    """The round whose list is looked at, for a link back to it; none where the list is of all rounds."""
    number = whole_number(request.GET.get("round__id__exact", ""))
    return {"round_shown": Round.objects.filter(pk=number).first()}


def rows_of_round(round_: Round) -> list[Rows]:
    """All that a round's page shows, for `seen`: the round first, then whatever belongs to what stands before it."""
    return [
        [round_],
        round_.questions.all(),
        round_.recipients.all(),
        Approach.objects.filter(recipient__round=round_),
        round_.responses.all(),
        Signatory.objects.filter(response__round=round_),
        Answer.objects.filter(response__round=round_),
    ]


def rows_of_response(response: Response) -> list[Rows]:
    """All that a response's page shows, for `seen`."""
    return [[response.round], [response], response.signatories.all(), response.answers.all()]


def rows_about(recipients: QuerySet[Recipient]) -> list[Rows]:
    """All that says where *recipients* stand, for `seen`: a reply that came in is noticed."""
    those = recipients.order_by().values("pk")
    return [
        Round.objects.filter(recipients__in=those),
        recipients,
        Approach.objects.filter(recipient__in=those),
        Response.objects.filter(signatories__recipient__in=those),
    ]


def page(
    model_admin: ModelAdmin[Row], request: HttpRequest, template: str, title: str, **context: Any
) -> HttpResponse:
    """One of the desk's own pages, in the admin's frame."""
    frame = model_admin.admin_site.each_context(request)
    return TemplateResponse(
        request, f"admin/questions/{template}", {**frame, "opts": model_admin.opts, "title": title, **context}
    )
