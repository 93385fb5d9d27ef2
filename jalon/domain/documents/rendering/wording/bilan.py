"""The words of the bilan social, filled in or blank."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import Bilan, BilanDomain

from .words import View, Words, lines

FIELDS = ("words", "aspirations", "strengths", "needs")


def bilan_view(bilan: Bilan, w: Words) -> View:
    """Blank: every domain with room to write. Filled in: what was said; domains not discussed are named at the end."""
    shown = [d for d in bilan.domains if bilan.blank or _said(d)]
    silent = [] if bilan.blank else [w.domain(d.domain) for d in bilan.domains if not _said(d)]
    # Domains that describe their own levels need no general list, which would say them otherwise.
    general = not (shown and all(domain.levels for domain in shown))
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=bilan.reference),
        "person": w.person(bilan.person) if bilan.person else None,
        "worker": w.worker(bilan.worker) if bilan.worker else None,
        "lead": _lead(bilan, w),
        "intro": w("intro"),
        "blank": bilan.blank,
        "labels": w.labels(
            *FIELDS, "person_rates", "worker_rates", "levels", "together", "alone", "blank_name", "blank_date"
        ),
        "levels": [w(f"level_{n}") for n in range(1, 6)] if general else [],
        "domains": [_domain(domain, w) for domain in shown],
        "silent": w("domains_unfilled", names=", ".join(silent)) if silent else "",
        "together": lines(bilan.together),
        "remarks": _remarks(bilan, w),
        "signatures": w.signatures(bilan.signatures),
    }


def _lead(bilan: Bilan, w: Words) -> str:
    held = w("held", day=w.day(bilan.held_on)) if bilan.held_on else ""
    moment = w("moment", n=bilan.moment) if bilan.moment else ""
    return " · ".join(part for part in (held, moment) if part)


def _said(domain: BilanDomain) -> bool:
    texts = any(getattr(domain, field).strip() for field in FIELDS)
    return texts or bool(domain.alone) or domain.person_level is not None or domain.worker_level is not None


def _domain(domain: BilanDomain, w: Words) -> View:
    return {
        "title": w.domain(domain.domain),
        "fields": [{"label": w(field), "lines": lines(getattr(domain, field))} for field in FIELDS],
        "alone": [{"label": w(field), "lines": lines(text)} for field, text in domain.alone],
        "ratings": [
            _rating(w("person_rates"), domain.person_level, domain, w),
            _rating(w("worker_rates"), domain.worker_level, domain, w),
        ],
        "levels": list(domain.levels),
    }


def _remarks(bilan: Bilan, w: Words) -> list[View]:
    said = (("person_remark", bilan.person_remark), ("worker_remark", bilan.worker_remark))
    return [{"label": w(name), "lines": lines(text)} for name, text in said if text]


def _rating(who: str, level: int | None, domain: BilanDomain, w: Words) -> View:
    if level is None:
        return {"who": who, "level": 0, "text": w("not_rated")}
    described = domain.levels[level - 1] if domain.levels else w(f"level_{level}")
    return {"who": who, "level": level, "text": w("level_of", n=level, text=described)}
