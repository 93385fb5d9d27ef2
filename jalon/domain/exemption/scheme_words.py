"""What a scheme says, in sentences: what it keeps from its file where no field of the lab can show it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.exemption.composing import EMPLOYED, Whom, main_of, numbers_of, shares_of
from jalon.domain.exemption.words import WORKS, euros
from jalon.domain.people.enums import Category as Label
from jalon.law.income import Bracket, Category, Exemption, Scheme, Work
from jalon.law.income.cents import UNLIMITED
from jalon.law.income.scheme import Amount, Said


def kept(scheme: Scheme) -> list[str]:
    """What fields do not show of a scheme from a file; empty when they show all of it but its texts."""
    found = []
    if "title" not in numbers_of(scheme):
        found.append(_("Son nom, trop long pour le champ."))
    if scheme.smoothing > 1:
        found.append(_("Les gains sont lissés : la moyenne de %(n)d mois.") % {"n": scheme.smoothing})
    main, whom = main_of(scheme)
    if main is not None:
        found += _of_main(scheme, main, whom)
    for said, there in _others(scheme, whom):
        found.append(_("%(whom)s : %(rule)s.") % {"whom": whom_words(there), "rule": said_words(said)})
    if not scheme.law_otherwise:
        found.append(_("Ce que le fichier ne nomme pas n’a aucune exonération."))
    return [one[:1].upper() + one[1:] for one in found]


def _of_main(scheme: Scheme, main: Exemption, whom: Whom) -> list[str]:
    found, shown = [], numbers_of(scheme)
    works = {work for work, _category in whom}
    if works - {Work.ART} != set(EMPLOYED) or "categories" not in shown:
        found.append(_("Les champs valent pour : %(whom)s.") % {"whom": whom_words(whom)})
    hidden = {name for name in ("flat", "floor", "ceiling") if name not in shown}
    parts = [_amount(name, getattr(main, name)) for name in ("flat", "floor", "ceiling") if name in hidden]
    parts += [_share(step) for step in shares_of(main)[2]]
    if "taper_from" not in shown:
        parts.append(_taper(main))
    found += [f"{one}." for one in parts]
    if (main.months, main.within) != (36, 72):
        found.append(_("Durée : %(duration)s.") % {"duration": duration_words(main)})
    return found


def _others(scheme: Scheme, main: Whom) -> list[tuple[Said, Whom]]:
    alike: dict[Said, Whom] = {}
    for one, said in scheme.exemptions.items():
        if one not in main:
            alike.setdefault(said, set()).add(one)
    return list(alike.items())


def whom_words(whom: Iterable[tuple[Work, Category]]) -> str:
    """« emploi, formation ; job d’étudiant (1 – cohabitant) »: work in the same categories stands together."""
    by_work = {work: tuple(one for one in Category if (work, one) in set(whom)) for work in Work}
    together: dict[tuple[Category, ...], list[str]] = {}
    for work, categories in by_work.items():
        if categories:
            together.setdefault(categories, []).append(str(WORKS[work]))
    found = []
    for categories, works in together.items():
        named = _("tout travail") if len(works) == len(Work) else ", ".join(works)
        labels = ", ".join(str(Label(int(one)).label) for one in categories)
        found.append(named if len(categories) == len(Category) else f"{named} ({labels})")
    return reader.mark(";").join(found)


def said_words(said: Said) -> str:
    """What is exempt, in one sentence without its full stop."""
    if isinstance(said, Work):
        return _("la loi du travail « %(work)s »") % {"work": WORKS[said]}
    parts = [_amount("flat", said.flat)] if said.flat else []
    parts += [_share(step) for step in said.brackets]
    parts += [_amount("floor", said.floor)] if said.floor else []
    parts += [_amount("ceiling", said.ceiling)] if said.ceiling is not None else []
    parts += [_taper(said)] if said.taper_from < UNLIMITED else []
    return ", ".join([*(parts or [_("rien d’exonéré")]), duration_words(said)])


def duration_words(one: Exemption) -> str:
    """How long it is given."""
    if one.months is None:
        return _("sans limite de durée")
    if one.within is None:
        return _("%(months)d mois au plus") % {"months": one.months}
    return _("%(months)d mois à prendre en %(within)d") % {"months": one.months, "within": one.within}


def _amount(name: str, amount: Amount | None) -> str:
    words = {
        "flat": _("forfait (%(amount)s)"),
        "floor": _("plancher (%(amount)s)"),
        "ceiling": _("plafond (%(amount)s)"),
    }
    return words[name] % {"amount": euros(amount) if isinstance(amount, int) else _("le montant de la loi")}


def _share(step: Bracket) -> str:
    return _("%(percent)s de ce qui dépasse %(start)s") % {"percent": _percent(step.share), "start": euros(step.start)}


def _taper(one: Exemption) -> str:
    words = {"percent": _percent(one.taper_share), "start": euros(one.taper_from)}
    return _("moins %(percent)s de chaque euro au-dessus de %(start)s") % words


def _percent(share: int) -> str:
    """« 33,5 % »."""
    return f"{share / 100:g}".replace(".", ",") + "\N{NO-BREAK SPACE}%"
