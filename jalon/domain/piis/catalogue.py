"""The library of common aims and commitments: what is shipped (`library/*.yaml`), as each centre edits it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.piis.enums import LibraryKind, Side
from jalon.domain.piis.models import LibraryItem
from jalon.law.yaml_file import read_yaml

FOLDER = Path(__file__).parent / "library"
LANGUAGES = ("fr", "nl")


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """An aim or a commitment to choose. `key`: the shipped item's name, empty for the centre's own (`id` is set)."""

    kind: str
    side: str
    domain: str
    language: str
    text: str
    key: str = ""
    id: UUID | None = None
    is_hidden: bool = False


@cache
def shipped() -> tuple[Proposal, ...]:
    """What every centre begins with, in the order of the files. Raises ValueError on a malformed file."""
    return tuple(one for domain in LifeDomain for one in _domain(str(domain)))


def _domain(domain: str) -> Iterable[Proposal]:
    raw = read_yaml(FOLDER / f"{domain}.yaml")
    for side, items in raw.items():
        kind = LibraryKind.AIM if side == "aims" else LibraryKind.COMMITMENT
        holder = Side.PERSON if side == "aims" else Side(side)
        for name, texts in items.items():
            if set(texts) != set(LANGUAGES):
                raise ValueError(f"{domain}.yaml: {name}: write it in {' and '.join(LANGUAGES)}")
            for language in LANGUAGES:
                yield Proposal(
                    kind=str(kind),
                    side=str(holder),
                    domain=domain,
                    language=language,
                    text=texts[language],
                    key=f"{domain}.{name}",
                )


def proposals(*, language: str, include_hidden: bool = False) -> list[Proposal]:
    """Everything the centre in context proposes in a language: shipped items as it edited them, then its own.

    Grouped by the page through `kind`, `domain` and `side`. Languages without a library get the French one.
    """
    language = language if language in LANGUAGES else "fr"
    own = list(LibraryItem.objects.filter(language=language).order_by("domain", "side", "text"))
    edited = {one.key: one for one in own if one.key}
    listed = [_as_edited(one, edited.get(one.key)) for one in shipped() if one.language == language]
    listed += [_own(one) for one in own if not one.key]
    return [one for one in listed if include_hidden or not one.is_hidden]


def _as_edited(one: Proposal, edited: LibraryItem | None) -> Proposal:
    return _own(edited) if edited else one


def _own(item: LibraryItem) -> Proposal:
    return Proposal(
        kind=item.kind,
        side=item.side,
        domain=item.domain,
        language=item.language,
        text=item.text,
        key=item.key,
        id=item.pk,
        is_hidden=item.is_hidden,
    )


@cache
def wording() -> dict[str, dict[str, str]]:
    """Sentences a first text begins with, by name and language (fr, nl, de, en)."""
    return read_yaml(FOLDER / "wording.yaml")
