"""Putting somebody on a round's list by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify

from questions.models import Decision, Recipient, Round
from respondents.admin.forms import EditorialForm
from respondents.admin.rows import EditorialFormSet

NOT_CHOSEN_HERE = (
    "This decision is not made here. That somebody did not respond is put forward and confirmed on the round's page "
    "of silences. Nothing was changed."
)


class PlaceField(forms.ModelChoiceField[Recipient]):
    """Somebody on the list of an earlier round, with the round: the same person stands on several lists."""

    def label_from_instance(self, recipient: Recipient) -> str:
        return f"{recipient.name}, in “{recipient.round}”"


class RecipientForm(EditorialForm[Recipient]):
    """One on the list. Name and short name follow the politician where they are left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "slug"):
            if name in self.fields and not self.instance.pk:
                self.fields[name].required = False
        decision = self.fields.get("decision")
        if isinstance(decision, forms.ChoiceField):
            offered = [choice for choice in Decision.choices if choice[0] != Decision.NO_RESPONSE]
            decision.choices = [("", "none"), *offered]
            decision.error_messages["invalid_choice"] = NOT_CHOSEN_HERE
        place = self.fields.get("takes_place_of")
        if isinstance(place, PlaceField):
            place.queryset = Recipient.objects.before(self.instance.round).select_related("round")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        recipient = self.instance
        if not recipient.pk:
            politician = cleaned.get("politician")
            name = cleaned.get("name") or (politician.name if politician else "")
            cleaned["name"] = name
            if not name:
                self.add_error(
                    "name", "Choose a politician, or say what the organisation or group is called."
                )
            recipient.slug = politician.slug if politician else slugify(name)[:110]
        return cleaned


class NewRecipientFormSet(EditorialFormSet[Recipient]):
    """Rows for people not yet on the list: none of those who are."""

    def get_queryset(self) -> Any:
        return super().get_queryset().none()

    def save_new(self, form: EditorialForm[Recipient], commit: bool = True) -> Recipient:  # noqa: FBT001, FBT002
        recipient = form.instance
        place_on_list(recipient, self.instance)
        return super().save_new(form, commit)


def place_on_list(recipient: Recipient, round_: Round) -> None:
    """Give a new *recipient* the last place on the list of *round_*, and a short name that is free there."""
    base, number = recipient.slug or "group", 2
    recipient.slug = base
    taken = set(round_.recipients.filter(slug__startswith=base).values_list("slug", flat=True))
    while recipient.slug in taken:
        recipient.slug, number = f"{base}-{number}", number + 1
    recipient.position = round_.recipients.count() + 1
