"""The text to sign and the letter of invitation, made from what the convention holds: same facts, same bytes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from jalon.domain.centres.names import dutch_title, french_title
from jalon.domain.conventions.models import Convention, Version
from jalon.domain.conventions.queries import invited_until, payments_of
from jalon.domain.documents.rendering.contexts import Attached, Centre, ConventionCall, ConventionText, Objective, Seal
from jalon.domain.documents.rendering.engine import render
from jalon.domain.documents.rendering.wording import view
from jalon.law.sayings import Saying
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.articles import Article, article_of_json, in_language, usual_articles
from jalon.law.subsidies.forms import Kind, Role
from jalon.law.subsidies.programme import MomentCode
from jalon.law.subsidies.source_json import source_from_json

MINISTRY = {
    "fr": "SPP Intégration sociale",
    "nl": "POD Maatschappelijke Integratie",
    "de": "ÖPD Sozialeingliederung",
}
PLACE = {"fr": "Bruxelles", "nl": "Brussel", "de": "Brüssel"}


@dataclass(frozen=True)
class Printed:
    """Bytes with their hash, and the language they are in."""

    content: bytes
    sha256: str
    language: str


def titled(titles: Mapping[str, str], language: str) -> str:
    """A title of the programme in this language; in French where it is not said in it."""
    return titles.get(language) or titles["fr"]


def _names(language: str) -> str:
    """The language that names of centres and of texts are read in: they have French and Dutch ones only."""
    return "nl" if language == "nl" else "fr"


def _title(convention: Convention, language: str) -> str:
    names = convention.facts["names"]
    return dutch_title(names["nl"]) if language == "nl" else french_title(names["fr"])


def _ministry(language: str) -> Centre:
    return Centre(name=MINISTRY[language], place=PLACE[language], colour="#1d4e6b")


def reference(convention: Convention) -> str:
    """What a convention is called on paper."""
    number = f"-{convention.number}" if convention.number else ""
    return f"{convention.facts['year']}-{convention.line}-{str(convention.pk)[:8]}{number}"


def _shares(convention: Convention) -> tuple[str, str]:
    """The advance and the balance in percent, when the programme pays in two parts."""
    payments = convention.facts["payments"]
    if len(payments) != 2 or convention.number:
        return "", ""
    return payments[0]["percent"], payments[1]["percent"]


def _raised(convention: Convention) -> str:
    """Of an amendment: the share of the rise that is due at once, in percent, where that was decided."""
    payments = payments_of(convention) if convention.number else ()
    return payments[0]["percent"] if len(payments) > 1 else ""


def _legal_text(convention: Convention, language: str) -> str:
    source = source_from_json(convention.facts["source"])
    return source.text.cite(source.article, _names(language))


def printed(convention: Convention, version: Version, *, made_at: datetime) -> Printed:
    """The text to sign, on paper, in the language of the centre."""
    language, _names, _articles = _worded(convention, json.loads(version.content)["facts"])
    found = render(text_of(convention, version, made_at=made_at), language=language)
    return Printed(found.bytes, found.sha256, language)


def text_of(convention: Convention, version: Version, *, made_at: datetime) -> ConventionText:
    """The text to sign, in the language of the centre.

    A German-speaking centre gets it in German where the programme's own articles say it; a title that has no German one
    stays French, as in its letter. The text that ships goes to it in French.
    """
    told = json.loads(version.content)
    language, names, articles = _worded(convention, told["facts"])
    facts, answers = told["facts"], told["fields"]
    fields = facts["form"]["fields"]
    texts = [one for one in fields if one["kind"] == "text"]
    cluster = facts.get("cluster") or {}
    advance, rest = _shares(convention)
    return ConventionText(
        made_at=made_at,
        centre=_ministry(language),
        reference=reference(convention),
        attached=(Attached(name="convention.json", media_type="application/json", text=version.content),),
        partner=_title(convention, language),
        partner_place=facts["names"][names],
        programme=f"{titled(facts['programme'], language)} {facts['year']}",
        line=titled(facts["line"], language),
        legal_text=_legal_text(convention, language),
        number=convention.number,
        reason=facts.get("reason", ""),
        cents=told["cents"],
        first=date.fromisoformat(facts["first"]),
        last=date.fromisoformat(facts["last"]),
        advance=advance,
        rest=rest,
        raised=_raised(convention),
        report_by=_report_by(facts),
        cluster=cluster.get("name", ""),
        members=tuple(one[names == "nl"] for one in cluster.get("members", ())),
        text_title=" ".join(titled(one["title"], language) for one in texts),
        text="\n".join(str(answers.get(one["code"]) or "") for one in texts),
        objectives=tuple(
            Objective(code=one["code"], title=titled(one["title"], language), people=int(answers.get(one["code"]) or 0))
            for one in fields
            if one["kind"] != "text"
        ),
        articles=articles,
        seal=Seal(version_id=version.pk, version=version.number, content_hash=version.sha256),
    )


def _worded(convention: Convention, facts: dict[str, Any]) -> tuple[str, str, tuple[Article, ...]]:
    """The language of the text, that of the names in it, and its articles."""
    own = tuple(article_of_json(one) for one in facts.get("articles", ()))
    names = _names(convention.language)
    german = convention.language == "de" and own and in_language(own, "de")
    return "de" if german else names, names, own or usual_articles()


def _report_by(facts: dict[str, Any]) -> date | None:
    found = [one["last"] for one in facts["calendar"] if one["code"] == "report"]
    return date.fromisoformat(found[0]) if found else None


def letter(convention: Convention, *, language: str, made_at: datetime, until: date | None = None) -> Printed:
    """The invitation with its calendar, in French, Dutch or German. `until`: its day, when it is known; else asked."""
    facts, names = convention.facts, _names(language)
    limits = [one["limit"] for one in facts["form"]["fields"] if one["limit"]]
    moments = tuple(
        (one["code"], date.fromisoformat(one["first"]), date.fromisoformat(one["last"]))
        for one in facts["calendar"]
        if one["code"] in ("analysis", "signing", "payment", "report")
    )
    made = ConventionCall(
        made_at=made_at,
        centre=_ministry(language),
        reference=reference(convention),
        to=_title(convention, language),
        to_place=facts["names"][names],
        programme=f"{titled(facts['programme'], language)} {facts['year']}",
        line=titled(facts["line"], language),
        legal_text=_legal_text(convention, language),
        cents=convention.cents,
        until=until or invited_until(convention),
        moments=moments,
        advance=_shares(convention)[0],
        limit=limits[0] if limits else None,
    )
    found = render(made, language=language)
    return Printed(found.bytes, found.sha256, language)


def sample(decree: Decree, language: str, *, made_at: datetime) -> ConventionText:
    """What a convention of a programme will say: of its first line, for a centre that is none, not answered."""
    line = decree.lines[0]
    form = decree.form(Role.CONVENTION)
    fields = form.fields if form else ()
    texts = [one.title.say(language) for one in fields if one.kind == Kind.TEXT]
    percents = [str(one.percent) for one in decree.payments]
    reports = [one.last for one in decree.calendar if one.code is MomentCode.REPORT]
    return ConventionText(
        made_at=made_at,
        centre=_ministry(language),
        reference=f"{decree.year}-{line.code}",
        partner=SAMPLE[language],
        partner_place="…",
        programme=f"{decree.title.say(language)} {decree.year}",
        line=line.title.say(language),
        legal_text=decree.source.text.cite(decree.source.article, _names(language)),
        number=0,
        cents=line.cap or line.amount,
        first=decree.first,
        last=decree.last,
        advance=percents[0] if len(percents) == 2 else "",
        rest=percents[1] if len(percents) == 2 else "",
        report_by=reports[0] if reports else None,
        text_title=" ".join(texts),
        text="\n".join(f"[{one}]" for one in texts),
        objectives=tuple(
            Objective(code=one.code, title=one.title.say(language), people=0)
            for one in fields
            if one.kind == Kind.COUNT
        ),
        articles=decree.articles or usual_articles(),
        seal=None,
    )


def untitled(decree: Decree, language: str) -> list[Saying]:
    """The titles a convention of this programme prints that are not said in a language: they are read in French."""
    form = decree.form(Role.CONVENTION)
    titles = (decree.title, *(one.title for one in decree.lines), *(one.title for one in (form.fields if form else ())))
    return [one for one in titles if language not in one.texts]


def read_sample(decree: Decree, language: str, *, made_at: datetime) -> list[tuple[str, list[str]]]:
    """The articles of the sample as they will be read: title and paragraphs."""
    told = view(sample(decree, language, made_at=made_at), language)
    return [(one["title"], one["body"]) for one in told["articles"]]


def printed_sample(decree: Decree, language: str, *, made_at: datetime) -> Printed:
    """The sample on paper, without a seal."""
    found = render(sample(decree, language, made_at=made_at), language=language)
    return Printed(found.bytes, found.sha256, language)


SAMPLE = {"fr": "CPAS de …", "nl": "OCMW van …", "de": "ÖSHZ …"}
LETTER_LANGUAGES = ("fr", "nl", "de")


def file_name(convention_id: UUID, kind: str) -> str:
    """No name of anybody in the name of a file."""
    return f"{kind}-{str(convention_id)[:8]}.pdf"
