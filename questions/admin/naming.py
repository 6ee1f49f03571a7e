"""Adding people to a round's list by their names: a box, then a page that shows who is meant, then one act."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from questions.actions import add_people
from questions.admin.correcting import note_given, what_is_asked
from questions.admin.pages import page, refuse_closed, row_to_act_on, signed_in
from questions.forms.names import Line, NamesForm, lines_of, people_meant
from questions.models import Round
from respondents.admin.rights import GuardedPages
from respondents.admin.seen import Rows, refuse_if_changed, seen_versions
from respondents.models import Politician
from respondents.typed_words import typed

NEW_PEOPLE = "respondents.add_politician"


def names_page(model_admin: GuardedPages[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """A box of names; once it is sent, everyone in it, found on file or new, with the button that adds them."""
    round_ = row_to_act_on(model_admin, request, object_id, right="questions.add_recipient")
    refuse_closed(model_admin, request, round_)
    sent = typed(request)
    form = NamesForm(sent, label_suffix="")
    is_read = sent is not None and form.is_valid() and "_box" not in sent
    lines = (
        lines_of(round_, form.cleaned_data["names"], timezone.localdate(), sent or QueryDict())
        if is_read
        else []
    )
    rows: list[Rows] = [
        [round_],
        round_.recipients.all(),
        Politician.objects.among_those(_found(lines), _names(lines)),
    ]
    refusal: ValidationError | None = None
    if request.method == "POST" and lines and "apply" in request.POST:
        try:
            with transaction.atomic():
                refuse_if_changed(request, *rows)
                return _add(round_, lines, request)
        except ValidationError as error:
            refusal = error
    return page(
        model_admin,
        request,
        "round/names.html",
        "Add people by name",
        round=round_,
        form=form,
        lines=lines,
        seen=seen_versions(*rows) if lines else "",
        to_add=sum(not line.is_listed for line in lines),
        refusals=refusal.messages if refusal else [],
        **what_is_asked(request, refusal),
    )


def _found(lines: Sequence[Line]) -> list[int]:
    return [each.pk for line in lines for each in line.found]


def _names(lines: Sequence[Line]) -> list[str]:
    return [line.typed.name for line in lines]


def _add(round_: Round, lines: Sequence[Line], request: HttpRequest) -> HttpResponse:
    """Put everyone who is meant on the list, and lead on to its desk."""
    people = people_meant(lines)
    if not request.user.has_perm(NEW_PEOPLE) and any(named.politician is None for named in people):
        raise PermissionDenied
    if not people:
        raise ValidationError("Everyone named is on the list already, so nobody was added.")
    added = add_people(round=round_, people=people, by=signed_in(request), correction=note_given(request))
    told = "One person was" if len(added) == 1 else f"{len(added)} people were"
    messages.success(
        request, f"{told} added to the list. Next: put the questions to them, then record what comes back."
    )
    return redirect("admin:questions_round_desk", round_.pk)
