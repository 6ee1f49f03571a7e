"""The desk of a round: the page on which a round is run."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from questions.admin.pages import page, row_to_see, signed_in
from questions.desk.checklist import checklist_of
from questions.desk.links import back_to
from questions.desk.on_file import read_round
from questions.desk.round_acts import acts_on, tick_acts_on
from questions.desk.round_desk import load_round_desk
from questions.models import Round
from questions.sentences import state_words


def round_desk_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """Everyone asked beside every question; what is due, and the acts on those who are ticked."""
    round_ = row_to_see(model_admin, request, object_id)
    on_file = read_round(round_, timezone.now())
    desk = load_round_desk(
        on_file,
        show=request.GET.get("show", ""),
        search=request.GET.get("q", ""),
        page=request.GET.get("page", 1),
    )
    back = request.get_full_path()
    return page(
        model_admin,
        request,
        "round/desk.html",
        str(round_),
        round=round_,
        state=state_words(round_),
        desk=desk,
        checklist=checklist_of(on_file, signed_in(request), back),
        acts=acts_on(round_, request.user, back),
        tick_acts=tick_acts_on(round_, request.user),
        back=back_to(back),
    )
