"""Short texts beside the questions of a form: for each question the same few, the first one open, the others folded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

PREFIX = "words-"


@dataclass(frozen=True)
class WordFields:
    """The texts of one question on the page: the first, the others, and whether these are to be seen at once."""

    first: forms.BoundField
    others: list[forms.BoundField]

    @property
    def is_open(self) -> bool:
        """Something is written, or wrong, in what would be folded."""
        return any(bound.value() or bound.errors for bound in self.others)


def add(form: forms.Form, codes: Iterable[str], labels: Mapping[str, Any], *, limit: int) -> None:
    """Give the form a text for each code and each name of `labels`, of `limit` characters."""
    for code in codes:
        for name, label in labels.items():
            form.fields[f"{PREFIX}{code}-{name}"] = forms.CharField(
                label=label, required=False, max_length=limit, widget=forms.Textarea(attrs={"rows": 2})
            )


def initial(words: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What stands, as the form's initial values."""
    return {f"{PREFIX}{code}-{name}": text for code, texts in words.items() for name, text in texts.items()}


def shown(form: forms.Form, code: str, labels: Iterable[str]) -> WordFields:
    """Those of one code."""
    first, *others = (form[f"{PREFIX}{code}-{name}"] for name in labels)
    return WordFields(first, others)


def read(form: forms.Form, codes: Iterable[str], labels: Iterable[str]) -> dict[str, dict[str, str]]:
    """The texts by code, then by name, of a valid form. What did not come back is left alone."""
    names = list(labels)
    return {
        code: {name: form.cleaned_data[full] for name in names if (full := f"{PREFIX}{code}-{name}") in form.data}
        for code in codes
    }
