"""Reading conventions: a centre its own, the administration those of all (row-level security sees to it)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import ngettext

from jalon.domain.conventions.enums import WITH_CENTRE, Capacity, State, Told
from jalon.domain.conventions.models import (
    Advance,
    Answer,
    Convention,
    Draft,
    Note,
    Paper,
    Signature,
    TimeRequest,
    Version,
)
from jalon.domain.core.both_sides import rows, unanswered
from jalon.domain.subsidies.models import Award


def last_version(convention: Convention) -> Version | None:
    """The last text that was sent."""
    return rows(Version).filter(convention_id=convention.pk).order_by("-number").first()


def versions(convention: Convention) -> list[Version]:
    """Every text that was sent, the last first."""
    return list(rows(Version).filter(convention_id=convention.pk).order_by("-number"))


def last_versions(ids: Iterable[UUID]) -> dict[UUID, int]:
    """The number of the last text of each convention."""
    found = rows(Version).filter(convention_id__in=list(ids)).values_list("convention_id").annotate(Max("number"))
    return dict(found.order_by())


def answers(convention: Convention) -> list[Answer]:
    """What the administration told the centre, the last first."""
    return list(rows(Answer).filter(convention_id=convention.pk).order_by("-at"))


def time_asked(conventions: Iterable[Convention]) -> dict[UUID, TimeRequest]:
    """By convention, the delay that its centre asks for and that nobody has answered with another day."""
    asked = rows(TimeRequest).filter(convention_id__in=[one.pk for one in conventions if one.state in WITH_CENTRE])
    return {one.convention_id: one for one in unanswered(asked, Answer, "convention").order_by("at")}


def time_requests(convention: Convention) -> list[TimeRequest]:
    """Every delay its centre asked for."""
    return list(rows(TimeRequest).filter(convention_id=convention.pk))


def last_remarks(convention: Convention) -> Answer | None:
    """The words with which the text last came back to the centre."""
    kinds = ("sent_back", "recalled", "reopened")
    return rows(Answer).filter(convention_id=convention.pk, kind__in=kinds).order_by("-at").first()


def notes(convention: Convention) -> list[Note]:
    """What the administration wrote for itself, the last first. Only the administration has a right to it."""
    return list(rows(Note).filter(convention_id=convention.pk).order_by("-at"))


def draft_of(convention: Convention) -> Draft | None:
    """What the centre is writing. Only the centre has a right to it."""
    return Draft.objects.filter(convention=convention).first()


def paper_of(version: Version | None) -> Paper | None:
    """The text to sign of a version, if the minister accepted it."""
    return rows(Paper).filter(version_id=version.pk).first() if version else None


def signatures(version: Version | None) -> dict[str, Signature]:
    """Who signed this very text, by quality."""
    return {one.capacity: one for one in rows(Signature).filter(version_id=version.pk)} if version else {}


def signatures_missing(signed: Iterable[str]) -> list[str]:
    """Who of the centre still has to sign."""
    return [one for one in (Capacity.PRESIDENT, Capacity.SECRETARY) if one not in set(signed)]


def advance_of(convention: Convention) -> Advance | None:
    """What is due since the minister signed."""
    return rows(Advance).filter(convention_id=convention.pk).first()


def payments_of(convention: Convention) -> Sequence[Mapping[str, Any]]:
    """What makes an advance due: the programme's payments; of an amendment, where the decision it rests on says so.

    Those of an amendment are read from what the administration awarded: a centre writes its facts itself.
    """
    if not convention.number:
        return convention.facts["payments"]
    frame = rows(Award).get(pk=convention.award_id).facts.get("frame", {})
    return frame["payments"] if frame.get("advance_on_raise") else ()


def invited_until(convention: Convention) -> date:
    """The day the invitation gave, which no later delay changes; an amendment, which nobody invites, has its period."""
    told = rows(Answer).filter(convention_id=convention.pk, kind=Told.INVITED).order_by("at").first()
    return told.until if told and told.until else date.fromisoformat(convention.facts["last"])


def invitations(programme_id: UUID, line: str) -> list[tuple[Convention, date]]:
    """Every convention under a line, by the French name of its centre, with the day its invitation gave. Two
    statements, and nothing more to ask to write their letters."""
    found = rows(Convention).filter(programme_id=programme_id, line=line, number=0).order_by("facts__names__fr", "pk")
    told = rows(Answer).filter(kind=Told.INVITED, convention__in=found, until__isnull=False).order_by("-at")
    given = dict(told.values_list("convention_id", "until"))  # the first one stays
    return [(one, given.get(one.pk) or date.fromisoformat(one.facts["last"])) for one in found]


def amendments(convention: Convention) -> list[Convention]:
    """Amendments of a convention, in order."""
    return list(rows(Convention).filter(amends_id=convention.pk).order_by("number"))


def last_year(convention: Convention) -> tuple[int, dict[str, Any]] | None:
    """What this centre's convention of the year before set, under the same family of programmes."""
    from jalon.domain.conventions.content import values_of

    year = convention.facts["year"] - 1
    same = {"facts__family": convention.facts["family"], "facts__year": year, "line": convention.line}
    before = rows(Convention).filter(centre_id=convention.centre_id, state=State.IN_FORCE, **same)
    one = before.order_by("-number").first()
    version = last_version(one) if one else None
    return (year, values_of(version.content)) if version else None


def waits_for(convention: Convention, *, on: date) -> tuple[str, date | None, bool]:
    """Who has to act (« centre », « officer », « cabinet » or nobody), until when, and whether that day is past."""
    if convention.state in (State.INVITED, State.DRAFT, State.BACK):
        return "centre", convention.entry_until, on > convention.entry_until
    if convention.state == State.DECIDED:
        return "centre", convention.sign_until, bool(convention.sign_until and on > convention.sign_until)
    who = {State.SENT: "officer", State.ADVISED: "cabinet", State.CENTRE_SIGNED: "cabinet"}
    return who.get(State(convention.state), ""), None, False


def resting_on(programme_id: UUID) -> str:
    """That conventions rest on the forms of a programme, as a sentence; empty when none does."""
    count = rows(Convention).filter(programme_id=programme_id).count()
    if not count:
        return ""
    return ngettext("Une convention y répond.", "%(count)s conventions y répondent.", count) % {"count": count}


def written_with(programme_id: UUID) -> str:
    """That conventions are made of the articles of a programme, as a sentence; empty when none is."""
    count = rows(Convention).filter(programme_id=programme_id).count()
    if not count:
        return ""
    words = ngettext("Une convention en est faite.", "%(count)s conventions en sont faites.", count)
    return words % {"count": count}
