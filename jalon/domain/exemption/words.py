"""A record and a question in the words a person understands, in the language of the moment."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from jalon.domain.core import reader
from jalon.domain.exemption.asked import Asked
from jalon.domain.people.enums import Category
from jalon.law import parameters
from jalon.law.income import NO_END, Work, Worked
from jalon.law.sayings import spoken_cents, spoken_date, spoken_hours
from jalon.law.sources import Certainty

Recorded = dict[str, Any]
PAPER_LANGUAGES = ("fr", "nl", "de", "en")  # those the catalogues have

WORKS: dict[str, str | Promise] = {
    Work.JOB: gettext_lazy("emploi"),
    Work.INTERIM: gettext_lazy("travail intérimaire"),
    Work.TRAINING: gettext_lazy("formation professionnelle"),
    Work.STUDENT: gettext_lazy("job d’étudiant"),
    Work.ART: gettext_lazy("travail artistique"),
    Work.SHORTAGE: gettext_lazy("emploi dans un métier en pénurie"),
}
ANSWERS: dict[str, str | Promise] = {
    "month": gettext_lazy("Ce mois-ci"),
    "without": gettext_lazy("Sans travailler"),
    "less": gettext_lazy("Un jour de moins"),
    "more": gettext_lazy("Un jour de plus"),
    "instead": gettext_lazy("L’autre emploi"),
}
CERTAINTIES: dict[str, str | Promise] = {
    Certainty.FOUND: gettext_lazy("trouvé dans une source"),
    Certainty.COMPUTED: gettext_lazy("calculé d’après l’index"),
    Certainty.KNOWN_HIGH: gettext_lazy("connu, sans source lue"),
    Certainty.KNOWN_MEDIUM: gettext_lazy("probable, sans source lue"),
    Certainty.KNOWN_LOW: gettext_lazy("supposé, à vérifier"),
}
# What the texts do not say, by the argument of the rules that chooses a reading, and the parameter that lists them.
SILENCES: dict[str, str | Promise] = {
    "order": gettext_lazy("Comment compter un mois incomplet"),
    "divisor": gettext_lazy("Par combien de jours le diviser"),
    "count_in": gettext_lazy("En quoi compter les trois ans"),
}
READINGS = {"divisor": "income.day_divisor", "order": "income.order", "count_in": "exemption.count_in"}


def said(texts: dict[str, str]) -> str:
    """The sentence of a record in the language of the moment; French where it was kept without that one."""
    return texts.get(reader.language(), texts["fr"])


def euros(cents: int, *, signed: bool = False) -> str:
    """Cents as the lines of the law write them; `signed` puts a plus before a gain."""
    return ("+" if signed and cents > 0 else "") + spoken_cents(cents, reader.language())


def work_words(work: str) -> str:
    """A kind of work as people say it."""
    return str(WORKS[Work(work)])


def named(row: int, employer: str) -> str:
    """« Travail 2 (Boulangerie) ». `row` counts from 0."""
    number = _("Travail %d") % (row + 1)
    return f"{number} ({employer})" if employer else number


def month_words(month: date) -> str:
    """« mars 2025 »."""
    return spoken_date(month.replace(day=2), reader.language()).partition(" ")[2]


def brief(record: Recorded) -> list[str]:
    """What it comes to, in two or three sentences."""
    answers = {one["name"]: one for one in record["answers"]}
    month, without = answers["month"], answers.get("without")
    words = {name: euros(month[name]) for name in ("disposable", "earned", "support", "other")}
    words["month"] = month_words(date.fromisoformat(record["month"]))
    if without is None:
        return [_without_work(month, words)]
    return [_with_work(month, words), *_kept(without)]


def _without_work(month: Recorded, words: dict[str, str]) -> str:
    if month["other"]:
        return _("En %(month)s, sans travail, vous avez %(disposable)s : le CPAS paie %(support)s.") % words
    return _("En %(month)s, sans travail, le CPAS vous paie %(support)s.") % words


def _with_work(month: Recorded, words: dict[str, str]) -> str:
    if month["other"]:
        return (
            _(
                "En %(month)s, vous avez %(disposable)s en tout : %(earned)s de votre travail, %(other)s d’autres "
                "ressources et %(support)s du CPAS."
            )
            % words
        )
    return (
        _("En %(month)s, vous avez %(disposable)s en tout : %(earned)s de votre travail et %(support)s du CPAS.")
        % words
    )


def _kept(without: Recorded) -> list[str]:
    """What working leaves, against not working."""
    gain = -without["change"]
    words = {"without": euros(without["disposable"]), "gain": euros(abs(gain))}
    if gain < 0:
        return [_("Sans travailler, vous auriez %(without)s : travailler vous laisse %(gain)s de moins.") % words]
    if gain == 0:
        return [_("Sans travailler, vous auriez autant : %(without)s.") % words]
    first = _("Sans travailler, vous auriez %(without)s : travailler vous laisse %(gain)s de plus.") % words
    cents = without["of_a_euro"]
    if cents is None:
        return [first]
    return [first, _("De chaque euro gagné, il vous reste %(cents)s.") % {"cents": cents_words(cents)}]


def beside(record: Recorded) -> list[str]:
    """A day more, a day less, the other job: a sentence each; how to see them where no day is known."""
    answers = {one["name"]: one for one in record["answers"]}
    found = [_beside(answers[name]) for name in ("more", "less", "instead") if name in answers]
    if "without" in answers and "more" not in answers and "less" not in answers:
        found.append(_("Pour voir un jour de plus ou de moins, cochez les jours travaillés."))
    return found


def _beside(one: Recorded) -> str:
    words = {"name": str(ANSWERS[one["name"]]), "earned": euros(abs(one["more_earned"]))}
    words["change"] = euros(abs(one["change"]))
    more, gains = one["more_earned"] >= 0, one["change"] >= 0
    if more and gains:
        return _("%(name)s : %(earned)s gagnés en plus, %(change)s de plus dans votre poche.") % words
    if more:
        return _("%(name)s : %(earned)s gagnés en plus, et pourtant %(change)s de moins dans votre poche.") % words
    if gains:
        return _("%(name)s : %(earned)s gagnés en moins, et pourtant %(change)s de plus dans votre poche.") % words
    return _("%(name)s : %(earned)s gagnés en moins, %(change)s de moins dans votre poche.") % words


def cents_words(cents: int) -> str:
    """« 28 centimes »; a hundred is the whole euro; more, or less than nothing, is said as an amount."""
    if cents == 100:
        return pgettext("what stays of a euro", "tout")
    if not 0 <= cents < 100:
        return euros(cents)
    return ngettext("%(n)d centime", "%(n)d centimes", cents) % {"n": cents}


def side_by_side(record: Recorded) -> tuple[list[str], list[list[str]]]:
    """The months beside one another: the heads, and a row each."""
    head = [_("Situation"), _("Gagné"), _("Payé par le CPAS"), _("En tout"), _("Différence"), _("Reste de chaque euro")]
    return head, [_row(one) for one in record["answers"]]


def _row(one: Recorded) -> list[str]:
    cells = [str(ANSWERS[one["name"]]), *(euros(one[name]) for name in ("earned", "support", "disposable"))]
    if one["name"] == "month":
        return [*cells, "–", "–"]
    kept = one["of_a_euro"]
    return [*cells, euros(one["change"], signed=True), "–" if kept is None else cents_words(kept)]


def right(record: Recorded) -> list[str]:
    """The right tested before and after the exemption."""
    before, after = record["right"]["before"], record["right"]["after"]
    return [
        _("Avant l’exonération : il y a un droit.")
        if before
        else _("Avant l’exonération : il n’y aurait pas de droit."),
        _("Après l’exonération : il y a un droit.") if after else _right_after(record),
    ]


def _right_after(record: Recorded) -> str:
    """None for what was earned; days without work, of a month counted by days, are paid all the same."""
    month = record["answers"][0]
    if month["support"]:
        return _("Après l’exonération : pas de droit pour les jours travaillés ; les autres jours sont payés.")
    return _("Après l’exonération : il n’y a pas de droit.")


def left(record: Recorded) -> list[str]:
    """What is used and left of the three years; nothing where they do not run."""
    told = record["left"]
    if told is None:
        return []
    words = {"taken": told["taken"], "after": told["after"], "total": told["total"], "months": told["months_after"]}
    if told["unit"] == "days":
        sentences = [
            ngettext("Ce mois prend %(taken)d jour.", "Ce mois prend %(taken)d jours.", told["taken"]) % words,
            _("Il restera %(after)d jours sur %(total)d, soit %(months)d mois entiers.") % words,
        ]
    else:
        sentences = [_("Il restera %(after)d mois sur %(total)d.") % words]
    if told["until"]:
        until = spoken_date(date.fromisoformat(told["until"]), reader.language())
        sentences.append(_("Ils se prennent jusqu’au %(until)s.") % {"until": until})
    return sentences


def given(asked: Asked) -> list[tuple[str, str]]:
    """What was asked, as label and text: the category, each work, and whatever differs from the usual."""
    found = [(_("Catégorie"), str(Category(asked.category).label))]
    found += [(named(row, one.employer), _work(one)) for row, one in enumerate(asked.calendar)]
    if asked.other:
        found.append((_("Autres ressources"), euros(asked.other)))
    if asked.used and asked.first_used_on:
        first = spoken_date(asked.first_used_on, reader.language())
        found.append(
            (_("Exonération déjà prise"), _("%(used)d, depuis le %(first)s") % {"used": asked.used, "first": first})
        )
    if asked.used_this_year:
        found.append((_("Travail artistique déjà exonéré cette année"), euros(asked.used_this_year)))
    found += [(_("Condition"), one) for one in _conditions(asked)]
    found += [_reading(asked, code) for code in READINGS if getattr(asked, code)]
    if asked.instead:
        found.append((str(ANSWERS["instead"]), _job(asked)))
    return found


def _conditions(asked: Asked) -> list[str]:
    found = []
    if not asked.began_on_support:
        found.append(_("travaillait déjà lors de la première demande"))
    if asked.has_grant:
        found.append(_("reçoit une bourse d’études"))
    if any(one.work == Work.STUDENT for one in asked.calendar):
        found.append(_("a un PIIS ce mois-là") if asked.has_piis else _("n’a pas de PIIS ce mois-là"))
    if asked.shortage_since:
        since = spoken_date(asked.shortage_since, reader.language())
        found.append(_("exonération majorée depuis le %(since)s") % {"since": since})
    return found + (_shortage(asked) if any(one.work == Work.SHORTAGE for one in asked.calendar) else [])


def _shortage(asked: Asked) -> list[str]:
    found = []
    if isinstance(asked.contract_months, int):
        lasts = ngettext("contrat de %(n)d mois", "contrat de %(n)d mois", asked.contract_months)
        found.append(lasts % {"n": asked.contract_months})
    elif asked.contract_months == NO_END:
        found.append(_("contrat à durée indéterminée"))
    if asked.has_certificate is not None:
        found.append(
            _("a l’attestation du service régional de l’emploi")
            if asked.has_certificate
            else _("n’a pas l’attestation du service régional de l’emploi")
        )
    return found


def _reading(asked: Asked, code: str) -> tuple[str, str]:
    entry = parameters.on(READINGS[code], asked.month)
    return str(SILENCES[code]), entry.reading(getattr(asked, code)).label.say(reader.language())


def _work(one: Worked) -> str:
    parts = [work_words(one.work), euros(one.net)]
    if one.minutes is not None:
        parts.append(spoken_hours(one.minutes, reader.language()))
    elif one.days:
        number = ngettext("%(n)d jour", "%(n)d jours", len(one.days)) % {"n": len(one.days)}
        parts.append(f"{number} ({', '.join(str(day.day) for day in sorted(one.days))})")
    else:
        parts.append(_("le mois entier"))
    return ", ".join(parts)


def _job(asked: Asked) -> str:
    job = asked.instead
    assert job is not None
    days = ngettext("%(n)d jour", "%(n)d jours", job.days) % {"n": job.days} if job.days else _("le mois entier")
    return ", ".join((work_words(job.work), euros(job.net), days))
