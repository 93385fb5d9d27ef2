"""The words of a convention and of the letter that invites to it."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import ConventionCall, ConventionText

from .words import View, Words, lines


def convention_view(one: ConventionText, w: Words) -> View:
    """Parties, articles, objectives, signatures."""
    title = w("title_amendment", n=one.number) if one.number else w("title")
    return {
        "title": title,
        "document_title": w("document_title", title=title, reference=one.reference),
        "lead": f"{one.programme} – {one.line}",
        "between": w("between", state=one.centre.name, centre=one.partner),
        "articles": _articles(one, w),
        "objectives": [{"code": each.code, "title": each.title, "people": str(each.people)} for each in one.objectives],
        "labels": w.labels("objective", "people"),
        "objectives_at": 2,
        "signs": [
            {"who": w("president"), "of": one.partner},
            {"who": w("secretary"), "of": one.partner},
            {"who": w("minister"), "of": one.centre.name},
        ],
        "signed_here": w("signed_here"),
        "seal": w.seal(one.seal),
    }


def _articles(one: ConventionText, w: Words) -> list[View]:
    """Each article with its title and paragraphs; the third one carries the table of objectives."""
    subject = [w("subject", programme=one.programme, text=one.legal_text)]
    if one.reason:
        subject.append(w("reason", reason=one.reason))
    if one.cluster:
        subject.append(w("cluster", name=one.cluster, members=", ".join(one.members)))
    period = [
        w("period", first=w.day(one.first), last=w.day(one.last)),
        w("amount", amount=w.money(one.cents)),
    ]
    money = [w("advance", advance=one.advance, rest=one.rest)] if one.advance else [w("paid")]
    if one.raised:
        money.append(w("raised", percent=one.raised))
    report = [w("report_by", day=w.day(one.report_by)) if one.report_by else w("report"), w("guide")]
    parts = [
        (w("article_subject"), subject),
        (w("article_initiatives"), lines(one.text)),
        (w("article_objectives"), [w("objectives_lead")]),
        (w("article_amount"), period),
        (w("article_payment"), money),
        (w("article_report"), report),
    ]
    return [{"title": f"{w('article', n=place)} {title}", "body": body} for place, (title, body) in enumerate(parts, 1)]


def call_view(one: ConventionCall, w: Words) -> View:
    """The letter: what, how much, until when, how, and what comes after."""
    calendar = [{"label": w("step_entry"), "text": w("until", day=w.day(one.until))}]
    for code, first, last in one.moments:
        span = w.day(first) if first == last else w("span", first=w.day(first), last=w.day(last))
        calendar.append({"label": w(f"moment_{code}"), "text": span})
    after = [w("step_analysis"), w("step_decision"), w("step_sign"), w("step_minister")]
    if one.advance:
        after.append(w("step_advance", percent=one.advance))
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=one.reference),
        "to": {"name": one.to, "place": one.to_place},
        "opening": w("opening"),
        "body": [
            w("lead", programme=one.programme, line=one.line, text=one.legal_text),
            w("grant", amount=w.money(one.cents)),
            w("how", day=w.day(one.until)),
            w("asked", limit=one.limit) if one.limit else w("asked_plain"),
        ],
        "calendar_title": w("calendar"),
        "calendar": calendar,
        "after_title": w("after"),
        "after": after,
        "late": w("late"),
        "closing": w("closing"),
    }
