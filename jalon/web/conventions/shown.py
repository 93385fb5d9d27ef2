"""A convention as the pages show it: its name, its steps, its text beside last year's, its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.audit import verbs
from jalon.domain.audit.models import JournalEntry
from jalon.domain.conventions import queries
from jalon.domain.conventions.content import Asked, asked, sum_checks, values_of
from jalon.domain.conventions.enums import AT_THE_CENTRE, KINDS, WITH_CENTRE, Capacity, Noted, State, Told
from jalon.domain.conventions.models import Convention, Signature, Version
from jalon.domain.core import graphemes, reader
from jalon.domain.core.both_sides import rows
from jalon.domain.subsidies.words import money, said
from jalon.web.ui.both_sides import in_order, told_events
from jalon.web.ui.parts import Event
from jalon.web.ui.people import long_day, number


def name_of(convention: Convention) -> str:
    """« Activation sociale 2015 », « …, avenant 1 »."""
    title = f"{said(convention.facts['programme'])} {convention.facts['year']}"
    if convention.number:
        return _("%(title)s, avenant %(n)s") % {"title": title, "n": convention.number}
    return title


def centre_name(convention: Convention) -> str:
    """The centre's name as it was when it was invited, in the reader's language."""
    names = convention.facts["names"]
    return reader.by_language(names["fr"], names["nl"])


def at_the_centre(convention: Convention) -> tuple[str, str]:
    """The state as the centre reads it, and the kind of its badge."""
    state = State(convention.state)
    return str(AT_THE_CENTRE[state]), KINDS[State.SENT if state == State.ADVISED else state]


def at_the_administration(convention: Convention) -> tuple[str, str]:
    """The state as the administration reads it, and the kind of its badge."""
    return State(convention.state).label, KINDS[State(convention.state)]


def steps(convention: Convention) -> tuple[list[tuple[str, str]], str | None]:
    """The path of a convention, and where it is; None when it left the path."""
    path = [
        ("write", _("Écrire")),
        ("examine", _("Examen et avis")),
        ("decide", _("Décision du ministre")),
        ("sign", _("Signer, à deux")),
        ("minister", _("Signature du ministre")),
        ("force", _("En vigueur")),
    ]
    here = {
        State.INVITED: "write", State.DRAFT: "write", State.BACK: "write", State.SENT: "examine",
        State.ADVISED: "decide", State.DECIDED: "sign", State.CENTRE_SIGNED: "minister", State.IN_FORCE: "force",
    }  # fmt: skip
    return path, here.get(State(convention.state))


def facts_of(convention: Convention) -> list[tuple[str, str]]:
    """Amount, for which centres when it is a cluster's, period, delay."""
    facts = convention.facts
    period = _("du %(first)s au %(last)s") % {
        "first": long_day(date.fromisoformat(facts["first"])),
        "last": long_day(date.fromisoformat(facts["last"])),
    }
    found = [(_("Montant, au plus"), money(convention.cents)), (_("Période"), period)]
    if cluster := facts.get("cluster"):
        members = ", ".join(reader.by_language(*names) for names in cluster["members"])
        found.insert(1, (_("Cluster"), f"{cluster['name']} ({members})"))
    if convention.state in WITH_CENTRE:
        found.append((_("À envoyer au plus tard"), long_day(convention.entry_until)))
    if convention.state == State.DECIDED and convention.sign_until:
        found.append((_("À signer au plus tard"), long_day(convention.sign_until)))
    return found


@dataclass(frozen=True)
class Line:
    """One field of a text: what it says, what the text before said, last year's value, the remark about it."""

    field: Asked
    value: str
    before: str | None
    last_year: str
    remark: str
    length: int | None

    @property
    def changed(self) -> bool:
        """Whether the text before said something else."""
        return self.before is not None and self.before != self.value


def lines(
    convention: Convention,
    values: Mapping[str, Any],
    *,
    before: Mapping[str, Any] | None = None,
    remarks: Mapping[str, str] | None = None,
) -> list[Line]:
    """The fields of a text, in order."""
    year = queries.last_year(convention)
    return [
        Line(
            one,
            _value(values.get(one.code)),
            None if before is None else _value(before.get(one.code)),
            _value(year[1].get(one.code)) if year else "",
            (remarks or {}).get(one.code, ""),
            graphemes.count(str(values.get(one.code) or "")) if one.is_text else None,
        )
        for one in asked(convention)
    ]


def _value(value: Any) -> str:
    return number(value) if isinstance(value, int) else str(value or "")


def sums(convention: Convention, values: Mapping[str, Any]) -> list[str]:
    """What does not add up, said and explained."""
    return [one.words for one in sum_checks(asked(convention), values)]


def pair(versions: Sequence[Version]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """What the last text answers, and the one before it, if there is one."""
    last = values_of(versions[0].content) if versions else {}
    return last, values_of(versions[1].content) if len(versions) > 1 else None


def advance_of(convention: Convention) -> str:
    """The advance that is due, in words; nothing while none is."""
    advance = queries.advance_of(convention)
    return money(advance.cents) if advance else ""


def signatories(convention: Convention, given: Mapping[str, Signature]) -> list[tuple[str, str, bool]]:
    """Each of the three in order: the quality, what is known, whether it is done. Nobody until the text is accepted."""
    found: list[tuple[str, str, bool]] = []
    if convention.state not in (State.DECIDED, State.CENTRE_SIGNED, State.IN_FORCE):
        return found
    for one in Capacity:
        signature = given.get(one.value)
        words = _("signé le %(day)s par %(name)s") % {
            "day": long_day(signature.signed_at), "name": signature.name
        } if signature else _("manque encore")  # fmt: skip
        found.append((str(one.label), words, signature is not None))
    return found


def centre_history(convention: Convention) -> list[Event]:
    """What was done, the last first: the centre's own journal, and what the administration told it."""
    own = [
        Event(one.written_at or one.on, verbs.label(one.verb), verbs.words(one.verb, one.detail), one.actor_name)
        for one in JournalEntry.objects.filter(subject_id=convention.pk).order_by("-number")[:100]
    ]
    return in_order([*own, *told_events(queries.answers(convention), Told)])


def federal_history(convention: Convention, versions: Sequence[Version]) -> list[Event]:
    """The same at the administration, with its own notes: what the centre wrote before sending is not there."""
    texts = [
        Event(one.sent_at, _("Texte %(n)s envoyé par le centre") % {"n": one.number}, by=one.sent_by_name, kind="info")
        for one in versions
    ]
    signed = [
        Event(one.signed_at, _("Signée : %(who)s") % {"who": Capacity(one.capacity).label}, by=one.name, kind="ok")
        for one in rows(Signature).filter(convention_id=convention.pk).exclude(capacity=Capacity.MINISTER)
    ]
    asked = [
        Event(one.at, _("Autre délai demandé"), one.reason, one.by_name) for one in queries.time_requests(convention)
    ]
    notes = [Event(one.at, str(Noted(one.kind).label), one.words, one.by_name) for one in queries.notes(convention)]
    return in_order([*texts, *signed, *asked, *notes, *told_events(queries.answers(convention), Told)])
