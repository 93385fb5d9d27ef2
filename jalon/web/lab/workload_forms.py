"""What is said of a centre's files: counts alone, of nobody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.lab.workload import CENTRES, COUNTRY, TIMED
from jalon.law.workload import Files

MOST = 1_000_000


def _count(label: Any, least: int = 0, most: int = MOST, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


class WorkloadForm(forms.Form):
    """The counts of a year, what they are parted by, and how long an act takes where one wants hours."""

    young = _count(_("Droits accordés par an, moins de 25 ans"), help_text=_("Sans les étudiants."))
    students = _count(_("Droits accordés par an, étudiants"))
    adults = _count(_("Droits accordés par an, 25 ans et plus"))
    open = _count(_("Dossiers ouverts en moyenne"), 1)
    returning = _count(_("Déjà aidés dans les trois mois d’avant, sur cent"), most=100)
    exempt = _count(_("Dispensés pour santé ou équité, sur cent"), most=100)
    working = _count(_("Travaillent à côté, sur cent"), most=100)
    agreed = _count(_("Durée convenue d’un contrat, en mois"), 1, 96)
    centres = _count(_("CPAS"), 1, 1_000)
    workers = forms.DecimalField(
        label=_("Équivalents temps plein"), min_value=0, max_value=50_000, decimal_places=2, required=False
    )
    minutes_contracts = _count(_("Minutes par contrat"), most=3_000, required=False)
    minutes_evaluations = _count(_("Minutes par évaluation"), most=3_000, required=False)
    minutes_interviews = _count(_("Minutes par entretien"), most=3_000, required=False)
    minutes_letters = _count(_("Minutes par lettre ou écrit"), most=3_000, required=False)

    COUNTS = ("young", "students", "adults", "open")
    SHARES = ("returning", "exempt", "working", "agreed")
    TEAM = ("centres", "workers")
    MINUTES = tuple(f"minutes_{one}" for one in TIMED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """At least one right."""
        told = super().clean() or {}
        if not self.errors and not any(told[name] for name in ("young", "students", "adults")):
            self.add_error("young", _("Donnez au moins un droit accordé dans l’année."))
        return told

    def question(self) -> dict[str, Any]:
        """As plain JSON."""
        told = self.cleaned_data
        return {
            "files": {name: told[name] for name in (*self.COUNTS, *self.SHARES)},
            "centres": told["centres"],
            "workers": float(told["workers"] or 0),
            "minutes": {one: told[f"minutes_{one}"] or 0 for one in TIMED},
        }

    def fields_of(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """Those of one part of the page."""
        return [self[name] for name in names]


def the_country() -> dict[str, str]:
    """The country in orders of size, to begin with; a centre writes its own counts over it."""
    told = {name: str(getattr(COUNTRY, name)) for name in Files.__dataclass_fields__}
    return told | {"centres": str(CENTRES)}
