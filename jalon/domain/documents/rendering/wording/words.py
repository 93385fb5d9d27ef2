"""The words shared by every document: headings, persons, days, signatures, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from jalon.domain.documents.rendering import dates
from jalon.domain.documents.rendering.contexts import (
    Centre,
    Commitment,
    Document,
    LifeDomain,
    Means,
    Person,
    Seal,
    Side,
    Signature,
    Worker,
)
from jalon.domain.documents.rendering.texts import texts, typeset

View = dict[str, Any]
SIDES = {Side.PERSON: "side_person", Side.CENTRE: "side_centre", Side.THIRD: "side_third"}
MEANS = {
    Means.DRAWN: "signed_drawn",
    Means.TYPED: "signed_typed",
    Means.PAPER: "signed_paper",
    Means.OWN: "signed_own",
}


class Words:
    """The texts of one document in one language, and the few sentences every document needs."""

    def __init__(self, name: str, language: str) -> None:
        self.language = language
        self.texts = texts(name, language)

    def __call__(self, key: str, **values: object) -> str:
        """A text, its `{places}` filled with values that are never read again."""
        text = self.texts[key]
        return text.format_map(values) if values else text

    def typeset(self, text: str) -> str:
        """A text that comes with the document, as those of the house are set."""
        return typeset(text, self.language)

    def labels(self, *keys: str) -> dict[str, str]:
        """Several texts, for the template."""
        return {key: self.texts[key] for key in keys}

    def day(self, on: date | None, missing: str = "") -> str:
        return dates.day(on, self.language) if on else missing

    def weekday(self, on: date) -> str:
        return dates.weekday(on, self.language)

    def moment(self, at: datetime) -> str:
        return dates.moment(at, self.language)

    def hour(self, at: datetime) -> str:
        return dates.hour(at, self.language)

    def money(self, cents: int) -> str:
        return dates.money(cents, self.language)

    def domain(self, name: str) -> str:
        """A domain of life by its code, or a centre's own word as it is."""
        return self.texts.get(f"domain_{name}", name) if name in set(LifeDomain) else name

    def head(self, document: Document) -> View:
        """What stands on every page."""
        return {
            "language": self.language,
            "centre": self.centre(document.centre),
            "reference": document.reference,
            "place-and-day": ", ".join(p for p in (document.centre.place, self.today(document)) if p),
            "made_on": self("made_on", day=self.today(document)),
            "common": self.labels("number", "page_of", "reference", "draft", "date_and_signature", "signatures"),
        }

    def today(self, document: Document) -> str:
        """The day the document was made, on a Belgian calendar."""
        return self.day(dates.local(document.made_at).date())

    def centre(self, centre: Centre) -> View:
        return {
            "name": centre.name,
            "address": list(centre.address),
            "reach": [part for part in (centre.phone, centre.email, centre.website) if part],
            "place": centre.place,
            "logo_alt": self("logo_alt", centre=centre.name),
        }

    def person(self, person: Person) -> View:
        return {
            "name": person.name,
            "born": self("born_on", day=self.day(person.birth_date)) if person.birth_date else "",
            "address": list(person.address),
            "file": f"{self('file')} {person.file_number}",
        }

    def worker(self, worker: Worker) -> View:
        return {"label": self("worker"), "name": worker.name, "reach": [p for p in (worker.phone, worker.email) if p]}

    def seal(self, seal: Seal | None) -> View | None:
        """The line under each page that says which text this is."""
        if seal is None:
            return None
        return {
            "version": self("version", n=seal.version),
            "fingerprint": f"{self('fingerprint')} {grouped(seal.content_hash[:16])}",
            "alt": self("code_alt", n=seal.version),
        }

    def commitment(self, commitment: Commitment) -> View:
        return {
            "text": lines(commitment.text),
            "domain": self.domain(commitment.domain),
            "due": self.day(commitment.due),
            "who": commitment.who,
            "contact": self("contact", contact=commitment.contact) if commitment.contact else "",
        }

    def commitments(self, commitments: Iterable[Commitment]) -> list[View]:
        return [self.commitment(commitment) for commitment in commitments]

    def signatures(self, signatures: Iterable[Signature]) -> list[View]:
        """Lines to sign and signatures given. `drawn` is the place of the picture in the order of drawings."""
        views: list[View] = []
        drawn = 0
        for signature in signatures:
            has_drawing = signature.drawing is not None and signature.signed_at is not None
            views.append(
                {
                    "name": signature.name,
                    "side": self(SIDES[signature.side]),
                    "capacity": signature.capacity,
                    "signed": self._signed(signature),
                    "typed": signature.means is Means.TYPED,
                    "alt": self("signature_of", name=signature.name),
                    "drawn": drawn if has_drawing else None,
                }
            )
            drawn += has_drawing
        return views

    def _signed(self, signature: Signature) -> str:
        if signature.signed_at is None or signature.means is None:
            return ""
        at = signature.signed_at
        # Nobody knows the minute a paper was signed at.
        said = self.day(dates.local(at).date()) if signature.means is Means.PAPER else self.moment(at)
        return self(MEANS[signature.means], at=said)


def lines(text: str) -> list[str]:
    """The paragraphs of a text somebody wrote, empty ones left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def grouped(digits: str) -> str:
    """Hex digits by four, so that a person can read them aloud."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
