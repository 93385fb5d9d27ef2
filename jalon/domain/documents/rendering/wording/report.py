"""The words of an annual report."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import AnnualReport, ReportNumbers

from .words import View, Words, lines


def report_view(one: AnnualReport, w: Words) -> View:
    """Three sections, the receipt, the two signatures."""
    return {
        "title": w("title"),
        "document_title": w("document_title", of=one.of, programme=one.programme),
        "of": one.of,
        "lead": w("lead", programme=one.programme, first=w.day(one.first), last=w.day(one.last), n=one.number),
        "receipt": w("receipt", at=w.moment(one.received_at)),
        "labels": w.labels(
            "section_words", "section_numbers", "section_money", "reply", "point", "target", "value", "line",
            "granted", "justified", "rest", "above", "cost", "day", "category", "amount", "costs", "empty", "no_costs",
            "signed_here", "attached",
        ),
        "words": [{"title": title, "lines": lines(text)} for title, text in one.words],
        "reply_lines": lines(one.reply),
        "numbers": [_numbers(each, w) for each in one.numbers],
        "lines": [
            [each.title, *(w.money(cents) for cents in (each.granted, each.justified, each.rest, each.above))]
            for each in one.lines
        ],
        "costs": [
            [each.words, w.day(each.day), w(f"category_{each.category}"), w.money(each.cents)] for each in one.costs
        ],
        "signs": [
            {"who": w(capacity), "name": name, "at": w("signed", at=w.moment(at))} for capacity, name, at in one.signed
        ],
        "seal": w.seal(one.seal),
    }  # fmt: skip


def _numbers(one: ReportNumbers, w: Words) -> View:
    rows = []
    for code, title, target, value, reason in one.rows:
        beside = [w("corrected", reason=reason)] if reason else []
        beside += [one.parts[code]] if code in one.parts else []
        rows.append([code, f"{title} ({'; '.join(beside)})" if beside else title, _said(target), _said(value)])
    return {"title": one.title, "rows": rows, "notes": one.notes}


def _said(number: int | None) -> str:
    return "–" if number is None else str(number)
