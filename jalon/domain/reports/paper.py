"""A report on paper: its words, numbers and costs, its receipt and signatures; the signed bytes are inside the PDF."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation

from jalon.domain.centres.models import Centre
from jalon.domain.centres.names import dutch_title, french_title
from jalon.domain.conventions.languages import languages_on
from jalon.domain.conventions.paper import MINISTRY, PLACE, Printed, titled
from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.contexts import (
    AnnualReport,
    Attached,
    ReportCost,
    ReportLine,
    ReportNumbers,
    Seal,
)
from jalon.domain.documents.rendering.engine import render
from jalon.domain.reports.content import REPLY, read
from jalon.domain.reports.costs import CostLine, cost_lines
from jalon.domain.reports.enums import Capacity
from jalon.domain.reports.models import Report, Signature, Version
from jalon.domain.results.cluster import told_again, told_parts

Plain = Mapping[str, Any]
LANGUAGES = ("fr", "nl", "de")


def reference(told: Plain) -> str:
    """What a report is called on paper."""
    return f"{told['programme']['family']}-{told['programme']['year']}-{told['report'][:8]}"


def is_german(report: Report) -> bool:
    """Whether its centre is one of the German-speaking Community, on the last day of the programme."""
    return languages_on([report.centre], report.grant.last)[report.centre_id] == "de"


def file_name(version: Version) -> str:
    """No name of anybody in the name of a file."""
    return f"report-{str(version.report_id)[:8]}-{version.number}"


def printed(version: Version, signatures: Mapping[str, Signature], *, language: str) -> Printed:
    """The text that was sent, in French, Dutch or German: same text, same bytes. Raises a `RenderingError`.

    A title that has no German one is French there, as in the convention.
    """
    told = read(version.content)
    assert version.sent_at is not None, "what is printed was sent"
    centre = Centre.objects.get(pk=version.centre_id)
    name = dutch_title(centre.name_nl) if language == "nl" else french_title(centre.name_fr)
    with translation.override(language):  # what `results` says of the parts of a cluster
        numbers = _numbers(told, language)
    made = AnnualReport(
        made_at=version.sent_at,
        centre=contexts.Centre(name=MINISTRY[language], place=PLACE[language], colour="#1d4e6b"),
        reference=reference(told),
        attached=(Attached(name="report.json", media_type="application/json", text=version.content),),
        of=name,
        programme=f"{titled(told['programme']['title'], language)} {told['programme']['year']}",
        first=date.fromisoformat(told["programme"]["first"]),
        last=date.fromisoformat(told["programme"]["last"]),
        number=version.number,
        words=_words(told, language),
        reply=told["fields"].get(REPLY, ""),
        numbers=numbers,
        lines=_lines(told, language),
        costs=tuple(_cost(one, language) for one in cost_lines(told["spending"])),
        signed=tuple(
            (one.value, signatures[one].name, signatures[one].signed_at) for one in Capacity if one in signatures
        ),
        received_at=version.sent_at,
        seal=Seal(version_id=version.pk, version=version.number, content_hash=version.sha256),
    )
    found = render(made, language=language)
    return Printed(found.bytes, found.sha256, language)


def _words(told: Plain, language: str) -> tuple[tuple[str, str], ...]:
    fields = [one for one in told["form"]["fields"] if one["kind"] == "text"]
    return tuple((titled(one["title"], language), told["fields"].get(one["code"], "")) for one in fields)


def _numbers(told: Plain, language: str) -> tuple[ReportNumbers, ...]:
    titles = {one["code"]: titled(one["title"], language) for one in told["lines"]}
    return tuple(
        ReportNumbers(
            title=titles[code],
            rows=tuple(
                (one["code"], titled(one["titles"], language), one["target"], one["value"], one["reason"])
                for one in table["cells"]
            ),
            parts={one["code"]: told for one in table["cells"] if (told := _parts(one, table))},
            notes=tuple(one.words for one in told_again(table)),
        )
        for code, table in told["results"].items()
    )


def _parts(one: Plain, table: Plain) -> str:
    """Each centre's part in a number of a cluster, and whether that centre corrected or typed it."""
    told = []
    for part in told_parts(one, table):
        words = f"{part.name} {'–' if part.value is None else part.value}"
        told.append(f"{words}, {part.by_hand}" if part.by_hand else words)
    return "; ".join(told)


def _lines(told: Plain, language: str) -> tuple[ReportLine, ...]:
    return tuple(
        ReportLine(
            title=titled(one["title"], language), granted=one["granted"], justified=one["justified"], rest=one["rest"],
            above=one["above"],
        )
        for one in told["spending"].get("lines", ())
    )  # fmt: skip


def _cost(one: CostLine, language: str) -> ReportCost:
    words = one.said(language)
    return ReportCost(words=words, day=date.fromisoformat(one.day), category=one.category, cents=one.cents)
