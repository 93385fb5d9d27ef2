"""What comes and when, in sentences: the days of a project, of an interview asked for, of a notice, of an appeal.

What the centre let pass stands first; what nobody should miss stands apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.piis.enums import State
from jalon.domain.space.project import Project, Warned
from jalon.domain.space.queries import Asked
from jalon.web.space import says


@dataclass(frozen=True)
class Next:
    """Something that comes, on a day, in a sentence. `late`: the centre let it pass."""

    on: date
    words: str
    when: str = ""
    late: bool = False


def what_comes(project: Project | None, asked: Asked | None, on: date) -> list[Next]:
    """What comes next and when, soonest first; what the centre is late with stands first."""
    found = [*_interview(asked, on), *(_of_project(project, on) if project else ())]
    return sorted(found, key=lambda one: (not one.late, one.on))


def _interview(asked: Asked | None, on: date) -> Iterable[Next]:
    if asked is None:
        return
    request, answer, given = asked
    if not given:
        late = asked.is_late(on)
        words = _("Vous avez demandé un entretien. Le centre doit vous recevoir au plus tard ce jour-là.")
        if late:
            words = _("Vous avez demandé un entretien. Le centre devait vous recevoir au plus tard ce jour-là.")
        yield Next(request.due_on, words, says.day(request.due_on), late=late)
    if answer and answer.meets_at and timezone.localtime(answer.meets_at).date() >= on:
        at = timezone.localtime(answer.meets_at).date()
        words = _("Vous avez un entretien au centre.") + (f" {answer.place}" if answer.place else "")
        yield Next(at, words, says.moment(answer.meets_at))


def _of_project(project: Project, on: date) -> Iterable[Next]:
    yield from _to_sign(project, on)
    yield from _evaluation(project, on)
    if project.state == State.RUNNING and project.until:
        yield Next(project.until, _("C’est le dernier jour prévu de votre projet."), says.day(project.until))


def _to_sign(project: Project, on: date) -> Iterable[Next]:
    for text in project.texts:
        if text.signed_by_person_on is None and text.may_sign_from > on:
            words = _("Vous pouvez signer à partir de ce jour-là. Avant, prenez le temps de réfléchir.")
            yield Next(text.may_sign_from, words, says.day(text.may_sign_from))
    if project.state == State.HANDED_OVER and project.conclude_by:
        late = project.conclude_by < on
        words = _("Le projet doit être signé au plus tard ce jour-là.")
        if late:
            words = _("Le projet devait être signé au plus tard ce jour-là.")
        yield Next(project.conclude_by, words, says.day(project.conclude_by), late=late)


def _evaluation(project: Project, on: date) -> Iterable[Next]:
    if project.state != State.RUNNING:
        return
    fixed, due = project.appointment, project.next_evaluation_on
    if fixed and timezone.localtime(fixed.planned_for).date() >= on:
        words = _("Vous faites le point avec votre travailleur social.") + (f" {fixed.place}" if fixed.place else "")
        yield Next(timezone.localtime(fixed.planned_for).date(), words, says.moment(fixed.planned_for))
    elif due and due < on:
        words = _("Le centre devait faire le point avec vous au plus tard ce jour-là.")
        yield Next(due, words, says.day(due), late=True)
    elif due:
        yield Next(due, _("Le centre doit faire le point avec vous au plus tard ce jour-là."), says.day(due))


def what_is_urgent(warned: Iterable[Warned], appeals: Iterable[date], on: date) -> list[Next]:
    """A hearing, what a notice asks for, and the last day to appeal: days that nobody should miss."""
    found = []
    for one in warned:
        if one.hearing_at and timezone.localdate(one.hearing_at) >= on:
            words = _("Vous avez reçu une mise en demeure. Ce jour-là, vous pouvez dire votre avis au centre.")
            place = f" {one.hearing_place}" if one.hearing_place else ""
            found.append(Next(timezone.localdate(one.hearing_at), words + place, says.moment(one.hearing_at)))
        if one.asked_by and one.asked_by >= on:
            words = _("La mise en demeure vous demande quelque chose pour ce jour-là. Lisez-la dans « Mes documents ».")
            found.append(Next(one.asked_by, words, says.day(one.asked_by)))
    for last in appeals:
        if last >= on:
            words = _("Le Conseil a pris une décision sur une sanction. Vous pouvez aller au tribunal du travail.")
            found.append(Next(last, f"{words} {_('C’est le dernier jour.')}", says.day(last)))
    return sorted(found, key=lambda one: one.on)
