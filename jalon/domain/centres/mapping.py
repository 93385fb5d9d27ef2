"""Which centre is which between two lists: a small file that a person fills in, because a machine would guess.

    effective: 2019-01-01
    source: where you know it from
    certainty: certain | likely | uncertain
    code_changed:
      - {old: "52043", new: "55086", name: Manage, confirmed: yes}
    merged:
      - {new: "44084", of: ["44001", "44029"], name: Aalter, confirmed: yes}
    opened: []    # codes of centres that did not exist before
    closed: []    # codes of centres that ended without a successor

The import writes such a file with its suggestions and `confirmed: no`; a line counts once it says `yes`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jalon.domain.core.errors import DomainError

SHIPPED = Path(__file__).with_name("data")
CERTAINTIES = ("certain", "likely", "uncertain")


class MappingRefused(DomainError):
    """The mapping file cannot be used."""

    status = 400


@dataclass(frozen=True)
class CodeChange:
    """The same centre under another code."""

    old: str
    new: str
    name: str = ""


@dataclass(frozen=True)
class Merger:
    """Several centres become one: a new one (a new Aalter is not the old Aalter), or one that was there already."""

    new: str
    of: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Mapping:
    """Everything a mapping file says. `on` is the first day of the new situation; None takes the list's own day."""

    code_changed: Sequence[CodeChange] = ()
    merged: Sequence[Merger] = ()
    opened: Sequence[str] = ()
    closed: Sequence[str] = ()
    on: date | None = None
    source: str = ""
    certainty: str = ""

    @property
    def old_codes(self) -> set[str]:
        """Every code said to vanish."""
        return {
            *(change.old for change in self.code_changed),
            *(code for merger in self.merged for code in merger.of),
            *self.closed,
        }

    @property
    def new_codes(self) -> set[str]:
        """Every code said to appear."""
        return {
            *(change.new for change in self.code_changed),
            *(merger.new for merger in self.merged),
            *self.opened,
        }


def shipped(year: int) -> Mapping:
    """The mapping of a year that is common knowledge and ships with Jalon."""
    return read_mapping((SHIPPED / f"mapping-{year}.yaml").read_bytes())


def read_mapping(content: bytes) -> Mapping:
    """Read a mapping file. Raises `MappingRefused` when a line is unclear, unconfirmed or said twice."""
    try:
        data = yaml.safe_load(content.decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MappingRefused(
            "The mapping file cannot be read.", str(error).splitlines()[0], "Mend that line, then import again."
        ) from error
    if not isinstance(data, dict):
        raise MappingRefused("The mapping file is empty.", "", "Start from the file the import wrote.")
    known = {"effective", "source", "certainty", "code_changed", "merged", "opened", "closed"}
    if unknown := set(data) - known:
        raise MappingRefused(
            f"The mapping file says something unknown: {', '.join(map(str, sorted(unknown, key=str)))}.",
            "",
            f"It may say: {', '.join(sorted(known))}.",
        )
    mapping = _build(data)
    _refuse_doubles(mapping)
    return mapping


def _build(data: dict[str, Any]) -> Mapping:
    on, certainty = data.get("effective"), str(data.get("certainty") or "")
    if on is not None and type(on) is not date:
        raise MappingRefused("« effective » in the mapping file is not a date.", "", "Write it as 2019-01-01.")
    if certainty and certainty not in CERTAINTIES:
        raise MappingRefused(f"« certainty: {certainty} » is unknown.", "", f"Write one of: {', '.join(CERTAINTIES)}.")
    changes = [_confirmed(line) for line in data.get("code_changed") or []]
    mergers = [_confirmed(line) for line in data.get("merged") or []]
    return Mapping(
        code_changed=[
            CodeChange(_code(line.get("old")), _code(line.get("new")), str(line.get("name") or "")) for line in changes
        ],
        merged=[_merger(line) for line in mergers],
        opened=[_code(code) for code in data.get("opened") or []],
        closed=[_code(code) for code in data.get("closed") or []],
        on=on,
        source=str(data.get("source") or ""),
        certainty=certainty,
    )


def _confirmed(line: Any) -> dict[str, Any]:
    if not isinstance(line, dict):
        raise MappingRefused(f"This line of the mapping file is unclear: {line!r}.", "", "See the file's first lines.")
    if line.get("confirmed", True) is not True:
        raise MappingRefused(
            f"The mapping file is not finished: {line.get('name') or line.get('new')} is not confirmed.",
            "The import suggests, you decide.",
            "Check the line, correct it if need be, and write « confirmed: yes »; or take it out.",
        )
    return line


def _merger(line: dict[str, Any]) -> Merger:
    of = line.get("of")
    if not isinstance(of, list) or not of:
        raise MappingRefused(
            f"The merger into {line.get('new')} does not say of which codes.", "", 'Write of: ["44001", "44029"].'
        )
    return Merger(_code(line.get("new")), tuple(_code(code) for code in of), str(line.get("name") or ""))


def _code(value: Any) -> str:
    text = str(value if value is not None else "").strip()
    if not (text.isascii() and text.isdigit() and len(text) == 5):
        raise MappingRefused(f"« {text} » in the mapping file is not a NIS code.", "", "Write five digits in quotes.")
    return text


def _refuse_doubles(mapping: Mapping) -> None:
    old = [change.old for change in mapping.code_changed] + [code for merger in mapping.merged for code in merger.of]
    new = [change.new for change in mapping.code_changed] + [merger.new for merger in mapping.merged]
    for codes in ([*old, *mapping.closed], [*new, *mapping.opened]):
        if twice := [code for code, count in Counter(codes).items() if count > 1]:
            raise MappingRefused(
                f"The mapping file says two things of the same code: {', '.join(twice)}.",
                "",
                "Leave one of the lines.",
            )
