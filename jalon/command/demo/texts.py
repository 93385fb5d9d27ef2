"""What people and centres promise and say, in the language of each person."""

from datetime import date, timedelta
from functools import cache
from random import Random

from jalon.command.demo.data import read
from jalon.domain.piis.catalogue import shipped, wording
from jalon.domain.piis.drafts import CommitmentDraft, Draft, ThirdPartyDraft
from jalon.domain.piis.enums import LibraryKind, Side
from jalon.law.terms import last_day_of_span


def said(name: str, language: str) -> str:
    """One sentence, by its path in words.yaml (« sanction.facts »); French stands in for what is not translated."""
    found = read("words")
    for part in name.split("."):
        found = found[part]
    return found.get(language) or found["fr"]


def one_of(name: str, language: str, draw: Random) -> str:
    """One of several sentences."""
    return draw.choice(said(name, language))


@cache
def _library(language: str, side: str, domain: str) -> list[str]:
    return [
        one.text
        for one in shipped()
        if one.kind == LibraryKind.COMMITMENT and (one.language, one.side, one.domain) == (language, side, domain)
    ]


def a_text(draw: Random, *, language: str, since: date, months: int = 12, study: bool = False) -> Draft:
    """A whole project: aims in the person's words, promises on each side, sometimes an organisation."""
    words = read("words")
    domains = ["training"] if study else draw.sample(sorted(words["aims"]), k=draw.choice([1, 2, 2]))
    aims = [_aim(draw, domain, language, study) for domain in domains]
    lines = [line for domain in domains for line in _promises(draw, language, domain, since)]
    parties: tuple[ThirdPartyDraft, ...] = ()
    if draw.random() < 0.35:
        party = draw.choice(words["parties"].get(language) or words["parties"]["fr"])
        parties = (ThirdPartyDraft(**party, phone="02 000 00 00", signs=draw.random() < 0.3),)
        if third := _library(language, Side.THIRD, domains[0]):
            lines.append(CommitmentDraft(side=Side.THIRD, domain=domains[0], text=third[0], third_party=parties[0].id))
    return Draft(
        kind="study" if study else "general",
        language=language,
        since=since,
        until=None if study and draw.random() < 0.5 else last_day_of_span(since, months),
        aims="\n\n".join(aims),
        additional_aid=one_of("aid", language, draw),
        evaluation_how=wording()["evaluation_how"][language],
        third_parties=parties,
        commitments=tuple(lines),
    )


def _aim(draw: Random, domain: str, language: str, study: bool) -> str:
    aims = read("words")["aims"][domain]
    known = [aim for aim in aims if language in aim]
    if study:
        return known[0][language] if known else aims[0]["fr"]
    if not known:  # few aims exist in German and English; they stand in for every domain
        known = [aim for some in read("words")["aims"].values() for aim in some if language in aim]
    return draw.choice(known)[language]


def _promises(draw: Random, language: str, domain: str, since: date) -> list[CommitmentDraft]:
    """One to three of the person, one or two of the centre, due over the year."""
    other = read("words")["commitments"].get(language)
    found = []
    for side, most in ((Side.PERSON, 2), (Side.CENTRE, 2)):
        texts = other[str(side)] if other else _library(language, side, domain)
        for text in draw.sample(texts, k=min(len(texts), draw.randint(1, most))):
            due = since + timedelta(days=draw.randint(30, 330)) if draw.random() < 0.6 else None
            rhythm = one_of("rhythm", language, draw) if due is None else ""
            found.append(CommitmentDraft(side=side, domain=domain, text=text, due_on=due, recurring=rhythm))
    return found
