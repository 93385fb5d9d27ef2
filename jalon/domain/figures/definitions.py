"""Every figure, as data: what it counts in words, its unit, its article, and how it is broken down."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from jalon.domain.figures.axes import (
    AGE,
    CATEGORY,
    CAUSE,
    COMMITMENT,
    COMMUNITY,
    COVER,
    DONE,
    FATE,
    KIND,
    LANGUAGE,
    MANNER,
    MONTHS,
    OUTCOME,
    REASON,
    REPRIEVE,
    SCOPE,
    SEX,
    TIMING,
    WAY,
    Axis,
    Text,
)


@dataclass(frozen=True)
class Figure:
    """A number. `relation` and `condition` say which rows are counted (`relations`); `formula` says it to people.

    `national`: whether centres submit it; a figure that repeats part of another stays in the centre, since two tables
    that share a cell would undo each other's protection.
    """

    code: str
    label: Text
    formula: Text
    unit: Text
    relation: str
    axes: tuple[Axis, ...] = ()
    condition: str = "true"
    article: Text = ""
    national: bool = True
    group: str = "projects"

    @property
    def national_axes(self) -> tuple[Axis, ...]:
        """The axes that centres submit."""
        return tuple(one for one in self.axes if one.national)

    def axis(self, code: str) -> Axis:
        """The axis of that name; KeyError when the figure has none."""
        return next((one for one in self.axes if one.code == code), None) or _refuse(code)


def _refuse(code: str) -> Axis:
    raise KeyError(code)


@dataclass(frozen=True)
class Part:
    """A figure, or some keys of one of its axes."""

    figure: str
    axis: str = ""
    keys: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Ratio:
    """A share. Nothing is said when the denominator is zero. `figure`: beside which it is shown."""

    code: str
    label: Text
    formula: Text
    figure: str
    numerator: Part
    denominator: Part
    article: Text = ""


_PEOPLE = (AGE, SEX, CATEGORY, LANGUAGE)
_RIGHT = _("loi du 26 mai 2002, art. 6, 11 et 13")
_REVIEW = _("arrêté royal du 11 juillet 2002, art. 15")
_PROJECT, _PERSON_UNIT = _("PIIS"), _("personnes")

FIGURES: tuple[Figure, ...] = (
    Figure(
        "in_force",
        _("PIIS en cours"),
        _(
            "PIIS approuvés par le Conseil, commencés au plus tard le dernier jour de la période, ni terminés ce "
            "jour-là, ni au-delà de leur fin convenue."
        ),
        _PROJECT,
        "in_force",
        (KIND, *_PEOPLE, COMMUNITY),
    ),
    Figure(
        "on_the_way",
        _("Autres projets"),
        _(
            "Projets qui ne sont pas en cours le dernier jour : ceux qu’on prépare, signe ou attend, et ceux qui se "
            "sont terminés, ont été refusés ou abandonnés pendant la période."
        ),
        _PROJECT,
        "on_the_way",
        (WAY,),
        national=False,  # those that ended are counted with their outcome too
    ),
    Figure(
        "obliged",
        _("Personnes pour qui un PIIS est obligatoire"),
        _(
            "Personnes qui ont droit à l’intégration sociale le dernier jour et pour qui la loi demande un PIIS ; "
            "les dispenses pour santé ou équité ne comptent pas. L’âge est celui du dernier jour ; le délai court "
            "depuis la décision d’octroi."
        ),
        _PERSON_UNIT,
        "obliged",
        (COVER, SEX, CATEGORY),
        article=_RIGHT,
        group="obliged",
    ),
    Figure(
        "without",
        _("Obligées, mais sans PIIS"),
        _("Parmi les personnes pour qui un PIIS est obligatoire, celles qui n’en ont aucun en cours le dernier jour."),
        _PERSON_UNIT,
        "obliged",
        (COVER, AGE, SEX, CATEGORY),
        condition="without",
        article=_RIGHT,
        national=False,
        group="obliged",
    ),
    Figure(
        "concluded",
        _("PIIS conclus"),
        _(
            "PIIS dont la dernière signature a été donnée pendant la période. Le délai est de trois mois depuis la "
            "décision d’octroi, tel qu’il était noté à la signature."
        ),
        _PROJECT,
        "concluded",
        (TIMING, KIND, AGE, SEX),
        article=_("loi du 26 mai 2002, art. 6"),
        group="obliged",
    ),
    Figure(
        "evaluations",
        _("Évaluations"),
        _("Évaluations qui ont eu lieu, ou devaient avoir lieu, pendant la période."),
        _("évaluations"),
        "evaluations",
        (MANNER,),
        article=_REVIEW,
        group="followup",
    ),
    Figure(
        "windows",
        _("Années de PIIS arrivées à terme"),
        _(
            "Années de PIIS (comptées depuis le début du projet) qui se terminent pendant la période, la dernière "
            "pouvant être plus courte. Chacune demande au moins trois évaluations, dont deux en personne, en "
            "proportion de ses mois ; deux évaluations le même jour comptent pour une."
        ),
        _("années de PIIS"),
        "windows",
        (DONE,),
        article=_REVIEW,
        group="followup",
    ),
    Figure(
        "commitments_person",
        _("Engagements des personnes"),
        _(
            "Engagements de la personne échus pendant la période, et ceux sans date dont l’état a été noté pendant la "
            "période, selon leur état au dernier jour."
        ),
        _("engagements"),
        "commitments",
        (COMMITMENT, CAUSE),
        condition="side = 'person'",
        article=_("loi du 26 mai 2002, art. 11 : engagements de toutes les parties"),
        group="commitments",
    ),
    Figure(
        "commitments_centre",
        _("Engagements du CPAS"),
        _("Engagements du CPAS comptés exactement comme ceux des personnes."),
        _("engagements"),
        "commitments",
        (COMMITMENT, CAUSE),
        condition="side = 'centre'",
        article=_("loi du 26 mai 2002, art. 11 : engagements de toutes les parties"),
        group="commitments",
    ),
    Figure(
        "commitments_third",
        _("Engagements des tiers"),
        _("Engagements des organisations parties au projet, comptés exactement comme ceux des personnes."),
        _("engagements"),
        "commitments",
        (COMMITMENT, CAUSE),
        condition="side = 'third'",
        article=_("loi du 26 mai 2002, art. 11 : engagements de toutes les parties"),
        group="commitments",
    ),
    Figure(
        "outcomes",
        _("PIIS terminés"),
        _(
            "PIIS dont le dernier jour tombe pendant la période, avec ce que le projet a apporté et pourquoi "
            "il se termine."
        ),
        _PROJECT,
        "endings",
        (OUTCOME, REASON, AGE, SEX),
        group="outcomes",
    ),
    Figure(
        "sanctions",
        _("Sanctions décidées"),
        _("Suspensions décidées par le Conseil pendant la période pour un PIIS non respecté."),
        _("sanctions"),
        "sanctions",
        (SCOPE, MONTHS, REPRIEVE, FATE, AGE, SEX),
        article=_("loi du 26 mai 2002, art. 30, § 2"),
        group="sanctions",
    ),
)

GROUPS: Mapping[str, Text] = {
    "projects": _("Projets"),
    "obliged": _("Obligation et délais"),
    "followup": _("Suivi"),
    "commitments": _("Engagements, des deux côtés"),
    "outcomes": _("Résultats"),
    "sanctions": _("Sanctions"),
}

_JUDGED = ("kept", "partly", "not_kept")


def _kept(code: str, figure: str, label: Text) -> Ratio:
    return Ratio(
        code,
        label,
        _("tenus ÷ (tenus + tenus en partie + pas tenus)"),
        figure,
        Part(figure, "state", ("kept",)),
        Part(figure, "state", _JUDGED),
    )


RATIOS: tuple[Ratio, ...] = (
    Ratio(
        "with_piis",
        _("avec un PIIS en cours"),
        _("personnes obligées avec un PIIS en cours ÷ personnes obligées"),
        "obliged",
        Part("obliged", "cover", ("young_with", "others_with")),
        Part("obliged"),
        _RIGHT,
    ),
    Ratio(
        "young_with_piis",
        _("avec un PIIS, parmi les moins de 25 ans"),
        _("personnes obligées de moins de 25 ans avec un PIIS en cours ÷ personnes obligées de moins de 25 ans"),
        "obliged",
        Part("obliged", "cover", ("young_with",)),
        Part("obliged", "cover", ("young_with", "young_within", "young_passed", "young_unknown")),
        _RIGHT,
    ),
    Ratio(
        "in_time",
        _("dans le délai"),
        _("PIIS conclus dans le délai ÷ PIIS conclus qui ont un délai légal"),
        "concluded",
        Part("concluded", "timing", ("in_time",)),
        Part("concluded", "timing", ("in_time", "late")),
        _("loi du 26 mai 2002, art. 6"),
    ),
    Ratio(
        "in_person",
        _("en personne"),
        _("évaluations faites en personne ÷ évaluations faites"),
        "evaluations",
        Part("evaluations", "manner", ("in_person",)),
        Part("evaluations", "manner", ("in_person", "otherwise")),
        _REVIEW,
    ),
    Ratio(
        "enough",
        _("assez évaluées, et assez en personne"),
        _("années de PIIS avec assez d’évaluations, dont assez en personne ÷ années de PIIS arrivées à terme"),
        "windows",
        Part("windows", "done", ("enough",)),
        Part("windows"),
        _REVIEW,
    ),
    _kept("kept_person", "commitments_person", _("tenus par les personnes")),
    _kept("kept_centre", "commitments_centre", _("tenus par le CPAS")),
    _kept("kept_third", "commitments_third", _("tenus par les tiers")),
    Ratio(
        "sanctioned",
        _("pour 100 PIIS en cours"),
        _("sanctions décidées pendant la période ÷ PIIS en cours le dernier jour"),
        "sanctions",
        Part("sanctions"),
        Part("in_force"),
    ),
    Ratio(
        "total",
        _("totales"),
        _("suspensions totales ÷ sanctions décidées"),
        "sanctions",
        Part("sanctions", "scope", ("total",)),
        Part("sanctions"),
    ),
)


@dataclass(frozen=True)
class _Index:
    figures: dict[str, Figure] = field(default_factory=lambda: {one.code: one for one in FIGURES})


def figure(code: str) -> Figure:
    """The figure of that code; KeyError when there is none."""
    return _INDEX.figures[code]


def national_figures() -> list[Figure]:
    """Those that centres submit."""
    return [one for one in FIGURES if one.national]


_INDEX = _Index()
