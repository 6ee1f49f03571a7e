"""What is said when two records of one person are merged, or addresses erased."""

from __future__ import annotations

from typing import Any

from django import forms

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


class AddressesField(forms.ModelMultipleChoiceField[ContactAddress]):
    """Addresses with what they are."""

    def label_from_instance(self, address: ContactAddress) -> str:
        return f"{address.get_kind_display()}: {address.value}"


class ErasureForm(forms.Form):
    """Which addresses are erased for ever."""

    addresses = AddressesField(
        ContactAddress.objects.none(),
        label="Addresses to erase",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one address. Nothing was changed."},
    )

    def __init__(self, *args: Any, politician: Politician, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addresses"].queryset = politician.contact_addresses.all()  # type: ignore[attr-defined]  # a model choice
