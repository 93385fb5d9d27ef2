"""The questions of an instrument, one part or all, each level described in words, in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.instruments import own_words
from jalon.domain.instruments.measuring import LONGEST
from jalon.domain.instruments.models import Measurement
from jalon.web.space.says import instrument_language
from jalon.web.ui import word_fields
from jalon.web.ui.forms import Level, RatingField

PREFIX = "item-"
WORDS = {
    "words": _("Avec vos mots"),
    "aspirations": _("Ce que vous souhaitez"),
    "strengths": _("Vos points forts"),
    "needs": _("Ce dont vous avez besoin"),
}


@dataclass(frozen=True)
class Part:
    """An axis on the page: its questions, and the texts asked beside each when words are asked."""

    title: str
    is_titled: bool
    questions: list[tuple[forms.BoundField, word_fields.WordFields | None]]


class PartForm(forms.Form):
    """One axis (`part`, from 1) or all of them (0): their items. The end also asks for a remark."""

    def __init__(self, data: Any, *, row: Measurement, part: int) -> None:
        definition = row.instrument.read
        self.part, self.total = part, len(definition.axes)
        self.axes = definition.axes[part - 1 : part] if part else definition.axes
        self.language, self.asks_words = instrument_language(definition), own_words.are_asked(row)
        initial = {PREFIX + code: level for code, level in row.answers.items()} | {"comment": row.comment}
        super().__init__(data, initial=initial | word_fields.initial(row.words))
        for item in self._items:
            levels = [Level(place, text) for place, text in enumerate(item.levels.say(self.language), start=1)]
            self.fields[PREFIX + item.code] = RatingField(
                levels=levels,
                label=item.text.say(self.language),
                help_text=item.help.say(self.language) if item.help else "",
                unrated=_("Pas de réponse"),
            )
        if self.asks_words:
            word_fields.add(self, self._codes, WORDS, limit=own_words.LONGEST)
        if part in (0, self.total):
            self.fields["comment"] = forms.CharField(
                label=_("Voulez-vous ajouter quelque chose ?"),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def shown(self) -> list[Part]:
        """The parts of this page. One whose only question says its name has no title: a bilan's domain."""
        found = []
        for axis in self.axes:
            title = axis.name.say(self.language)
            asked = [(self[PREFIX + item.code], self._beside(item.code)) for item in axis.items]
            found.append(Part(title, [str(bound.label) for bound, _words in asked] != [str(title)], asked))
        return found

    @property
    def answers(self) -> dict[str, int | None]:
        """The level of each question of this page; None where there is no answer."""
        return {code: self.cleaned_data.get(PREFIX + code) for code in self._codes}

    @property
    def words(self) -> own_words.Words | None:
        """What was written beside the questions of this page; None when no words are asked."""
        return word_fields.read(self, self._codes, WORDS) if self.asks_words else None

    @property
    def _items(self) -> list[Any]:
        return [item for axis in self.axes for item in axis.items]

    @property
    def _codes(self) -> list[str]:
        return [item.code for item in self._items]

    def _beside(self, code: str) -> word_fields.WordFields | None:
        return word_fields.shown(self, code, WORDS) if self.asks_words else None
