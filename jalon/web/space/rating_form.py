"""The questions of one part of an instrument, each level described in words, in the reader's language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.instruments.measuring import LONGEST
from jalon.domain.instruments.models import Measurement
from jalon.web.space.says import instrument_language
from jalon.web.ui.forms import Level, RatingField

PREFIX = "item-"


class PartForm(forms.Form):
    """One axis: its items. The last part also asks for a remark."""

    def __init__(self, data: Any, *, row: Measurement, part: int) -> None:
        definition = row.instrument.read
        self.part, self.parts = part, len(definition.axes)
        self.axis, self.language = definition.axes[part - 1], instrument_language(definition)
        initial = {PREFIX + code: level for code, level in row.answers.items()} | {"comment": row.comment}
        super().__init__(data, initial=initial)
        for item in self.axis.items:
            levels = [Level(place, text) for place, text in enumerate(item.levels.say(self.language), start=1)]
            self.fields[PREFIX + item.code] = RatingField(
                levels=levels,
                label=item.text.say(self.language),
                help_text=item.help.say(self.language) if item.help else "",
                unrated=_("Pas de réponse"),
            )
        if part == self.parts:
            self.fields["comment"] = forms.CharField(
                label=_("Voulez-vous ajouter quelque chose ?"),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def title(self) -> str:
        """The name of this part."""
        return self.axis.name.say(self.language)

    @property
    def is_titled(self) -> bool:
        """Whether the part says more than its only question: a domain of the bilan is both."""
        return [str(bound.label) for bound in self.questions] != [str(self.title)]

    @property
    def questions(self) -> list[forms.BoundField]:
        """Its questions in order."""
        return [self[PREFIX + item.code] for item in self.axis.items]

    @property
    def answers(self) -> dict[str, int | None]:
        """The level of each question of this part; None where there is no answer."""
        return {item.code: self.cleaned_data.get(PREFIX + item.code) for item in self.axis.items}
