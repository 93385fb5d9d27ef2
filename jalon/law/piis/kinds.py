"""Which kinds of PIIS exist at which date, the community service, and how long a PIIS runs."""

from dataclasses import dataclass
from datetime import date

from jalon.law import parameters
from jalon.law.answers import Deadline, Explained, Span, YesNo
from jalon.law.errors import MissingFact, WrongFact
from jalon.law.piis.facts import Kind
from jalon.law.rules import rule

_COMMUNITY = "piis.community_service"
_REVISE = "piis.community_service.revise_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds(Explained):
    """The kinds that may be concluded on a day, in the order to offer them, and whether with community service."""

    kinds: tuple[Kind, ...]
    community_service: bool

    def __contains__(self, kind: Kind) -> bool:
        return kind in self.kinds


@rule("piis.kinds", also=(_COMMUNITY,), dated_by="on")
def kinds_allowed(on: date) -> Kinds:
    """General and full-time studies since the reform; before it also employment, training and social.

    Royal decree of 11 July 2002, art. 10-21, as amended on 3 October 2016 (in force 1 November 2016).
    """
    entry = parameters.on("piis.kinds", on)
    community = community_service_allowed(on)
    return Kinds(
        kinds=tuple(Kind(word) for word in entry.words),
        community_service=community.yes,
        lines=(entry.line("kinds"), *community.lines),
    )


@rule(_COMMUNITY, dated_by="on")
def community_service_allowed(on: date) -> YesNo:
    """A PIIS may hold, and an evaluation may count, a community service only until the ruling of 5 July 2018.

    Act of 21 July 2016; annulled by the Constitutional Court, ruling 86/2018 of 5 July 2018.
    """
    entry = parameters.on(_COMMUNITY, on)
    if entry.yes:
        return YesNo(yes=True, lines=(entry.line("community_allowed"),))
    code = "community_annulled" if entry.source.text.id == "ruling-2018" else "community_unknown"
    return YesNo(yes=False, lines=(entry.line(code),))


@rule(_REVISE, dated_by="on")
def community_service_revise_by(*, starts_on: date, ends_on: date | None, on: date) -> Deadline | None:
    """A PIIS with community service that still ran at the ruling had to be revised by 30 September 2018.

    Circular of 26 July 2018 on ruling 86/2018 of the Constitutional Court.

    None when the PIIS ended before the ruling, or began after it. `on` is the day the question is asked.
    """
    entry = parameters.on(_REVISE, on)
    if starts_on >= entry.valid_from or (ends_on is not None and ends_on < entry.valid_from):
        return None
    return Deadline(date=entry.day, lines=(entry.line("community_revise", ruling=entry.valid_from),))


@rule("piis.duration.study", "piis.duration.other", dated_by="starts_on")
def duration(
    *, kind: Kind, starts_on: date, agreed_until: date | None = None, studies_until: date | None = None
) -> Span:
    """A PIIS for studies runs with the studies; any other for the time written in the contract.

    Royal decree of 11 July 2002, art. 10-21.
    """
    study = kind is Kind.STUDY
    last = studies_until if study else agreed_until
    if last is None:
        what = "the end of the studies" if study else "an agreed end"
        raise MissingFact(f"The length of this PIIS follows {what}, which is not given. Give that day.")
    if last < starts_on:
        raise WrongFact(f"The PIIS would end on {last.isoformat()}, before it begins on {starts_on.isoformat()}.")
    entry = parameters.on("piis.duration.study" if study else "piis.duration.other", starts_on)
    code = "duration_study" if study else "duration_agreed"
    return Span(first=starts_on, last=last, lines=(entry.line(code, until=last),))
