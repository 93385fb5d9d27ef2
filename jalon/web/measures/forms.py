"""The forms of measuring. They read what was chosen; the services decide."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.instruments import own_words
from jalon.domain.instruments.definition import Axis, Definition
from jalon.domain.instruments.definition.workbook.opening import HEAVIEST
from jalon.domain.instruments.enums import MeasurementMoment
from jalon.domain.instruments.measuring import LONGEST
from jalon.domain.instruments.models import Measurement
from jalon.web.ui import word_fields
from jalon.web.ui.forms import DateField, Level, RadioCards, RatingField

MOMENTS = {
    MeasurementMoment.START: gettext_lazy("Le point de départ du parcours. Il n’y en a qu’un."),
    MeasurementMoment.MIDDLE: gettext_lazy("Pour voir ce qui a changé, et ajuster."),
    MeasurementMoment.END: gettext_lazy("Pour regarder ensemble le chemin parcouru."),
    MeasurementMoment.CHECK_IN: gettext_lazy("Un coup d’œil en une minute, aussi souvent qu’on le souhaite."),
}
PREFIX = "item-"
WORDS = {
    "words": gettext_lazy("Avec vos mots"),
    "aspirations": gettext_lazy("Ce que vous souhaitez"),
    "strengths": gettext_lazy("Vos points forts"),
    "needs": gettext_lazy("Ce dont vous avez besoin"),
}


def moment_field() -> forms.ChoiceField:
    """When in the trajectory."""
    return forms.ChoiceField(
        label=gettext_lazy("À quel moment de l’accompagnement ?"),
        choices=MeasurementMoment.choices,
        widget=RadioCards(descriptions={moment.value: text for moment, text in MOMENTS.items()}),
    )


class BeginForm(forms.Form):
    """With what, when in the trajectory, which day."""

    code = forms.ChoiceField(label=gettext_lazy("Avec quel instrument ?"))
    moment = moment_field()
    held_on = DateField(label=gettext_lazy("Date"))

    def __init__(self, *args: Any, instruments: Iterable[Definition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(instruments)
        field: Any = self.fields["code"]
        field.widget = RadioCards(descriptions={one.code: str(one.about) for one in known})
        field.choices = [(one.code, str(one.name)) for one in known]


class RemarkForm(forms.Form):
    """What one side adds to its levels."""

    comment = forms.CharField(
        label=gettext_lazy("Une remarque"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RatingForm(RemarkForm):
    """One side's answers to every item of an instrument, in one language."""

    def __init__(
        self, *args: Any, definition: Definition, language: str, asks_words: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.definition, self.language, self.asks_words = definition, language, asks_words
        for item in definition.items:
            levels = [Level(place, text) for place, text in enumerate(item.levels.say(language), start=1)]
            self.fields[PREFIX + item.code] = RatingField(
                levels=levels,
                label=item.text.say(language),
                help_text=item.help.say(language) if item.help else "",
                unrated=gettext_lazy("Pas de réponse"),
            )
        if asks_words:
            word_fields.add(self, self._codes, WORDS, limit=own_words.LONGEST)

    @classmethod
    def initial_of(cls, row: Measurement) -> dict[str, Any]:
        """What stands, as the form's initial values."""
        levels = {PREFIX + item: level for item, level in row.answers.items()}
        return levels | {"comment": row.comment} | word_fields.initial(row.words)

    @property
    def parts(self) -> list[tuple[Axis, str, list[tuple[forms.BoundField, word_fields.WordFields | None]]]]:
        """Each axis with its name and its fields; beside each, its texts when words are asked."""
        return [
            (
                axis,
                axis.name.say(self.language),
                [(self[PREFIX + one.code], self._beside(one.code)) for one in axis.items],
            )
            for axis in self.definition.axes
        ]

    @property
    def answers(self) -> dict[str, int | None]:
        """The level of each item, None where there is none."""
        return {item.code: self.cleaned_data.get(PREFIX + item.code) for item in self.definition.items}

    @property
    def words(self) -> own_words.Words | None:
        """What was written beside the questions; None when no words are asked."""
        return word_fields.read(self, self._codes, WORDS) if self.asks_words else None

    @property
    def _codes(self) -> list[str]:
        return [item.code for item in self.definition.items]

    def _beside(self, code: str) -> word_fields.WordFields | None:
        return word_fields.shown(self, code, WORDS) if self.asks_words else None


class ReasonForm(forms.Form):
    """Why a finished measurement is corrected."""

    reason = forms.CharField(
        label=gettext_lazy("Qu’est-ce qui doit être corrigé ?"),
        help_text=gettext_lazy("Cette raison reste lisible au dossier, à côté de ce qui est remplacé."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Dites en quelques mots ce qui doit être corrigé.")},
    )


class RestateForm(ReasonForm):
    """Another moment or another day, and why."""

    moment = moment_field()
    held_on = DateField(label=gettext_lazy("Date"))
    field_order = ("moment", "held_on", "reason")


class WorkbookForm(forms.Form):
    """A workbook; looked at by its content in the domain."""

    workbook = forms.FileField(
        label=gettext_lazy("Le classeur de votre instrument"),
        help_text=gettext_lazy("Au format .xlsx, 2 Mo au plus : trois feuilles, survey, choices et settings."),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={
            "required": gettext_lazy("Choisissez le classeur à installer."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )

    def clean_workbook(self) -> bytes:
        """Its bytes, one too many at most: the domain says what is wrong with them."""
        return self.cleaned_data["workbook"].read(HEAVIEST + 1)


def first_moment(earlier: int, code: str) -> str:
    """What is likely: the beginning the first time; the look in one minute is always that."""
    if code == "check_in":
        return MeasurementMoment.CHECK_IN
    return MeasurementMoment.MIDDLE if earlier else MeasurementMoment.START


def begin_values(code: str, earlier: int, on: date) -> dict[str, Any]:
    """The first values of `BeginForm`."""
    return {"code": code, "moment": first_moment(earlier, code), "held_on": on}


def recall(definition: Definition) -> str:
    """« Pensez aux 30 derniers jours. »"""
    if definition.recall_days == 0:
        return _("Dites comment c’est aujourd’hui.")
    return _("Pensez aux %(n)s derniers jours.") % {"n": definition.recall_days}
