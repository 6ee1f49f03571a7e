"""Politicians with what only the record of questions knows: merging two records of one person, erasing addresses."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from questions.actions.erasing import addresses_known, erase_contact_details
from questions.actions.merging import Merger, merge_politicians, plan_merger
from questions.admin.pages import page, row_to_act_on, signed_in
from questions.forms.politicians import ErasureForm, MergerForm
from questions.models import Recipient
from respondents.admin.politicians import PoliticianAdmin
from respondents.admin.seen import Rows, refuse_if_changed, seen_versions
from respondents.models import ContactAddress, Identifier, Membership, Politician
from respondents.typed_words import typed

ERASED_FROM = (
    "Erased with every earlier value: from the contact addresses, from the approaches, from the history of both and of "
    "private notes, and from the log."
)
ERASED_EVERYWHERE = f"{ERASED_FROM} It stands in no other text of the record."
ERASED_STILL_THERE = f"{ERASED_FROM} It still stands in the texts named below."

admin.site.unregister(Politician)


@admin.register(Politician)
class AskedPoliticianAdmin(PoliticianAdmin):
    """People who are asked, with two acts for the rare days."""

    change_form_template = "admin/questions/politician/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        pages = {"merge": merge_page, "erase": erase_page}
        own = [
            path(
                f"<int:object_id>/{name}/",
                self.admin_site.admin_view(partial(view, self)),
                name=f"respondents_politician_{name}",
            )
            for name, view in pages.items()
        ]
        return [*own, *super().get_urls()]


def merge_page(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    """Choose the other record, look at what would move, and merge. For publishers: a public address changes."""
    kept = row_to_act_on(model_admin, request, object_id)
    if not request.user.has_perm("questions.correct_published"):
        raise PermissionDenied
    asked = typed(request) or request.GET
    form = MergerForm(asked if "other" in asked else None, kept=kept)
    merger = plan_merger(kept, form.cleaned_data["other"]) if form.is_bound and form.is_valid() else None
    refusals: list[str] = []
    if request.method == "POST" and merger is not None:
        try:
            with transaction.atomic():
                refuse_if_changed(request, *rows_of(merger))
                merge_politicians(kept=kept, other=merger.other, by=signed_in(request))
        except ValidationError as refusal:
            refusals = [each for each in refusal.messages if each not in merger.refusals]
        else:
            messages.success(
                request, f"The two records are one: {kept}. The other address leads here for ever."
            )
            return redirect("admin:respondents_politician_change", kept.pk)
    return page(
        model_admin,
        request,
        "politician/merge.html",
        f"Merge another record into {kept}",
        politician=kept,
        form=form,
        merger=merger,
        refusals=refusals,
        seen=seen_versions(*rows_of(merger)) if merger else "",
    )


def rows_of(merger: Merger) -> list[Rows]:
    """What the page shows of a merger: both records, and all that belongs to either."""
    people = [merger.kept, merger.other]
    return [
        people,
        *(
            model._default_manager.filter(politician__in=people)
            for model in (Recipient, Membership, ContactAddress)
        ),
        Identifier.objects.filter(politician__in=people),
    ]


def erase_page(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    """Tick addresses, and erase them from rows, history and log."""
    politician = row_to_act_on(model_admin, request, object_id)
    if not request.user.has_perm("respondents.delete_contactaddress"):
        raise PermissionDenied
    form = ErasureForm(typed(request), known=addresses_known(politician))
    shown = politician.contact_addresses.all()
    mentions = []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                refuse_if_changed(request, shown)
                mentions = erase_contact_details(addresses=form.chosen, by=signed_in(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, ERASED_STILL_THERE if mentions else ERASED_EVERYWHERE)
            if not mentions:
                return redirect("admin:respondents_politician_change", politician.pk)
            form = ErasureForm(None, known=addresses_known(politician))
    return page(
        model_admin,
        request,
        "politician/erase.html",
        f"Erase contact details of {politician}",
        politician=politician,
        form=form,
        has_addresses=bool(form.known),
        seen=seen_versions(shown.all()),
        mentions=mentions,
    )
