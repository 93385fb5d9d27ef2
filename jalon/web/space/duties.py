"""What a person's signature asks of them, and what may follow, in plain sentences: the other side of their rights."""

from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.people.enums import StatusKind
from jalon.domain.space.project import Project
from jalon.law import piis as law
from jalon.law.answers import Line
from jalon.web.space.says import Right, cited

_STATUS = {StatusKind.INTEGRATION: law.Status.DIS, StatusKind.EQUIVALENT: law.Status.EQUIVALENT_AID}


def duties(project: Project | None, status: str, on: date) -> list[Right]:
    """What is asked, whether a sanction is possible at all, and what must come before: as the law stands that day."""
    signed = project is not None and project.concluded_on is not None
    kind = _STATUS.get(StatusKind(status), law.Status.BROAD_USER) if status else law.Status.BROAD_USER
    possible = law.may_be_sanctioned(status=kind, has_piis=signed, on=on)
    found = [_kept(on)] if signed else []
    return [*found, _sanction(on) if possible.yes else _none(kind, possible.lines[0])]


def _kept(on: date) -> Right:
    words = _("Vous n’y arrivez pas ? Dites-le tout de suite : on en parle, et le projet peut changer.")
    change = [line for line in law.told_before_signing(on) if line.code == "right_amendment"]
    return Right(_("Vous faites ce que vous avez signé"), words, cited(change))


def _sanction(on: date) -> Right:
    before = law.missing_before_sanction(
        on=on, legitimate_reason=True, notice_on=None, advice_on=None, hearing_offered_on=None
    )
    words = _(
        "Seulement si vous ne faites pas ce que vous avez signé, sans bonne raison. Avant, le centre vous écrit. Vous "
        "pouvez expliquer, et venir avec quelqu’un. Le Conseil décide. Vous pouvez aller au tribunal du travail."
    )
    return Right(_("Une sanction est possible"), words, cited(before))


def _none(status: law.Status, line: Line) -> Right:
    if status is law.Status.DIS:
        words = _("Sans projet signé, il n’y a pas de sanction pour un projet.")
    else:
        words = _("Un projet est libre pour vous. Il n’y a pas de sanction possible.")
    return Right(_("Pas de sanction"), words, cited([line]))
