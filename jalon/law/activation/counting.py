"""What counts as social activation, and what is wholly professional."""

from dataclasses import dataclass
from datetime import date

from jalon.law import parameters
from jalon.law.activation.facts import Activity, Counts
from jalon.law.answers import Explained, Line
from jalon.law.errors import NotCovered
from jalon.law.rules import rule

USEFUL, MINUTES = "activation.social.useful", "activation.social.minutes"
SKILLS, PLACEMENTS = "activation.social.skills", "activation.social.placements"
REFUSED, PROFESSIONAL = "activation.professional.minutes", "activation.professional.list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified(Explained):
    """What an action or a module counts as, with the words of the source; `to_decide` when they do not settle it."""

    counts: Counts


@rule(USEFUL, MINUTES, SKILLS, PLACEMENTS, REFUSED, PROFESSIONAL, dated_by="on")
def counts_as_social(
    *,
    activity: Activity,
    on: date,
    trade: bool | None = None,
    before_job: bool | None = None,
    unready: bool | None = None,
) -> Classified:
    """What is on the list of social activation counts, what is on that of professional activation does not.

    Instructions drafted for 2016, shown to the working group on 8 December 2015; its minutes of 15 January 2015.

    `trade`: prepares for one trade; `before_job`: comes right before a job, such as a contract of article 60, § 7;
    `unready`: meant for people who are not ready for a professional path. None: nobody said. What the sources leave
    open, or what two of their sentences pull apart, is for a person to decide.
    """
    named = _named(on)
    refused = named.get(activity) in (REFUSED, PROFESSIONAL)
    if refused:
        code = "professional_minutes" if named[activity] == REFUSED else "professional_listed"
        return _answer(Counts.PROFESSIONAL, _line(named[activity], on, code))
    if activity not in named:
        return _answer(Counts.TO_DECIDE, _any(on).line("not_listed"))
    return _bent(named[activity], on, trade=trade, before_job=before_job, unready=unready)


def _bent(name: str, on: date, *, trade: bool | None, before_job: bool | None, unready: bool | None) -> Classified:
    """What is on the social list, with what is known of this very action."""
    codes = {
        USEFUL: "social_useful",
        MINUTES: "social_minutes",
        SKILLS: "social_skills",
        PLACEMENTS: "social_placement",
    }
    listed = _line(name, on, codes[name])
    if (trade and name == SKILLS) or (before_job and name == PLACEMENTS):
        code = "for_one_trade" if name == SKILLS else "before_a_job"
        return _answer(Counts.PROFESSIONAL, _line(PROFESSIONAL, on, code), listed)
    if trade or before_job:
        return _answer(Counts.TO_DECIDE, _any(on).line("pulled_apart"), listed)
    if name == PLACEMENTS and not unready:
        code = "readiness_unknown" if unready is None else "for_the_ready"
        return _answer(Counts.TO_DECIDE, _line(name, on, code), listed)
    return _answer(Counts.SOCIAL, listed)


def _answer(counts: Counts, *lines: Line) -> Classified:
    return Classified(counts=counts, lines=lines)


def _line(name: str, on: date, code: str) -> Line:
    return parameters.on(name, on).line(code)


def _named(on: date) -> dict[str, str]:
    """Which list names each activity on that day."""
    found: dict[str, str] = {}
    for name in (USEFUL, MINUTES, SKILLS, PLACEMENTS, REFUSED, PROFESSIONAL):
        try:
            found.update(dict.fromkeys(parameters.on(name, on).words, name))
        except NotCovered:
            continue
    if not found:
        raise NotCovered("no_activation", day=on, first=date(2015, 1, 1))
    return found


def _any(on: date) -> parameters.Entry:
    """The newest text that speaks of what counts."""
    try:
        return parameters.on(PROFESSIONAL, on)
    except NotCovered:
        return parameters.on(USEFUL, on)
