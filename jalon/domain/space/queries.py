"""What the desk and the person's pages ask of this room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.json_rows import rows, typed
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.people.models import Assignment, Person
from jalon.domain.people.told import of_person
from jalon.domain.piis.models import Evaluation
from jalon.domain.space.enums import AccessState, Entry, WayAct
from jalon.domain.space.models import (
    EntryEnd,
    EvaluationVoice,
    InterviewAnswer,
    InterviewRequest,
    PersonAccess,
    SigningWay,
    WayEvent,
)


def access_of(person: Person) -> PersonAccess | None:
    """The access that is not ended, with the member who made its card."""
    rows = PersonAccess.objects.filter(person=person).exclude(state=AccessState.ENDED)
    return rows.select_related("made_by").first()


def waiting_requests() -> QuerySet[InterviewRequest]:
    """Requests nobody has answered."""
    answered = InterviewAnswer.objects.filter(centre_id=OuterRef("centre_id"), request_id=OuterRef("pk"))
    return InterviewRequest.objects.filter(~Exists(answered))


def waiting_request(person_id: UUID) -> InterviewRequest | None:
    """This person's, if one waits."""
    return waiting_requests().filter(person_id=person_id).order_by("asked_at").first()


def voices_of(person: Person, *, limit: int = 50) -> list[EvaluationVoice]:
    """What the person said of their evaluations, the latest first."""
    rows = EvaluationVoice.objects.filter(person=person).select_related("evaluation__piis")
    return list(rows.order_by("-said_at")[:limit])


@dataclass(frozen=True)
class Glance:
    """What the page of a file shows of this room: the access, the last interview asked for, the last words."""

    state: str
    request_id: UUID | None
    due_on: date | None
    answered: bool
    meets_at: datetime | None
    voices: list[dict[str, Any]]
    way_since: date | None  # a secret code waits to be confirmed
    way_not_by: tuple[UUID, ...]  # and these members cannot confirm it


def to_tell() -> dict[str, Callable[[], ArraySubquery]]:
    """What `glance` reads, for the statement that reads the person (see `people.told`)."""
    return {"access": _access, "asked": _asked, "voices": _voices, "way": _way}


def _access() -> ArraySubquery:
    return ArraySubquery(of_person(PersonAccess).exclude(state=AccessState.ENDED).values("state"))


def _asked() -> ArraySubquery:
    answers = InterviewAnswer.objects.filter(centre_id=OuterRef("centre_id"), request_id=OuterRef("pk"))
    asked = of_person(InterviewRequest).order_by("-asked_at")
    asked = asked.annotate(
        answered=Exists(answers), meets=Subquery(answers.order_by("-answered_at").values("meets_at")[:1])
    )
    return rows(asked[:1], "id", "due_on", "answered", "meets")


def _voices() -> ArraySubquery:
    said = of_person(EvaluationVoice).order_by("-said_at")
    return rows(said[:3], "opinion", "words", on="said_on", number="evaluation__number")


def _way() -> ArraySubquery:
    fate = WayEvent.objects.filter(centre_id=OuterRef("centre_id"), way_id=OuterRef("pk"))
    ways = of_person(SigningWay).filter(~Exists(fate.filter(act__in=[*WayAct.ends(), WayAct.CONFIRMED])))
    last = ways.order_by("-set_at")[:1]
    return rows(last, on="set_on", made_by="access__made_by_id", follows="person__responsible_id")


def glance(person: Person) -> Glance:
    """What the statement that read the person told of this room."""
    state, last, said, ways = (person.told[name] for name in to_tell())
    way = ways[0] if ways else {}
    one = last[0] if last else {}
    return Glance(
        state=state[0] if state else "",
        request_id=UUID(one["id"]) if one else None,
        due_on=date.fromisoformat(one["due_on"]) if one else None,
        answered=bool(one.get("answered")),
        meets_at=datetime.fromisoformat(one["meets"]) if one.get("meets") else None,
        voices=[{**voice, "on": date.fromisoformat(voice["on"])} for voice in said],
        way_since=date.fromisoformat(way["on"]) if way else None,
        way_not_by=tuple(UUID(way[name]) for name in ("made_by", "follows") if way.get(name)),
    )


def voices_on(evaluation: Evaluation) -> list[EvaluationVoice]:
    """What the person said of one evaluation, in the order it was said."""
    return list(EvaluationVoice.objects.filter(evaluation=evaluation).order_by("said_at"))


def entered(*, centre_id: UUID, person_id: UUID, user_id: UUID) -> PersonAccess | None:
    """The open access of whoever asks, in the person's own context; None when it is not, or no longer, open.

    `told_ends`: what ended of their ways in, as `is_over` reads it.
    """
    found = _ENTERED.one(person=person_id, user=user_id)
    return found if found and found.centre_id == centre_id else None


def _open() -> QuerySet[PersonAccess]:
    shown = PersonAccess.objects.filter(person_id=Slot("person"), user_id=Slot("user"), state=AccessState.ACTIVE)
    shown = shown.only("id", "centre_id", "person_id", "user_id", "number", "state", "made_at", "opened_at")
    ends = EntryEnd.objects.filter(access_id=OuterRef("pk")).order_by("at")
    return shown.annotate(told_ends=rows(ends, "what", "which", "keys", "identities", "on", "at", "by_name"))


_ENTERED = Kept(_open)  # asked by every page of the person's


def ends_of(access: PersonAccess) -> list[dict[str, Any]]:
    """What ended of their ways in, the latest first; as `entered` told it."""
    return [typed(EntryEnd, row) for row in reversed(access.told_ends)]  # type: ignore[attr-defined]


def is_over(access: PersonAccess, *, opened_by: str, at: datetime) -> bool:
    """Whether a session opened by that key or identity (empty: the password) at that moment has ended since."""
    return any(
        one["at"] >= at if one["what"] == Entry.ALL else opened_by == opener(Entry(one["what"]), one["which"])
        for one in ends_of(access)
    )


def opener(what: Entry, which: Any) -> str:
    """How a session remembers what opened it."""
    return f"{what.value}:{which}"


def ends_at_desk(access: PersonAccess) -> list[EntryEnd]:
    """What the desk ended at the person's word, the latest first."""
    return list(EntryEnd.objects.filter(access=access, what=Entry.ALL).select_related("by").order_by("-at")[:5])


def open_way(person_id: UUID) -> SigningWay | None:
    """The second way that has not ended, `confirmed` or not, without what is kept of it: in either's context."""
    of_it = WayEvent.objects.filter(centre_id=OuterRef("centre_id"), way_id=OuterRef("pk"))
    ways = SigningWay.objects.filter(~Exists(of_it.filter(act__in=WayAct.ends())), person_id=person_id)
    ways = ways.annotate(confirmed=Exists(of_it.filter(act=WayAct.CONFIRMED)))
    return ways.defer("kept").order_by("-set_at").first()


def hands_on(access: PersonAccess, person: Person) -> set[UUID | None]:
    """Members who could have held the card: who made it, and whoever followed the file since. They confirm no code.

    Somebody who left and came back is the same human, under whichever membership.
    """
    since = day_of(access.made_at)
    followed = Assignment.objects.filter(Q(until__isnull=True) | Q(until__gte=since), person=person)
    held = {access.made_by_id, person.responsible_id, *followed.values_list("member_id", flat=True)}
    users = Membership.objects.filter(pk__in=held - {None}, user__isnull=False).values("user_id")
    return held | set(Membership.objects.filter(user_id__in=users).values_list("pk", flat=True))


def confirmed_by(way: SigningWay) -> WayEvent:
    """Who met the person to confirm it, and when, in the centre's context."""
    return WayEvent.objects.select_related("by").get(way=way, act=WayAct.CONFIRMED)


def fates_of(person_id: UUID, *, limit: int = 20) -> list[dict[str, Any]]:
    """What became of a person's ways, the latest first: the act, the moment, who; in either's context."""
    rows = WayEvent.objects.filter(person_id=person_id).exclude(act=WayAct.RIGHT).order_by("-at")
    return list(rows.values("act", "on", "at", "by__name", "way_id")[:limit])


def last_request(person_id: UUID) -> tuple[InterviewRequest, InterviewAnswer | None] | None:
    """The latest request of a person with the latest answer, in the person's own context or the centre's."""
    request = InterviewRequest.objects.filter(person_id=person_id).order_by("-asked_at").first()
    if request is None:
        return None
    answers = InterviewAnswer.objects.filter(request=request).order_by("-answered_at")
    return request, answers.only("id", "centre_id", "request_id", "meets_at", "place", "words", "answered_at").first()


def is_late(request: InterviewRequest, answer: InterviewAnswer | None, on: date) -> bool:
    """Whether the centre let the law's day pass without giving an interview."""
    return answer is None and request.due_on < on
