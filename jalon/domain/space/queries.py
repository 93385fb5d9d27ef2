"""What the desk and the person's pages ask of this room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.json_rows import rows, typed
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.people.models import Assignment, Person
from jalon.domain.people.told import of_person
from jalon.domain.piis.models import Evaluation
from jalon.domain.space.enums import AccessState, AskedFor, Entry, WayAct
from jalon.domain.space.models import (
    CardRequest,
    EntryEnd,
    EvaluationVoice,
    InterviewAgreement,
    InterviewAnswer,
    InterviewRequest,
    OwnRequest,
    OwnRequestAnswer,
    PersonAccess,
    SigningWay,
    WayEvent,
)


def access_of(person: Person) -> PersonAccess | None:
    """The access that is not ended, with the member who made its card."""
    rows = PersonAccess.objects.filter(person=person).exclude(state=AccessState.ENDED)
    return rows.select_related("made_by").first()


def waiting_requests() -> QuerySet[InterviewRequest]:
    """Requests for which the centre still owes an interview, answered or not."""
    return InterviewRequest.objects.filter(~is_given())


def is_given() -> Exists:
    """Whether an answer to a request does what the law asks (by the day it leaves, or as the person agreed).

    An interview written down after its hour was held. One fixed by the law's day counts, and a later one the person
    accepted, unless another day replaced it, or a word before its hour. A word alone counts once the person agrees
    that no interview is needed any more.
    """
    found = InterviewAnswer.objects.filter(centre_id=OuterRef("centre_id"), request_id=OuterRef("pk"))
    later = InterviewAnswer.objects.filter(
        Q(meets_at__isnull=False) | Q(answered_at__lt=OuterRef("meets_at")),
        centre_id=OuterRef("centre_id"),
        request_id=OuterRef("request_id"),
        answered_at__gt=OuterRef("answered_at"),
    )
    agreed = Exists(InterviewAgreement.objects.filter(centre_id=OuterRef("centre_id"), answer_id=OuterRef("pk")))
    held = Q(meets_at__lte=F("answered_at"))
    fixed = Q(meets_at__isnull=False) & (Q(meets_at__date__lte=OuterRef("due_on")) | Q(agreed)) & ~Q(Exists(later))
    return Exists(found.filter(held | fixed | (Q(meets_at__isnull=True) & Q(agreed))))


def waiting_request(person_id: UUID) -> InterviewRequest | None:
    """This person's, if one waits."""
    return waiting_requests().filter(person_id=person_id).order_by("asked_at").first()


def requests_of(person: Person) -> QuerySet[InterviewRequest]:
    """Every request of a person, the latest first, with its answers and whether it is `given`."""
    found = InterviewRequest.objects.filter(person=person).annotate(given=is_given())
    return found.prefetch_related("answers").order_by("-asked_at")


def waiting_own_requests() -> QuerySet[OwnRequest]:
    """A change or a hearing asked for, that the centre still owes an answer."""
    return OwnRequest.objects.filter(~is_answered())


def is_answered() -> Exists:
    """Whether the centre did what was asked: spoke to a change, in words or on a day; heard, or fixed the day to.

    A word alone hears nobody, unless the person said that it is needed no more.
    """
    answers = OwnRequestAnswer.objects.filter(centre_id=OuterRef("centre_id"), request_id=OuterRef("pk"))
    spoken = Q(meets_at__isnull=False) | Q(no_longer=True) | Q(request__kind=AskedFor.CHANGE)
    return Exists(answers.filter(spoken))


def own_requests_of(person_id: UUID, *, limit: int = 20) -> list[OwnRequest]:
    """What a person asked for beside interviews, the latest first, with its `answered`; in either's context."""
    found = OwnRequest.objects.filter(person_id=person_id).annotate(answered=is_answered())
    shown = OwnRequestAnswer.objects.only(
        "id", "centre_id", "request_id", "meets_at", "place", "words", "no_longer", "answered_at"
    )
    return list(
        found.prefetch_related(Prefetch("answers", shown.order_by("-answered_at"))).order_by("-asked_at")[:limit]
    )


def waiting_cards() -> QuerySet[CardRequest]:
    """New cards asked for at the door, and neither made nor settled."""
    return CardRequest.objects.filter(settled_at=None)


def voices_of(person: Person, *, limit: int = 50) -> list[EvaluationVoice]:
    """What the person said of their evaluations, the latest first."""
    rows = EvaluationVoice.objects.filter(person=person).select_related("evaluation__piis")
    return list(rows.order_by("-said_at")[:limit])


@dataclass(frozen=True)
class Glance:
    """What the page of a file shows of this room: the access, the last interview asked for, the last words.

    `own`: changes and hearings asked for that wait for an answer (`id`, `kind`, `asked_on`, `remind_on`), `cards`: new
    cards asked for at the door that wait (`id`, `asked_on`); the oldest first.
    """

    state: str
    request_id: UUID | None
    due_on: date | None
    given: bool
    meets_at: datetime | None
    voices: list[dict[str, Any]]
    way_since: date | None  # a secret code waits to be confirmed
    way_not_by: tuple[UUID, ...]  # and these members cannot confirm it
    own: list[dict[str, Any]]
    cards: list[dict[str, Any]]


def to_tell() -> dict[str, Callable[[], ArraySubquery]]:
    """What `glance` reads, for the statement that reads the person (see `people.told`)."""
    return {"access": _access, "asked": _asked, "voices": _voices, "way": _way, "own_asked": _own, "cards": _cards}


def _access() -> ArraySubquery:
    return ArraySubquery(of_person(PersonAccess).exclude(state=AccessState.ENDED).values("state"))


def _asked() -> ArraySubquery:
    answers = InterviewAnswer.objects.filter(centre_id=OuterRef("centre_id"), request_id=OuterRef("pk"))
    asked = of_person(InterviewRequest).order_by("-asked_at")
    asked = asked.annotate(given=is_given(), meets=Subquery(answers.order_by("-answered_at").values("meets_at")[:1]))
    return rows(asked[:1], "id", "due_on", "given", "meets")


def _voices() -> ArraySubquery:
    said = of_person(EvaluationVoice).order_by("-said_at")
    return rows(said[:3], "opinion", "words", on="said_on", number="evaluation__number")


def _way() -> ArraySubquery:
    fate = WayEvent.objects.filter(centre_id=OuterRef("centre_id"), way_id=OuterRef("pk"))
    ways = of_person(SigningWay).filter(~Exists(fate.filter(act__in=[*WayAct.ends(), WayAct.CONFIRMED])))
    last = ways.order_by("-set_at")[:1]
    return rows(last, on="set_on", made_by="access__made_by_id", follows="person__responsible_id")


def _own() -> ArraySubquery:
    waiting = of_person(OwnRequest).filter(~is_answered()).order_by("asked_at")
    return rows(waiting[:5], "id", "kind", "asked_on", "remind_on")


def _cards() -> ArraySubquery:
    return rows(of_person(CardRequest).filter(settled_at=None).order_by("asked_at")[:1], "id", "asked_on")


def glance(person: Person) -> Glance:
    """What the statement that read the person told of this room."""
    state, last, said, ways, own, cards = (person.told[name] for name in to_tell())
    way = ways[0] if ways else {}
    one = last[0] if last else {}
    return Glance(
        state=state[0] if state else "",
        request_id=UUID(one["id"]) if one else None,
        due_on=date.fromisoformat(one["due_on"]) if one else None,
        given=bool(one.get("given")),
        meets_at=datetime.fromisoformat(one["meets"]) if one.get("meets") else None,
        voices=[{**voice, "on": date.fromisoformat(voice["on"])} for voice in said],
        way_since=date.fromisoformat(way["on"]) if way else None,
        way_not_by=tuple(UUID(way[name]) for name in ("made_by", "follows") if way.get(name)),
        own=[typed(OwnRequest, row) for row in own],
        cards=[typed(CardRequest, row) for row in cards],
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


class Asked(NamedTuple):
    """An interview asked for, with the latest answer. `given`: the centre did, or fixed, what the law asks."""

    request: InterviewRequest
    answer: InterviewAnswer | None
    given: bool

    def is_late(self, on: date) -> bool:
        """Whether the centre let the law's day pass without giving an interview."""
        return not self.given and self.request.due_on < on

    def may_agree(self, at: datetime) -> bool:
        """Whether the person may say that the answer suits them all the same."""
        answer = self.answer
        return not self.given and answer is not None and (answer.meets_at is None or answer.meets_at > at)


def last_request(person_id: UUID) -> Asked | None:
    """The latest request of a person with the latest answer, in the person's own context or the centre's."""
    requests = InterviewRequest.objects.filter(person_id=person_id).annotate(given=is_given())
    request = requests.order_by("-asked_at").first()
    return asked(request) if request else None


def asked(request: InterviewRequest) -> Asked:
    """A request that was read with `given`, and its latest answer."""
    answers = InterviewAnswer.objects.filter(request=request).order_by("-answered_at")
    shown = answers.only("id", "centre_id", "request_id", "meets_at", "place", "words", "answered_at").first()
    return Asked(request, shown, request.given)  # type: ignore[attr-defined]
