"""What is said when two records of one person are merged, or addresses erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from questions.actions.erasing import KnownAddress
from questions.sentences import join_names
from respondents.models import ContactAddress, Politician


class PoliticianField(forms.ModelChoiceField[Politician]):
    """A politician, with what tells namesakes apart."""

    def label_from_instance(self, politician: Politician) -> str:
        return f"{politician.sort_name} (/politicians/{politician.slug}/)"


class MergerForm(forms.Form):
    """Which record goes into the one at hand."""

    other = PoliticianField(
        Politician.objects.none(),
        label="The other record",
        empty_label="choose the record that is to go",
        error_messages={"required": "Choose the record that is to go."},
    )

    def __init__(self, *args: Any, kept: Politician, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Politician.objects.exclude(pk=kept.pk)  # type: ignore[attr-defined]  # a model choice


class ErasureForm(forms.Form):
    """Which addresses are erased for ever, those among them that were changed or deleted since."""

    addresses = forms.MultipleChoiceField(
        label="Addresses to erase",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one address. Nothing was changed."},
    )

    def __init__(self, *args: Any, known: Sequence[KnownAddress], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(each.row.pk): each for each in known}
        self.fields["addresses"].choices = [(pk, named(each)) for pk, each in self.known.items()]  # type: ignore[attr-defined]  # a choice

    @property
    def chosen(self) -> list[ContactAddress]:
        """The addresses that were ticked."""
        return [self.known[pk].row for pk in self.cleaned_data["addresses"]]


def named(address: KnownAddress) -> str:
    """An address with what it is, what it was before, and whether it was deleted."""
    now, *before = address.values
    told = f"{address.row.get_kind_display()}: {now}"
    told += f", before that {join_names(before)}" if before else ""
    return told if address.is_on_file else f"{told} (deleted, still in the history)"
