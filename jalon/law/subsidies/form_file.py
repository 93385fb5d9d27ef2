"""Reads the forms that programmes use from YAML, and completes those kept before a form said all that it says now."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.loading import SOURCE_KEYS, day_of, keys_of, read_file, saying_of, source_of
from jalon.law.sources import Text
from jalon.law.subsidies.form_rules import refuse_faults
from jalon.law.subsidies.forms import Form, FormField, Need
from jalon.law.subsidies.programme_texts import FOLDER, texts_of

FORMS_FILE = "_forms.yaml"
_FORM = SOURCE_KEYS | {"title", "fields"}
_FIELD = {"code", "title", "kind", "limit", "parts", "measure", "at_most", "strict", "need"}


@cache
def shipped_forms() -> Mapping[str, Form]:
    """The forms that come with the project by their code."""
    return forms_of(FOLDER / FORMS_FILE, texts_of(FOLDER))


def forms_of(file: Path, texts: Mapping[str, Text]) -> dict[str, Form]:
    """The forms of a file by their code. Raises `ParameterError`."""
    raw = read_file(file)
    checked = day_of(file, "the head of the file", raw.pop("last_checked", None), "last_checked")
    return {code: form_from(file, code, body, texts, checked) for code, body in raw.items()}


def form_from(file: Path, code: str, raw: Any, texts: Mapping[str, Text], checked: date) -> Form:
    """One form. Raises `ParameterError` naming the first thing that is wrong, by the rules of `form_rules`."""
    body = keys_of(file, code, raw, _FORM)
    fields = tuple(
        field_from(file, f"{code}, field {number}", each) for number, each in enumerate(body.get("fields") or (), 1)
    )
    found = form_around(file, code, raw, texts, checked, fields)
    refuse_faults(file, [found])
    return found


def form_around(
    file: Path, code: str, raw: Any, texts: Mapping[str, Text], checked: date, fields: tuple[FormField, ...]
) -> Form:
    """A form around fields that were read. Raises `ParameterError`."""
    body = keys_of(file, code, raw, _FORM)
    title = saying_of(file, code, body.get("title"), "title")
    return Form(code, title, fields, source_of(file, code, body, texts, checked))


def field_from(file: Path, where: str, raw: Any) -> FormField:
    """One field as it is written; whether it may say so is for `form_rules`."""
    body = keys_of(file, where, raw, _FIELD)
    return FormField(
        code=str(body.get("code", "")),
        title=saying_of(file, where, body.get("title"), "title"),
        kind=str(body.get("kind")),
        limit=body.get("limit"),
        parts=tuple(map(str, body.get("parts") or ())),
        measure=body.get("measure"),
        at_most=None if body.get("at_most") is None else str(body["at_most"]),
        strict=bool(body.get("strict", False)),
        need=str(body.get("need", Need.ALWAYS)),
    )


def completed(form: Mapping[str, Any], field: Mapping[str, Any]) -> dict[str, Any]:
    """A field as `programme.content_of` gives it.

    What was kept before forms said what counts a number, and what it should not exceed, takes that from the form that
    ships: its own, or else the one that asks the same words under the same code.
    """
    if "measure" in field:
        return dict(field)
    known = shipped_forms()
    own = known.get(form.get("code", ""))
    others = [own] if own else list(known.values())
    found = next((one.field(field["code"]) for one in others if _asks(one, field)), None)
    said = {"measure": None, "at_most": None, "strict": False, "need": str(Need.ALWAYS)}
    return {**field, **({name: getattr(found, name) for name in said} if found else said)}


def _asks(form: Form, field: Mapping[str, Any]) -> bool:
    found = form.field(field["code"])
    return found is not None and found.title.fr == field["title"]["fr"]


def measure_of(form: Mapping[str, Any], field: Mapping[str, Any]) -> str | None:
    """The measure of one number of a form, both as `programme.content_of` gives them; None: it is typed."""
    found: str | None = completed(form, field)["measure"]
    return found
