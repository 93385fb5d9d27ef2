"""The words of a convention and of the letter that invites to it."""

from __future__ import annotations

from itertools import count

from jalon.domain.documents.rendering.contexts import ConventionCall, ConventionText
from jalon.law.subsidies.articles import Article, Holds, filled, printed

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
        "signs": [
            {"who": w("president"), "of": one.partner},
            {"who": w("secretary"), "of": one.partner},
            {"who": w("minister"), "of": one.centre.name},
        ],
        "signed_here": w("signed_here"),
        "seal": w.seal(one.seal),
    }


def _articles(one: ConventionText, w: Words) -> list[View]:
    """Each article with its title, its paragraphs, and what the centre answered where it stands."""
    known, number = _known(one, w), count(1)
    return [
        {
            "title": f"{w('article', n=next(number))} {w.typeset(each.title.say(w.language))}",
            **_body(one, each, known, w),
        }
        for each in one.articles
    ]


def _body(one: ConventionText, article: Article, known: dict[str, str], w: Words) -> View:
    told = (printed(each, w.language, known) for each in article.paragraphs)
    body = [filled(w.typeset(text), known) for text in told if text]
    answered = lines(one.text) if article.holds is Holds.INITIATIVES else []
    return {"body": [*body, *answered], "objectives": article.holds is Holds.OBJECTIVES}


def _known(one: ConventionText, w: Words) -> dict[str, str]:
    """What each place of an article says for this convention; empty where it says nothing."""
    return {
        "programme": one.programme,
        "line": one.line,
        "legal_text": one.legal_text,
        "centre": one.partner,
        "state": one.centre.name,
        "first": w.day(one.first),
        "last": w.day(one.last),
        "amount": "…" if one.cents is None else w.money(one.cents),
        "reason": one.reason,
        "cluster": one.cluster,
        "members": ", ".join(one.members),
        "advance": one.advance,
        "rest": one.rest,
        "raised": one.raised,
        "report_by": w.day(one.report_by),
    }


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
