"""Forms of reports: the texts of section A, the examination, a reason, a day, a draw, a conclusion, a file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jalon.domain.instruments.merging import Change, Outcome, Writer
from jalon.domain.reports.content import REPLY, Asked
from jalon.domain.reports.enums import Check, State, Verdict
from jalon.domain.reports.models import Draft
from jalon.web.ui.autosave import fingerprint
from jalon.web.ui.forms import DateField

LONG = 5_000_000  # what the service refuses with its own sentence is not cut here


def area(rows: int, **attrs: Any) -> forms.Textarea:
    """Several lines."""
    return forms.Textarea(attrs={"rows": rows, **attrs})


class WriteForm(forms.Form):
    """The texts of section A, and the answer to remarks when there are some. Fields are named `field-A1`."""

    def __init__(self, fields: Sequence[Asked], draft: Draft, *, replies: bool, outcome: Outcome | None = None):
        unsaved = {one.field: one.mine for one in outcome.clashes} if outcome else {}
        self.theirs = {one.field: one for one in outcome.clashes} if outcome else {}
        super().__init__(initial={name_of(key): text for key, text in {**draft.fields, **unsaved}.items()})
        self.draft = draft
        for one in fields:
            self.fields[name_of(one.code)] = self._field(one)
        if replies:
            self.fields[name_of(REPLY)] = forms.CharField(
                label=_("Réponse aux remarques de l’administration"), required=False, widget=area(4)
            )

    @staticmethod
    def _field(one: Asked) -> forms.Field:
        words = _("%(limit)s caractères au plus.") % {"limit": one.limit} if one.limit else ""
        attrs = {"data-limit": one.limit, "data-left": _("{n} caractères sur {limit}")} if one.limit else {}
        return forms.CharField(
            label=f"{one.code}. {one.title}", help_text=words, required=False, widget=area(6, **attrs)
        )

    def was(self, code: str) -> str:
        """The fingerprint of what this page shows of a field, for a browser without script."""
        return fingerprint(self.draft.fields.get(code, ""))


def name_of(code: str) -> str:
    """The name of a field on the page."""
    return f"field-{code}"


def change_from(post: QueryDict, codes: Sequence[str]) -> Change:
    """The texts that were written; what came back as it was shown was not. `base`: what the page had read."""
    values, seen = {}, {}
    for code in codes:
        name = name_of(code)
        text = post.get(name)
        if text is None or len(text) > LONG or post.get(f"{name}-was") == fingerprint(_plain(text)):
            continue
        values[code] = text
        if f"{name}-seen" in post:
            seen[code] = _number(post.get(f"{name}-seen"), 1)
    return Change(_number(post.get("base"), 1), values, seen)


def writer_from(post: QueryDict) -> Writer:
    """The page that writes, and its attempt."""
    return Writer(post.get("page", "")[:40], _number(post.get("attempt"), 0))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _number(raw: str | None, otherwise: int) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else otherwise


class RemarkForm(forms.Form):
    """Words to colleagues beside a field."""

    field = forms.CharField(widget=forms.HiddenInput, max_length=40)
    words = forms.CharField(label=gettext_lazy("Remarque à vos collègues"), max_length=2_000, widget=area(2))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=1_000, widget=area(3))


class UntilForm(ReasonForm):
    """Why, and until when."""

    until = DateField(label=gettext_lazy("Nouveau délai"))


class ShownForm(forms.Form):
    """The fingerprint of the text that stood on the page."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NoForm(forms.Form):
    """Nothing to say: one button."""


class ReplyForm(forms.Form):
    """What the centre answers about a cost, and a paper that was missing."""

    words = forms.CharField(label=gettext_lazy("Votre réponse"), max_length=4_000, widget=area(4))
    file = forms.FileField(
        label=gettext_lazy("Une autre pièce"), required=False,
        help_text=gettext_lazy("PDF, PNG ou JPEG, 15 Mo au plus. La pièce que vous gardez déjà est jointe d’office."),
    )  # fmt: skip


class ExamineForm(forms.Form):
    """The checklist, a remark per point, and words: general remark to the centre, or the advice to the minister."""

    checks = forms.MultipleChoiceField(
        label=gettext_lazy("Vérifié"), choices=Check, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=gettext_lazy("Remarque générale, ou explication de l’avis"), max_length=4_000, required=False,
        widget=area(3),
        help_text=gettext_lazy("Si vous rendez le rapport, le centre lit ces mots ; si vous avisez, le ministre seul."),
    )  # fmt: skip

    def __init__(self, codes: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        for place, code in enumerate(codes):
            self.fields[f"remark_{place}"] = forms.CharField(
                label=_("Remarque sur %(code)s") % {"code": code}, max_length=2_000, required=False, widget=area(2)
            )

    @classmethod
    def kept(cls, codes: Sequence[str], remarks: Mapping[str, str], **facts: Any) -> "ExamineForm":
        """With what was kept before."""
        told = {f"remark_{place}": remarks.get(code, "") for place, code in enumerate(codes)}
        return cls(codes, initial={**facts, **told})

    def remark(self, code: str) -> Any:
        """The bound field of a point; None for one that takes no remark."""
        return self[f"remark_{self.codes.index(code)}"] if code in self.codes else None

    def remarks(self) -> dict[str, str]:
        """By the code of the point."""
        return {code: self.cleaned_data[f"remark_{place}"] for place, code in enumerate(self.codes)}


class BoardForm(forms.Form):
    """What the board shows."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("État"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Région"), required=False)
    late = forms.BooleanField(label=gettext_lazy("En retard seulement"), required=False)
    asking = forms.BooleanField(label=gettext_lazy("Délai demandé seulement"), required=False)

    def __init__(self, *args: Any, regions: list[str], programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [("none", _("pas encore ouvert")), *State.choices]
        named = {"programme": programmes, "state": states, "region": [(one, one) for one in regions]}
        for name, values in named.items():
            self.fields[name].choices = [("", _("tous")), *values]  # type: ignore[attr-defined]


class DrawForm(forms.Form):
    """A draw: from which programme, how many, until when the centres answer. Its seed is drawn with it."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    largest = forms.IntegerField(
        label=gettext_lazy("Plus grands montants"), min_value=0, max_value=500, initial=10
    )  # fmt: skip
    at_random = forms.IntegerField(label=gettext_lazy("Au hasard"), min_value=0, max_value=500, initial=20)
    until = DateField(label=gettext_lazy("Réponse attendue pour le"))

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """A question about one cost."""

    question = forms.CharField(label=gettext_lazy("Question au centre"), max_length=2_000, widget=area(3))
    until = DateField(label=gettext_lazy("Réponse attendue pour le"))


class ConcludeForm(forms.Form):
    """Accepted, reduced to an amount, or refused; with the reason the centre reads."""

    verdict = forms.ChoiceField(
        label=pgettext_lazy("contrôle", "Conclusion"), choices=Verdict.choices, widget=forms.RadioSelect
    )  # fmt: skip
    amount = forms.DecimalField(
        label=gettext_lazy("Montant accepté, si elle est réduite"), required=False, min_value=Decimal(0),
        decimal_places=2, max_digits=14, localize=True,
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Raison"), max_length=2_000, required=False, widget=area(3),
        help_text=gettext_lazy("Le centre la lit. Elle est demandée quand la dépense est réduite ou refusée."),
    )  # fmt: skip

    @property
    def cents(self) -> int | None:
        """The amount in cents; None without one."""
        amount = self.cleaned_data.get("amount")
        return None if amount is None else int(amount * 100)


class FileForm(forms.Form):
    """A spreadsheet that comes back."""

    file = forms.FileField(label=gettext_lazy("Feuille de calcul (.xlsx)"))
