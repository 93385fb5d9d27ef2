"""Forms of conventions: the fields a programme asks, the analysis, a reason, a day."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.conventions import board
from jalon.domain.conventions.content import MOST, Asked, asked
from jalon.domain.conventions.enums import Check, State
from jalon.domain.conventions.models import Convention, Draft
from jalon.web.ui.forms import DateField

LONG = 20_000


def _area(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class WriteForm(forms.Form):
    """The fields the programme asks, last year's values said beside; `version` is the draft's revision."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, convention: Convention, *args: Any, last_year: Any = None, replies: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = asked(convention)
        for place, one in enumerate(self.asked):
            self.fields[f"field_{place}"] = self._field(one, last_year)
        if replies:
            self.fields["reply"] = forms.CharField(
                label=_("Réponse aux remarques"), max_length=4_000, required=False, widget=_area(3)
            )

    def _field(self, one: Asked, last_year: tuple[int, Mapping[str, Any]] | None) -> forms.Field:
        before = last_year[1].get(one.code) if last_year else None
        label = f"{one.code}. {one.title}"
        if one.is_text:
            words = _("%(limit)s caractères au plus.") % {"limit": one.limit} if one.limit else ""
            attrs = {"data-limit": one.limit, "data-left": _("{n} caractères sur {limit}")} if one.limit else {}
            return forms.CharField(
                label=label, help_text=words, required=False, max_length=LONG, widget=_area(8, **attrs)
            )
        words = (
            _("En %(year)s : %(n)s") % {"year": last_year[0], "n": before} if last_year and before is not None else ""
        )
        return forms.IntegerField(label=label, help_text=words, required=False, min_value=0, max_value=MOST)

    @staticmethod
    def initial_of(convention: Convention, draft: Draft | None) -> dict[str, Any]:
        """What the draft holds, under the names of the form."""
        values = draft.fields if draft else {}
        found = {f"field_{place}": values.get(one.code) for place, one in enumerate(asked(convention))}
        return {**found, "reply": draft.reply if draft else "", "version": draft.revision if draft else 0}

    def told(self) -> dict[str, Any]:
        """What the service asks for."""
        data = self.cleaned_data
        fields = {one.code: data.get(f"field_{place}") for place, one in enumerate(self.asked)}
        return {"fields": fields, "reply": data.get("reply") or "", "revision": data.get("version") or 0}


class ExamineForm(forms.Form):
    """The checklist, a remark per field, and words: general remark to the centre, or the advice to the minister."""

    checks = forms.MultipleChoiceField(
        label=gettext_lazy("Vérifié"), choices=Check, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=gettext_lazy("Remarque générale, ou explication de l’avis"), max_length=4_000, required=False,
        widget=_area(3),
        help_text=gettext_lazy("Si vous rendez le texte, le centre lit ces mots ; si vous avisez, le ministre seul."),
    )  # fmt: skip

    def __init__(self, convention: Convention, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked(convention)
        for place, one in enumerate(self.asked):
            self.fields[f"remark_{place}"] = forms.CharField(
                label=_("Remarque sur %(code)s") % {"code": one.code}, max_length=2_000, required=False, widget=_area(2)
            )

    def remarks(self) -> dict[str, str]:
        """By the code of the field."""
        return {one.code: self.cleaned_data[f"remark_{place}"] for place, one in enumerate(self.asked)}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=1_000, widget=_area(3))


class UntilForm(ReasonForm):
    """Why, and until when."""

    until = DateField(label=gettext_lazy("Nouveau délai"))


class InviteForm(forms.Form):
    """Until when the centres chosen may send their text."""

    until = DateField(label=gettext_lazy("À envoyer au plus tard"))


class ShownForm(forms.Form):
    """The fingerprint of the text that stood on the page."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)


class BoardForm(forms.Form):
    """What the board shows."""

    state = forms.ChoiceField(label=gettext_lazy("État"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Région"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Année"), required=False)
    late = forms.BooleanField(label=gettext_lazy("En retard seulement"), required=False)

    def __init__(self, *args: Any, regions: list[str], years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["state"], self.fields["region"], self.fields["year"]
        for field, values in zip(
            choices, (State.choices, [(r, r) for r in regions], [(str(y), str(y)) for y in years]), strict=True
        ):
            field.choices = [("", _("tous")), *values]  # type: ignore[attr-defined]

    def asked(self) -> board.Asked:
        """What is asked for; a filter that cannot be read asks for everything."""
        told = self.cleaned_data if self.is_bound and self.is_valid() else {}
        year = int(told["year"]) if told.get("year") else None
        return board.Asked(told.get("state", ""), told.get("region", ""), year, bool(told.get("late")))
