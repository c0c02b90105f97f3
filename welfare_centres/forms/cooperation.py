"""The yearly self-assessment: a level and its evidence for each statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from welfare_centres.statements import areas, levels


class SelfAssessmentForm(forms.Form):
    """May be kept half done; handing it in asks for all of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, f"{one.code}. {one.label}") for one in levels()]
        for area in areas():
            for one in area.statements:
                self.fields[one.code] = forms.TypedChoiceField(
                    label=one.label, choices=choices, coerce=int, empty_value=None, required=False,
                    widget=forms.RadioSelect,
                )  # fmt: skip
                self.fields[f"{one.code}_evidence"] = forms.CharField(
                    label=_("무엇을 보고 골랐나"), required=False, max_length=500,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip

    def grouped(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Area → pairs of bound fields."""
        return [
            (area.name.label, [(self[one.code], self[f"{one.code}_evidence"]) for one in area.statements])
            for area in areas()
        ]

    def given(self) -> dict[str, dict[str, Any]]:
        codes = [one.code for area in areas() for one in area.statements]
        data = self.cleaned_data
        return {
            "levels": {code: data[code] for code in codes if data.get(code)},
            "evidence": {code: data[f"{code}_evidence"] for code in codes if data.get(f"{code}_evidence")},
        }
