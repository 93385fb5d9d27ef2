"""An article of the convention as an officer types it: a paragraph a line, in each language."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from jalon.domain.core.text import clean
from jalon.law.subsidies.article_rules import MOST_TITLE
from jalon.law.subsidies.articles import Article, Holds, Paragraph, Worded

LANGUAGES = ("fr", "nl", "de")
OTHERWISE = {"fr": "sinon", "nl": "anders", "de": "sonst"}
_OTHERWISE = re.compile(rf"({'|'.join(OTHERWISE.values())})\s*:\s*", re.IGNORECASE)
HOLDS = [
    ("", gettext_lazy("Rien de plus")),
    (Holds.INITIATIVES.value, gettext_lazy("Ce que le centre écrit")),
    (Holds.OBJECTIVES.value, gettext_lazy("Le tableau des objectifs")),
]
PLACES = {
    "programme": gettext_lazy("le nom du programme et son année"),
    "line": gettext_lazy("la ligne du budget"),
    "legal_text": gettext_lazy("le texte légal et son article"),
    "centre": gettext_lazy("le nom du centre"),
    "state": gettext_lazy("le nom de l’administration"),
    "first": gettext_lazy("le premier jour de la période"),
    "last": gettext_lazy("le dernier jour de la période"),
    "amount": gettext_lazy("le montant accordé"),
    "advance": gettext_lazy("l’avance en %, quand le programme paie en deux fois et que ce n’est pas un avenant"),
    "rest": gettext_lazy("le solde en %, dans les mêmes cas"),
    "raised": gettext_lazy("d’un avenant, la part de l’augmentation due tout de suite, en %"),
    "report_by": gettext_lazy("le dernier jour pour le rapport, quand le calendrier le dit"),
    "reason": gettext_lazy("d’un avenant, sa raison"),
    "cluster": gettext_lazy("le nom du cluster, quand il y en a un"),
    "members": gettext_lazy("les centres du cluster, quand il y en a un"),
}


def _title(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_TITLE, **kwargs)


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000, strip=True
    )


class ArticleForm(forms.Form):
    """An article in French and Dutch, in German where there is one."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    place = forms.IntegerField(
        label=gettext_lazy("Numéro dans la convention"), min_value=1, max_value=99,
        help_text=gettext_lazy("Les autres articles se décalent."),
    )  # fmt: skip
    title_fr = _title(gettext_lazy("Intitulé, en français"))
    title_nl = _title(gettext_lazy("Intitulé, en néerlandais"))
    text_fr = _text(gettext_lazy("Alinéas, en français"))
    text_nl = _text(gettext_lazy("Alinéas, en néerlandais"))
    title_de = _title(gettext_lazy("Intitulé, en allemand"), required=False)
    text_de = _text(gettext_lazy("Alinéas, en allemand"))
    holds = forms.ChoiceField(label=gettext_lazy("Après ces alinéas"), choices=HOLDS, required=False)

    @staticmethod
    def initial_of(one: Article, place: int) -> dict[str, Any]:
        """What the form holds of an article."""
        told = {f"title_{language}": getattr(one.title, language) for language in LANGUAGES}
        told |= {f"text_{language}": _typed(one, language) for language in LANGUAGES}
        return {**told, "holds": one.holds or "", "place": place}

    def article_told(self) -> Article:
        """What was typed; whether it may be said is for the rules of articles."""
        told = self.cleaned_data
        title = Worded(**{language: " ".join(clean(told[f"title_{language}"]).split()) for language in LANGUAGES})
        rows = {language: _rows(told[f"text_{language}"]) for language in LANGUAGES}
        most = max(len(found) for found in rows.values())
        paragraphs = tuple(_paragraph({name: found[at : at + 1] for name, found in rows.items()}) for at in range(most))
        return Article(title, paragraphs, Holds(told["holds"]) if told["holds"] else None)


def _typed(one: Article, language: str) -> str:
    """The paragraphs of an article, one a line, each followed by what is said otherwise."""
    lines = []
    for each in one.paragraphs:
        lines.append(getattr(each.says, language))
        if each.otherwise:
            lines.append(f"{OTHERWISE[language]} : {getattr(each.otherwise, language)}")
    return "\n".join(lines) if getattr(one.title, language) else ""


def _rows(text: str) -> list[tuple[str, str]]:
    """Each paragraph with what it says otherwise, empty when nothing."""
    rows: list[tuple[str, str]] = []
    for line in clean(text, limit=20_000).splitlines():
        said = " ".join(line.split())
        otherwise = _OTHERWISE.match(said)
        if otherwise and rows:
            rows[-1] = (rows[-1][0], said[otherwise.end() :])
        elif said:
            rows.append((said, ""))
    return rows


def _paragraph(found: dict[str, list[tuple[str, str]]]) -> Paragraph:
    says = Worded(**{language: row[0][0] if row else "" for language, row in found.items()})
    otherwise = Worded(**{language: row[0][1] if row else "" for language, row in found.items()})
    return Paragraph(says, otherwise if otherwise.languages else None)
