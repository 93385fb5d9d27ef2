"""A programme typed into a form: its text, its lines, costs, dates and payments; read into what the law knows."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.core.text import folded
from jalon.domain.subsidies.words import CERTAINTIES, MOMENTS, said
from jalon.law.sayings import Saying
from jalon.law.sources import Certainty, Source, Text
from jalon.law.subsidies import BudgetLine, ClusterRule, Criterion, Programme, SelectionRule, keys
from jalon.law.subsidies.programme import Cost, Moment, MomentCode, Payment
from jalon.web.subsidies.fields import AmountField, PercentField
from jalon.web.ui.forms import DateField

RULES = [
    ("", gettext_lazy("Tous ceux de la liste")),
    ("criteria", gettext_lazy("Ceux qui remplissent assez de critères")),
    ("clusters", gettext_lazy("Des clusters de petits centres")),
]
MOST_ROWS = 12
OF_THE_TEXT = ("text_title", "text_number", "published", "link", "article", "doubt")
YES_NO = ("urban_policy", "increased_subsidy")


def _both(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, **kwargs)


class ProgrammeForm(forms.Form):
    """What a programme is, and the text it rests on."""

    title_fr = _both(gettext_lazy("Nom du programme, en français"))
    title_nl = _both(gettext_lazy("Nom du programme, en néerlandais"))
    family = forms.SlugField(
        label=gettext_lazy("Nom court"), max_length=40, required=False,
        help_text=gettext_lazy("Le même chaque année : il relie un programme à celui d’avant."),
    )  # fmt: skip
    year = forms.IntegerField(label=gettext_lazy("Année"), min_value=2000, max_value=2100)
    first = DateField(label=gettext_lazy("Du"))
    last = DateField(label=gettext_lazy("Au"))
    total = AmountField(label=gettext_lazy("Budget, en euros"), help_text=gettext_lazy("Vide s’il n’est pas connu."))
    text_title = forms.CharField(label=gettext_lazy("Texte légal"), max_length=400)
    text_number = forms.CharField(label=gettext_lazy("Numéro (numac)"), max_length=40, required=False)
    published = DateField(label=gettext_lazy("Publié le"), required=False)
    link = forms.URLField(label=gettext_lazy("Adresse du texte"), required=False, assume_scheme="https")
    article = forms.CharField(label=gettext_lazy("Article"), max_length=120, required=False)
    certainty = forms.ChoiceField(label=gettext_lazy("Certitude"), choices=list(CERTAINTIES.items()))
    doubt = forms.CharField(
        label=gettext_lazy("Ce qui n’est pas établi"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The period in order, a doubt where nothing was found, a short name."""
        told = super().clean() or {}
        if told.get("first") and told.get("last") and told["last"] < told["first"]:
            self.add_error("last", _("La période finit avant de commencer."))
        if told.get("certainty") not in (None, Certainty.FOUND, Certainty.COMPUTED) and not told.get("doubt"):
            self.add_error("doubt", _("Dites ce qui n’est pas établi."))
        told["family"] = told.get("family") or slug(told.get("title_fr", ""))
        return told


class LineForm(forms.Form):
    """A part of the budget, its key, and who takes part."""

    title_fr = _both(gettext_lazy("Ligne, en français"))
    title_nl = _both(gettext_lazy("Ligne, en néerlandais"))
    amount = AmountField(label=gettext_lazy("Montant, en euros"))
    key = forms.ChoiceField(label=gettext_lazy("Clé"))
    floor = AmountField(label=gettext_lazy("Plancher, en euros"))
    cap = AmountField(label=gettext_lazy("Plafond, en euros"))
    may_leave = forms.BooleanField(label=gettext_lazy("Un plafond peut laisser un solde non partagé"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("Qui participe"), choices=RULES, required=False)
    data_on = DateField(label=gettext_lazy("Données de la sélection au"), required=False)
    need = forms.IntegerField(
        label=gettext_lazy("Critères à remplir, au moins"), min_value=1, max_value=3, required=False
    )
    urban_policy = forms.BooleanField(label=gettext_lazy("Critère : politique urbaine"), required=False)
    inhabitants = forms.IntegerField(
        label=gettext_lazy("Critère : habitants, au moins"), min_value=1, max_value=10_000_000, required=False
    )
    increased_subsidy = forms.BooleanField(label=gettext_lazy("Critère : subvention majorée"), required=False)
    members = forms.IntegerField(
        label=gettext_lazy("Centres par cluster, au moins"), min_value=2, max_value=50, required=False
    )
    most = forms.IntegerField(label=gettext_lazy("Clusters, au plus"), min_value=1, max_value=600, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [(code, said(one.title)) for code, one in keys().items()]  # type: ignore[attr-defined]
        self.fields["key"].initial = "list"  # an empty line keeps it, and so is seen to be empty

    def clean(self) -> dict[str, Any]:
        """Bounds in order, and a rule that says enough."""
        told = super().clean() or {}
        if told.get("cap") is not None and told["cap"] < (told.get("floor") or 0):
            self.add_error("cap", _("Le plafond est sous le plancher."))
        if told.get("rule") and not told.get("data_on"):
            self.add_error("data_on", _("Dites de quel jour sont les données."))
        if told.get("rule") == "criteria":
            chosen = _criteria(told)
            if not told.get("need") or told["need"] > len(chosen):
                self.add_error("need", _("Demandez au plus autant de critères qu’il y en a."))
        if told.get("rule") == "clusters" and not (told.get("members") and told.get("most")):
            self.add_error("members", _("Dites combien de centres font un cluster, et combien de clusters au plus."))
        return told


class CostForm(forms.Form):
    """A kind of cost."""

    title_fr = _both(gettext_lazy("Frais, en français"))
    title_nl = _both(gettext_lazy("Frais, en néerlandais"))
    accepted = forms.BooleanField(label=gettext_lazy("Admis"), required=False)


class MomentForm(forms.Form):
    """A date of the calendar."""

    code = forms.ChoiceField(
        label=gettext_lazy("Étape"), choices=list(MOMENTS.items()), initial=MomentCode.PUBLISHED.value
    )
    first = DateField(label=gettext_lazy("Le, ou du"))
    last = DateField(label=gettext_lazy("Au"), required=False)


class PaymentForm(forms.Form):
    """A share of the amount, and what it waits for."""

    title_fr = _both(gettext_lazy("Paiement, en français"))
    title_nl = _both(gettext_lazy("Paiement, en néerlandais"))
    percent = PercentField(label=gettext_lazy("En %"), required=True)


def kept_forms(one: Any) -> list[forms.Form]:
    """The rows of a set that say something and were not taken out."""
    return [form for form in one.forms if form not in one.deleted_forms and (form.has_changed() or form.initial)]


class _Payments(forms.BaseFormSet):
    def clean(self) -> None:
        """The shares make the whole."""
        if any(self.errors):
            return
        found = [form.cleaned_data["percent"] for form in kept_forms(self)]
        if found and sum(found) != 100:
            raise forms.ValidationError(_("Les paiements ne font pas 100 %."))


def _set(form: type[forms.Form], extra: int, least: int = 0, base: type = forms.BaseFormSet) -> Any:
    return forms.formset_factory(
        form,
        formset=base,
        extra=extra,
        min_num=least,
        validate_min=bool(least),
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        can_delete=True,
    )


SETS = {
    "lines": _set(LineForm, 1, 1),
    "costs": _set(CostForm, 1),
    "calendar": _set(MomentForm, 1),
    "payments": _set(PaymentForm, 1, base=_Payments),
}


class Writing:
    """Form and sets, filled from a programme: to correct it, or (`fresh`) to begin another with a text of its own."""

    def __init__(self, data: Any = None, *, start: Programme | None = None, fresh: bool = False) -> None:
        told = _initial(start) if start else {}
        if told and fresh:
            told["form"] |= dict.fromkeys(OF_THE_TEXT, "") | {"certainty": str(Certainty.FOUND)}
        self.start, self.fresh = start, fresh
        self.form = ProgrammeForm(data, initial=told.get("form"))
        self.sets = {name: kind(data, prefix=name, initial=told.get(name, [])) for name, kind in SETS.items()}

    def is_valid(self) -> bool:
        """Whether everything can be read; every part is looked at, so that every mistake is told at once."""
        return all([self.form.is_valid(), *(one.is_valid() for one in self.sets.values())])

    def programme(self, on: date) -> Programme:
        """What the fields say. Forms of conventions and reports come along from the programme begun from."""
        told = self.form.cleaned_data
        source = _source(told, on)
        before = {one.code: one for one in self.start.lines} if self.start else {}
        lines: list[BudgetLine] = []
        for each in self._filled("lines"):
            one = _line(each, source, before, {other.code for other in lines})
            lines.append(replace(one, source=source) if self.fresh else one)
        return Programme(
            family=told["family"],
            year=told["year"],
            title=_saying(told),
            first=told["first"],
            last=told["last"],
            source=source,
            total=told["total"],
            lines=tuple(lines),
            costs=tuple(Cost(_saying(each), each["accepted"], source) for each in self._filled("costs")),
            calendar=tuple(
                Moment(MomentCode(each["code"]), each["first"], each["last"] or each["first"])
                for each in sorted(self._filled("calendar"), key=lambda one: one["first"])
            ),
            payments=tuple(Payment(_saying(each), each["percent"]) for each in self._filled("payments")),
            forms=self.start.forms if self.start else (),
        )

    def _filled(self, name: str) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in kept_forms(self.sets[name])]


def next_year(one: Programme) -> Programme:
    """The programme a year later, as a start: amounts and dates to be looked at again, the source to be written."""
    first = one.last.replace(year=one.last.year + 1, month=1, day=1) if one.last.month == 12 else one.last
    later = [replace(each, first=_later(each.first), last=_later(each.last)) for each in one.calendar]
    return replace(
        one, year=one.year + 1, first=first, last=_later(one.last), calendar=tuple(later), total=None,
        lines=tuple(replace(each, amount=None) for each in one.lines),
    )  # fmt: skip


def _later(day: date) -> date:
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def slug(text: str) -> str:
    """« participation-et-activation-sociale » from a title."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:40].strip("-") or "programme"


def _saying(told: Mapping[str, Any]) -> Saying:
    """In the two languages of the pages; English, which only readers of the data use, takes the French."""
    return Saying(en=told["title_fr"], fr=told["title_fr"], nl=told["title_nl"])


def _source(told: Mapping[str, Any], on: date) -> Source:
    title = told["text_title"]
    short = title if len(title) <= 60 else f"{title[:59].rstrip()}…"
    text = Text(
        id=slug(told["text_number"] or title),
        title=title,
        short=Saying(short, short, short),
        number=told["text_number"] or None,
        published=told["published"],
        link=told["link"] or None,
        no_link=None if told["link"] else "Entered without an address.",
    )
    doubt = Saying(*[told["doubt"]] * 3) if told["doubt"] else None
    return Source(text, told["article"] or None, (), on, Certainty(told["certainty"]), doubt)


def _criteria(told: Mapping[str, Any]) -> list[Criterion]:
    found = [Criterion(name) for name in YES_NO if told.get(name)]
    return [*found, *([Criterion("inhabitants", Fraction(told["inhabitants"]))] if told.get("inhabitants") else [])]


def _rule(told: Mapping[str, Any]) -> SelectionRule | ClusterRule | None:
    if told["rule"] == "criteria":
        return SelectionRule(told["need"], tuple(_criteria(told)), told["data_on"])
    if told["rule"] == "clusters":
        return ClusterRule(told["members"], told["most"], told["most"], told["data_on"])
    return None


def _line(told: Mapping[str, Any], source: Source, before: Mapping[str, BudgetLine], taken: set[str]) -> BudgetLine:
    title = _saying(told)
    same = next((one for one in before.values() if one.title.fr == title.fr and one.code not in taken), None)
    code = same.code if same else slug(title.fr)
    while code in taken:
        code = f"{code[:36]}-{len(taken) + 1}"
    unchanged = same and (same.amount, same.key, same.floor, same.cap) == (
        told["amount"], told["key"], told["floor"] or 0, told["cap"],
    )  # fmt: skip
    return BudgetLine(
        code=code,
        title=title,
        amount=told["amount"],
        key=told["key"],
        source=same.source if same and unchanged else source,
        floor=told["floor"] or 0,
        cap=told["cap"],
        may_leave=told["may_leave"],
        rule=_rule(told),
    )


def _initial(one: Programme) -> dict[str, Any]:
    text = one.source.text
    return {
        "form": {
            **_titles(one.title),
            "family": one.family,
            "year": one.year,
            "first": one.first,
            "last": one.last,
            "total": one.total,
            "text_title": text.title,
            "text_number": text.number or "",
            "published": text.published,
            "link": text.link or "",
            "article": one.source.article or "",
            "certainty": str(one.source.certainty),
            "doubt": said(one.source.doubt) if one.source.doubt else "",
        },
        "lines": [_line_initial(each) for each in one.lines],
        "costs": [{**_titles(each.title), "accepted": each.accepted} for each in one.costs],
        "calendar": [
            {"code": str(each.code), "first": each.first, "last": each.last if each.last != each.first else None}
            for each in one.calendar
        ],
        "payments": [{**_titles(each.title), "percent": each.percent} for each in one.payments],
    }


def _titles(one: Saying) -> dict[str, str]:
    return {"title_fr": one.fr, "title_nl": one.nl}


def _line_initial(one: BudgetLine) -> dict[str, Any]:
    told: dict[str, Any] = {
        **_titles(one.title),
        "amount": one.amount,
        "key": one.key,
        "floor": one.floor or None,
        "cap": one.cap,
        "may_leave": one.may_leave,
        "rule": "",
    }
    if isinstance(one.rule, SelectionRule):
        told |= {"rule": "criteria", "need": one.rule.need, "data_on": one.rule.data_on}
        told |= {each.series: True if each.at_least is None else int(each.at_least) for each in one.rule.criteria}
    if isinstance(one.rule, ClusterRule):
        told |= {"rule": "clusters", "members": one.rule.members, "most": one.rule.most, "data_on": one.rule.data_on}
    return told
