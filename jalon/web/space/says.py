"""Easy-to-read sentences: short, one idea each, said to the person. One for every state and right.

The words are ours; what they tell is the law's (`jalon.law.piis`) and the file's. What comes, and when: `coming`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.core import reader
from jalon.domain.documents.models import DocumentKind
from jalon.domain.documents.rendering import dates
from jalon.domain.instruments.definition import Definition
from jalon.domain.people.enums import StatusKind
from jalon.domain.piis.enums import AbsenceCause, CommitmentState, EvaluationState, Opinion, Side, State
from jalon.domain.space.enums import Entry, WayAct
from jalon.domain.space.obliged import NotAsked
from jalon.domain.space.project import Project
from jalon.law import piis as law
from jalon.law.answers import Line

# Said by the components we share with the other rooms, which speak two languages; this room speaks four.
SHARED = (
    gettext_lazy("facultatif"),
    gettext_lazy("Erreur :"),
    gettext_lazy("À corriger avant de continuer"),
    gettext_lazy("Rien de ce que vous avez écrit n’est perdu."),
    gettext_lazy("Ce mot de passe se devine trop facilement : ce sont des mots que tout le monde essaie."),
)

NOTICE_DAYS = 14  # how long the first page says what the desk did
STATUS: dict[str, Promise] = {
    StatusKind.INTEGRATION: gettext_lazy("Vous recevez le revenu d’intégration."),
    StatusKind.EQUIVALENT: gettext_lazy("Vous recevez une aide du CPAS. Elle vaut le revenu d’intégration."),
    StatusKind.BROAD: gettext_lazy("Le CPAS vous aide. Vous ne recevez pas de revenu d’intégration."),
}
PROJECT: dict[str, Promise] = {
    State.HANDED_OVER: gettext_lazy("Vous avez reçu le texte de votre projet. Il n’est pas encore signé par tous."),
    State.SIGNED: gettext_lazy("Votre projet est signé. Le Conseil du CPAS doit encore l’accepter."),
    State.RUNNING: gettext_lazy("Votre projet est en route."),
    State.ENDED: gettext_lazy("Votre projet est fini."),
    State.REFUSED: gettext_lazy(
        "Le Conseil du CPAS n’a pas accepté ce projet. Parlez-en avec votre travailleur social."
    ),
}
NOT_ASKED: dict[str, Promise] = {
    NotAsked.HEALTH: gettext_lazy("Votre santé passe d’abord : le centre ne vous demande pas de projet en ce moment."),
    NotAsked.EQUITY: gettext_lazy("Vu votre situation, le centre ne vous demande pas de projet pour le moment."),
    NotAsked.FREE: gettext_lazy("La loi ne vous demande pas de projet. Un projet est libre pour vous."),
}
MINE: dict[str, Promise] = {
    CommitmentState.TO_DO: gettext_lazy("À faire."),
    CommitmentState.UNDER_WAY: gettext_lazy("Vous avez commencé."),
    CommitmentState.KEPT: gettext_lazy("C’est fait."),
    CommitmentState.PARTLY: gettext_lazy("C’est fait en partie."),
    CommitmentState.NOT_KEPT: gettext_lazy("Ce n’est pas fait."),
    CommitmentState.DROPPED: gettext_lazy("Ce n’est plus utile."),
}
THEIRS: dict[str, Promise] = {**MINE, CommitmentState.UNDER_WAY: gettext_lazy("C’est commencé.")}
MARKS = {
    CommitmentState.TO_DO: "circle",
    CommitmentState.UNDER_WAY: "half",
    CommitmentState.KEPT: "check",
    CommitmentState.PARTLY: "half",
    CommitmentState.NOT_KEPT: "cross",
    CommitmentState.DROPPED: "minus",
}
MISSED: dict[str, Promise] = {
    AbsenceCause.PERSON: gettext_lazy("Le centre a noté que vous n’êtes pas venu."),
    AbsenceCause.ORGANISER: gettext_lazy("Le centre ou l’organisateur a annulé."),
    AbsenceCause.FORCE_MAJEURE: gettext_lazy("Ce n’était la faute de personne."),
}
THEN: dict[str, Promise] = {
    Opinion.AGREES: gettext_lazy("Ce jour-là, vous étiez d’accord."),
    Opinion.DISAGREES: gettext_lazy("Ce jour-là, vous n’étiez pas d’accord."),
}
SAID: dict[str, Promise] = {
    "agrees": gettext_lazy("Je suis d’accord."),
    "disagrees": gettext_lazy("Je ne suis pas d’accord."),
}
FATES: dict[str, Promise] = {
    WayAct.CONFIRMED: gettext_lazy("Le centre vous a rencontré et a confirmé votre code secret."),
    WayAct.WRONG: gettext_lazy("Quelqu’un a tapé un code faux pour signer."),
    WayAct.LOCKED: gettext_lazy("Cinq codes faux : votre code secret ne vaut plus."),
    WayAct.WITHDRAWN: gettext_lazy("Votre code secret a été retiré."),
    WayAct.NEW_CARD: gettext_lazy("Votre code secret ne vaut plus : la carte a changé."),
}
PAPERS: dict[str, Promise] = {
    DocumentKind.CONTRACT: gettext_lazy("Le texte de votre projet."),
    DocumentKind.AMENDMENT: gettext_lazy("Un changement de votre projet."),
    DocumentKind.EVALUATION: gettext_lazy("Ce que vous avez dit ensemble en faisant le point."),
    DocumentKind.BILAN: gettext_lazy("Où vous en êtes, dans chaque domaine de votre vie."),
    DocumentKind.NOTICE: gettext_lazy("Le centre vous demande quelque chose. Lisez-la vite."),
    DocumentKind.SANCTION: gettext_lazy("Le Conseil a décidé. La lettre dit comment vous pouvez vous défendre."),
    DocumentKind.LETTER: gettext_lazy("Une lettre du centre."),
}
RIGHTS: dict[str, tuple[Promise, Promise]] = {
    "scope": (
        gettext_lazy("On vous explique"),
        gettext_lazy("Votre travailleur social vous explique ce qui est écrit, ce que cela veut dire et ce qui suit."),
    ),
    "assistance": (
        gettext_lazy("Vous pouvez venir à deux"),
        gettext_lazy("Une personne que vous choisissez peut vous aider et venir avec vous."),
    ),
    "reflection": (
        gettext_lazy("Vous prenez le temps de réfléchir"),
        gettext_lazy("Avant de signer, vous avez %(days)s jours pour réfléchir. Personne ne peut vous presser."),
    ),
    "hearing": (
        gettext_lazy("On vous écoute"),
        gettext_lazy("Avant de signer, vous pouvez demander à parler vous-même au centre."),
    ),
    "interview": (
        gettext_lazy("Vous pouvez demander un entretien"),
        gettext_lazy(
            "Après la signature, quand vous voulez. Le centre doit vous recevoir dans les %(week)s jours ouvrables."
        ),
    ),
    "amendment": (
        gettext_lazy("Vous pouvez demander un changement"),
        gettext_lazy("Le projet peut changer si vous et le centre êtes d’accord."),
    ),
    "third_parties": (
        gettext_lazy("D’autres peuvent vous aider"),
        gettext_lazy(
            "Une école, une association ou un service peut faire partie du projet, si vous ou le centre le demandez."
        ),
    ),
}


ACTS: dict[str, tuple[Promise, str]] = {
    "right_hearing": (gettext_lazy("Demander à être entendu"), "space:ask_hearing"),
    "right_interview": (gettext_lazy("Demander un entretien"), "space:interview"),
    "right_amendment": (gettext_lazy("Demander un changement"), "space:ask_change"),
}


def instrument_language(definition: Definition) -> str:
    """The reader's language when the instrument has it, else its first."""
    return reader.language() if reader.language() in definition.languages else definition.languages[0]


def recall(definition: Definition) -> str:
    """What to think of while answering."""
    if definition.recall_days == 0:
        return _("Dites comment c’est aujourd’hui.")
    return _("Pensez aux %(n)s derniers jours.") % {"n": definition.recall_days}


def day(value: date | datetime) -> str:
    """« lundi 23 novembre 2026 »."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return dates.weekday(value, reader.language())


def moment(value: datetime) -> str:
    """« lundi 23 novembre 2026, à 9 h 30 »."""
    return _("%(day)s, à %(hour)s") % {"day": day(value), "hour": dates.hour(value, reader.language())}


def ended(end: dict[str, Any]) -> str:
    """What ended of the ways in, on which day and by whom."""
    if end["what"] == Entry.ALL:
        words = _("%(day)s, %(who)s a fermé à votre demande tout ce qui ouvrait votre espace : clés, identités, pages.")
    elif end["what"] == Entry.KEY:
        words = _("%(day)s, vous avez retiré une clé.")
    else:
        words = _("%(day)s, vous avez retiré une identité liée.")
    said = words % {"day": day(end["on"]), "who": end["by_name"]}
    return said[:1].upper() + said[1:]


def told_at_desk(ends: Iterable[dict[str, Any]], on: date) -> str:
    """What the desk ended in the last two weeks; nobody else may have asked for it."""
    recent = (one for one in ends if one["what"] == Entry.ALL and (on - one["on"]).days < NOTICE_DAYS)
    return next((ended(one) for one in recent), "")


@dataclass(frozen=True)
class Right:
    """One of the person's rights, and the text it rests on."""

    title: str
    words: str
    source: str
    act: str = ""
    url: str = ""


def cited(lines: Iterable[Line]) -> str:
    """The texts these lines rest on, each once."""
    return reader.mark(";").join(dict.fromkeys(line.cite(reader.language()) for line in lines))


def interview_days(on: date) -> int:
    """Within how many working days the centre sees a person who asks for it."""
    return int(law.interview_due(on).lines[0].params["days"])


def rights(on: date) -> list[Right]:
    """The rights the law gives on that day, in the order to say them."""
    found, week = [], interview_days(on)
    for line in law.told_before_signing(on):
        title, words = RIGHTS[line.code.removeprefix("right_")]
        values = {"days": line.params.get("days", ""), "week": week}
        act, place = ACTS.get(line.code, ("", ""))
        found.append(Right(str(title), str(words) % values, cited([line]), str(act), reverse(place) if place else ""))
    return found


@dataclass(frozen=True)
class Said:
    """A line of the project as it is said to the person."""

    text: str
    who: str
    state: str
    mark: str
    when: str
    late: str


def lines(project: Project, side: str) -> list[Said]:
    """What one side does, with where it stands. Late is said with the same words on every side."""
    words = MINE if side == Side.PERSON else THEIRS
    return [
        Said(
            text=line.text,
            who=line.who,
            state=str(words[line.state]),
            mark=MARKS[CommitmentState(line.state)],
            when=" · ".join(
                part
                for part in (line.rhythm, _("Pour le %(day)s.") % {"day": day(line.due_on)} if line.due_on else "")
                if part
            ),
            late=_("C’est en retard.") if line.late else "",
        )
        for line in project.of(side)
    ]


def sides(project: Project) -> dict[str, list[Said]]:
    """What each side does, as the pages call them."""
    return {
        "mine": lines(project, Side.PERSON),
        "theirs": lines(project, Side.CENTRE),
        "others": lines(project, Side.THIRD),
    }


def period(project: Project) -> str:
    """From when to when it is meant to run."""
    if not project.since:
        return ""
    if not project.until:
        return _("Le projet commence le %(first)s.") % {"first": day(project.since)}
    return _("Le projet va du %(first)s au %(last)s.") % {"first": day(project.since), "last": day(project.until)}


def project_now(project: Project, on: date) -> list[str]:
    """Where the project stands, in sentences."""
    said = [str(PROJECT[project.state])]
    if project.state == State.RUNNING and project.since:
        said.append(_("Il a commencé le %(day)s.") % {"day": day(project.since)})
    if project.state == State.ENDED and project.ended_on:
        said.append(_("Son dernier jour était le %(day)s.") % {"day": day(project.ended_on)})
    for text in project.texts:
        if text.signed_by_person_on:
            said.append(_("Vous avez signé le %(day)s.") % {"day": day(text.signed_by_person_on)})
        elif text.may_sign_from <= on:
            said.append(_("Vous pouvez signer, quand vous êtes prêt."))
    if project.is_voluntary:
        said.append(_("Ce projet est libre : il n’y a pas de sanction possible."))
    return said


def talk_title(talk: Any) -> str:
    """« Le point du lundi 4 mai 2026 »."""
    return _("Le point du %(day)s") % {"day": day(talk.held_on)}


def talk_now(talk: Any) -> str:
    """How the talk went, in a sentence."""
    if talk.state == EvaluationState.MISSED:
        said = _("Le point n’a pas eu lieu.")
        return f"{said} {MISSED[talk.absence_cause]}" if talk.absence_cause in MISSED else said
    return str(THEN.get(talk.opinion, ""))
