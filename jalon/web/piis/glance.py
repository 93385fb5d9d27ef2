"""A project in one glance: the path of its states, what is late on which side, and the one next act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.accounts.models import Membership
from jalon.domain.piis.enums import Side, State
from jalon.domain.piis.models import Commitment, Piis
from jalon.domain.piis.permissions import may_decide, may_draw_up, may_record_signature
from jalon.web.ui.addresses import address
from jalon.web.ui.people import ago, long_day

Step = tuple[str, str, str]


@dataclass(frozen=True)
class NextAct:
    """The one thing to do now. Without `url` somebody else has to do it: `label` says who is waited for."""

    label: str
    url: str = ""
    note: str = ""


def path_of(piis: Piis) -> tuple[list[Step], str | None]:
    """The steps of the path with their dates, and the current one (None when it left the path)."""
    steps = [
        (State.DRAFT, _("préparé"), _day(piis.drafted_on)),
        (State.HANDED_OVER, _("remis"), _day(piis.handed_over_on)),
        (State.SIGNED, _("signé"), _day(piis.concluded_on)),
        (State.RUNNING, _("en cours"), _period(piis)),
        (State.ENDED, _("terminé"), _day(piis.ended_on)),
    ]
    current = str(piis.state) if piis.state in {step[0] for step in steps} else None
    return [(str(key), label, note) for key, label, note in steps], current


def _day(day: date | None) -> str:
    return long_day(day) if day else ""


def _period(piis: Piis) -> str:
    if piis.since is None:
        return ""
    until = long_day(piis.until) if piis.until else _("la fin des études")
    return (
        _("du %(since)s au %(until)s") % {"since": long_day(piis.since), "until": until}
        if piis.until
        else _("du %(since)s à %(until)s") % {"since": long_day(piis.since), "until": until}
    )


def next_act(piis: Piis, member: Membership, on: date) -> NextAct | None:
    """What comes next, for this member on this day."""
    act = {
        State.DRAFT: _write,
        State.HANDED_OVER: _sign,
        State.SIGNED: _decide,
        State.RUNNING: _evaluate,
        State.ENDED: _again,
    }.get(State(piis.state))
    return act(piis, member, on) if act else None


def _url(name: str, piis: Piis) -> str:
    return address(f"piis:{name}", piis.pk)


def _write(piis: Piis, member: Membership, on: date) -> NextAct:
    if not may_draw_up(member, piis):
        return NextAct(_("Le travailleur social prépare le texte."))
    return NextAct(_("Continuer le texte"), _url("edit", piis))


def _sign(piis: Piis, member: Membership, on: date) -> NextAct:
    early = piis.may_sign_from is not None and on < piis.may_sign_from
    note = _may_sign(piis) if early else ""
    if not may_record_signature(member, piis):
        return NextAct(_("Les parties relisent et signent."), note=note)
    # The page of the project knows which version waits; the panel only knows the project.
    return NextAct(_("Préparer la signature") if early else _("Faire signer"), _url("signing", piis), note)


def _may_sign(piis: Piis) -> str:
    words = {
        "name": piis.person.first_names or piis.person.last_name,
        "day": long_day(piis.may_sign_from, weekday=True),
    }
    return _("%(name)s peut signer à partir du %(day)s.") % words


def _decide(piis: Piis, member: Membership, on: date) -> NextAct:
    if may_decide(member, piis):
        return NextAct(_("Enregistrer la décision du Conseil"), _url("decide", piis))
    return NextAct(_("La décision du Conseil est attendue."))


def _evaluate(piis: Piis, member: Membership, on: date) -> NextAct:
    due = piis.next_evaluation_on
    note = _("Prochaine évaluation due %(when)s.") % {"when": ago(due, on)} if due else ""
    if not may_draw_up(member, piis):
        return NextAct(_("Le projet suit son cours."), note=note)
    if piis.until and piis.until < on:
        return NextAct(_("Terminer ou prolonger"), _url("end", piis), _("La fin convenue est passée."))
    return NextAct(_("Faire le point"), _url("evaluate", piis), note)


def _again(piis: Piis, member: Membership, on: date) -> NextAct | None:
    if not may_draw_up(member, piis):
        return None
    return NextAct(_("Préparer un nouveau PIIS"), address("piis:new", piis.person_id))


def late_sentences(piis: Piis, commitments: Iterable[Commitment], on: date) -> list[str]:
    """What is late, said for each side with the same words; empty when nothing is."""
    late = [one for one in commitments if one.is_late(on)] if piis.state == State.RUNNING else []
    said = []
    counts = [(side, sum(1 for one in late if one.side == side)) for side in (Side.PERSON, Side.CENTRE, Side.THIRD)]
    for side, count in counts:
        if count:
            said.append(_late_of(side, count))
    if piis.state == State.RUNNING and piis.next_evaluation_on and piis.next_evaluation_on < on:
        said.append(_("L’évaluation était due %(when)s.") % {"when": ago(piis.next_evaluation_on, on)})
    waits = piis.state in {State.DRAFT, State.HANDED_OVER} and piis.conclude_by
    if waits and piis.conclude_by < on:
        said.append(_("Le projet devait être signé pour le %(day)s.") % {"day": long_day(piis.conclude_by)})
    return said


def _late_of(side: str, count: int) -> str:
    words = {
        Side.PERSON: ngettext(
            "%(n)d engagement de la personne est en retard.", "%(n)d engagements de la personne sont en retard.", count
        ),
        Side.CENTRE: ngettext(
            "%(n)d engagement du centre est en retard.", "%(n)d engagements du centre sont en retard.", count
        ),
        Side.THIRD: ngettext(
            "%(n)d engagement d’un tiers est en retard.", "%(n)d engagements de tiers sont en retard.", count
        ),
    }
    return words[Side(side)] % {"n": count}
