"""A round as it will look: for the newsroom itself, and by links for people without an account."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from questions.actions.previews import open_preview, revoke_preview
from questions.admin.pages import page, row_to_see, signed_in, whole_number
from questions.forms.previews import PreviewLinkForm
from questions.models import PreviewLink, Round
from questions.previews import draw_full_page, draw_question, draw_round, has_something_to_preview
from respondents.typed_words import typed


def previews_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """The links of a round, and the form that makes one more; or takes one back.

    For publishers only: a link shows a draft to people outside the newsroom.
    """
    round_ = row_to_see(model_admin, request, object_id)
    if not request.user.has_perm("questions.publish_round"):
        raise PermissionDenied
    form = PreviewLinkForm(typed(request, holding="make"))
    if "revoke" in request.POST:
        _take_back(request, round_)
        return redirect("admin:questions_round_previews", round_.pk)
    if request.method == "POST" and form.is_valid():
        link = open_preview(
            round=round_, made_for=form.cleaned_data["made_for"], lasts=form.lasts, by=signed_in(request)
        )
        messages.success(request, f"The link for {link.made_for} is ready: copy it below.")
        return redirect("admin:questions_round_previews", round_.pk)
    links = list(round_.preview_links.with_round().latest_first())
    return page(
        model_admin,
        request,
        "round/previews.html",
        "Preview this round",
        round=round_,
        form=form,
        something=has_something_to_preview(round_, timezone.now()),
        open=[
            (link, request.build_absolute_uri(link.get_absolute_url())) for link in links if link.is_open()
        ],
        ended=[link for link in links if not link.is_open()],
    )


def _take_back(request: HttpRequest, round_: Round) -> None:
    link = PreviewLink.objects.filter(round=round_, pk=whole_number(request.POST["revoke"])).first()
    if link is None:
        raise Http404
    try:
        revoke_preview(link=link, by=signed_in(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"The link for {link.made_for} was taken back: it shows nothing any more.")


def own_preview(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """The page of the round as it will look, for whoever is signed in and may see the round."""
    return _own(row_to_see(model_admin, request, object_id), request, "round", draw_round)


def own_full_preview(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """The page with every word of it as it will look."""
    return _own(row_to_see(model_admin, request, object_id), request, "round-all", draw_full_page)


def own_preview_of_question(
    model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int, number: int
) -> HttpResponse:
    """The page of one of its questions as it will look."""
    return _own(row_to_see(model_admin, request, object_id), request, "question", draw_question, number)


def _own(
    round_: Round, request: HttpRequest, name: str, draw: Callable[..., HttpResponse | None], *parts: int
) -> HttpResponse:
    """The page as it will look; the readers' page *name* where that is public as it is."""
    address = reverse("admin:questions_round_preview", args=[round_.pk])
    drawn = draw(request, round_, *parts, timezone.now(), address)
    return drawn or redirect(name, round_.slug, *parts)
