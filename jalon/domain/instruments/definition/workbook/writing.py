"""An instrument as an XLSForm workbook: what `reading` reads back to an equal instrument."""

import io
from typing import Any

from jalon.domain.accounts.enums import Language
from jalon.domain.core.workbooks import new
from jalon.domain.instruments.definition.model import Definition
from jalon.domain.instruments.definition.words import Words
from jalon.domain.instruments.definition.writing import as_data

MEANING = ("step", "reliability", "spread", "source")
WIDE = 36


def write_workbook(definition: Definition) -> bytes:
    """The workbook's bytes: text everywhere, no formula, nothing hidden."""
    out = io.BytesIO()
    with new(out) as book:
        strong = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for name, lines in _sheets(definition).items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    sheet.write_string(row, column, str(value), plain if row else strong)
            for column, title in enumerate(lines[0]):
                sheet.set_column(column, column, WIDE if "::" in title else 16)
    return out.getvalue()


def _sheets(definition: Definition) -> dict[str, list[list[Any]]]:
    scales = _scales(definition)
    return {
        "survey": _survey(definition, scales),
        "choices": _choices(definition, scales),
        "settings": _settings(definition),
    }


def _titles(what: str, languages: tuple[str, ...]) -> list[str]:
    return [f"{what}::{Language(one).label} ({one})" for one in languages]


def _said(words: Words | None, languages: tuple[str, ...]) -> list[str]:
    return [words.by_language.get(one, "") if words else "" for one in languages]


def _scales(definition: Definition) -> list[Words]:
    """Each different list of levels, once; its name is its place."""
    found: list[Words] = []
    for item in definition.items:
        if item.levels not in found:
            found.append(item.levels)
    return found


def _list_name(place: int) -> str:
    return f"levels_{place + 1}"


def _survey(definition: Definition, scales: list[Words]) -> list[list[Any]]:
    languages = definition.languages
    titles = ["type", "name", *_titles("label", languages), *_titles("hint", languages)]
    lines: list[list[Any]] = [[*titles, "reversed", "domains", "directions", *MEANING]]
    described = {axis["code"]: axis for axis in as_data(definition)["axes"]}
    for axis in definition.axes:
        meaning = described[axis.code].get("meaning", {})
        tail = ["", " ".join(axis.domains), " ".join(axis.directions), *(meaning.get(one, "") for one in MEANING)]
        lines.append(["begin_group", axis.code, *_said(axis.name, languages), *_said(None, languages), *tail])
        for item in axis.items:
            words = [*_said(item.text, languages), *_said(item.help, languages)]
            levels = _list_name(scales.index(item.levels))
            lines.append([f"select_one {levels}", item.code, *words, "yes" if item.is_reversed else ""])
        lines.append(["end_group"])
    return lines


def _choices(definition: Definition, scales: list[Words]) -> list[list[Any]]:
    lines: list[list[Any]] = [["list_name", "name", *_titles("label", definition.languages)]]
    for number, words in enumerate(scales):
        for place in range(len(words.say())):
            said = [words.by_language[one][place] for one in definition.languages]
            lines.append([_list_name(number), place + 1, *said])
    return lines


def _settings(definition: Definition) -> list[list[Any]]:
    data, languages = as_data(definition), definition.languages
    titles, values = [], []
    for name, heading in (("name", "form_title"), ("about", "about"), ("licence", "licence")):
        titles += _titles(heading, languages)
        values += [data[name][one] for one in languages]
    plain = {
        "form_id": data["code"],
        "version": data["version"],
        "default_language": f"{Language(languages[0]).label} ({languages[0]})",
        "direction": data["direction"],
        "raters": data["raters"],
        "recall_days": data["recall_days"],
        **data["scoring"],
        **{one: data["meaning"].get(one, "") for one in MEANING},
    }
    return [[*titles, *plain], [*values, *plain.values()]]
