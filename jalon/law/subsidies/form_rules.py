"""What the forms of a programme may say: one set of rules for the YAML files and for what is typed into a page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as begun
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.errors import ParameterError
from jalon.law.sayings import Saying, sayings_of
from jalon.law.subsidies.forms import Form, FormField, Kind, Need, Role
from jalon.law.subsidies.results import definition, definitions
from jalon.law.subsidies.texts import marked

FILE = Path(__file__).with_name("form_faults.yaml")
LONGEST = 20_000  # signs of a text: more is no answer
MOST_FIELDS = 60
MOST_TITLE = 300
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,7}")


@dataclass(frozen=True, slots=True)
class FormFault:
    """A rule that a form breaks. `field`: the code of the field, empty for the whole form; `about`: what of it."""

    code: str
    form: str
    field: str = ""
    about: str = ""
    params: dict[str, Any] = begun(default_factory=dict)

    def say(self, language: str = "fr") -> str:
        """What is wrong and how to mend it, in `language` (en, fr or nl)."""
        return marked(sentences()[self.code].say(language, form=self.form, field=self.field, **self.params))


@cache
def sentences() -> dict[str, Saying]:
    """What is said of each fault."""
    return sayings_of(FILE)


def faults(forms: Sequence[Form], on: date | None = None) -> list[FormFault]:
    """Every rule these forms of one programme break, in their order. `on`: last day of the programme."""
    return [*_together(forms), *(fault for one in forms for fault in _form(one, on))]


def refuse_faults(file: Path, forms: Sequence[Form], on: date | None = None) -> None:
    """Raise `ParameterError` for the first fault."""
    for found in faults(forms, on):
        where = f"{found.form}, {found.field}" if found.field else found.form
        raise ParameterError(f"{file.name}: {where}: {found.say('en')}")


def _together(forms: Sequence[Form]) -> Iterator[FormFault]:
    """One form of each kind; the same code asks the same thing, once in what is reported."""
    roles = Counter(one.role for one in forms)
    for one in forms:
        if one.role is not None and roles[one.role] > 1:
            yield FormFault("form_twice", one.code)
            return
    by_role = {one.role: one for one in forms}
    report = by_role.get(Role.REPORT)
    for role in (Role.CONVENTION, Role.INDICATORS):
        for asked in by_role[role].fields if role in by_role else ():
            same = report.field(asked.code) if report else None
            if same and role is Role.INDICATORS:
                yield FormFault("asked_twice", by_role[role].code, asked.code, "code")
            elif same and same.kind != asked.kind:
                yield FormFault("kind_differs", by_role[role].code, asked.code, "kind")


def _form(form: Form, on: date | None) -> Iterator[FormFault]:
    if form.role is None:
        yield FormFault("form_role", form.code)
    if not 1 <= len(form.fields) <= MOST_FIELDS:
        yield FormFault("form_fields", form.code, params={"most": MOST_FIELDS})
    twice = [code for code, times in Counter(one.code for one in form.fields).items() if times > 1]
    if twice:  # what refers to it is not looked at before it is known which one is meant
        yield FormFault("code_twice", form.code, twice[0], "code")
        return
    for one in form.fields:
        if not _CODE.fullmatch(one.code):
            yield FormFault("code_wrong", form.code, one.code, "code")
        if any(len(text) > MOST_TITLE for text in one.title.texts.values()):
            yield FormFault("title_long", form.code, one.code, "title", {"most": MOST_TITLE})
        yield from _text(form, one) if one.kind == Kind.TEXT else _count(form, one, on)


def _text(form: Form, one: FormField) -> Iterator[FormFault]:
    if one.limit is not None and not (type(one.limit) is int and 1 <= one.limit <= LONGEST):
        yield FormFault("limit_wrong", form.code, one.code, "limit", {"most": LONGEST})
    if one.parts or one.measure is not None or one.at_most is not None:
        yield FormFault("text_counts", form.code, one.code, "kind")
    if form.role is Role.INDICATORS:
        yield FormFault("text_of_indicators", form.code, one.code, "kind")
    if one.need not in set(Need):
        yield FormFault("need_wrong", form.code, one.code, "need", {"names": ", ".join(Need)})
    elif one.need == Need.BELOW and form.role is not Role.REPORT:
        yield FormFault("need_of_report", form.code, one.code, "need")


def _count(form: Form, one: FormField, on: date | None) -> Iterator[FormFault]:
    if one.kind != Kind.COUNT:
        yield FormFault("kind_wrong", form.code, one.code, "kind", {"names": ", ".join(Kind)})
        return
    if one.limit is not None or one.need != Need.ALWAYS:
        yield FormFault("count_is_text", form.code, one.code, "kind")
    yield from _measure(form, one, on)
    yield from _parts(form, one)
    if one.at_most is None:
        if one.strict:
            yield FormFault("strict_alone", form.code, one.code, "at_most")
    elif form.role is Role.CONVENTION:
        yield FormFault("at_most_promised", form.code, one.code, "at_most")
    elif one.at_most == one.code or one.at_most not in _counts(form):
        yield FormFault("at_most_stranger", form.code, one.code, "at_most", {"name": one.at_most})


def _measure(form: Form, one: FormField, on: date | None) -> Iterator[FormFault]:
    if one.measure is None:
        return
    known = definitions().measures
    if one.measure not in known:
        names = ", ".join(sorted(known))
        yield FormFault("measure_wrong", form.code, one.code, "measure", {"measure": one.measure, "names": names})
    elif on is not None and definition(one.measure, on) is None:
        first = known[one.measure][0].valid_from
        yield FormFault("measure_early", form.code, one.code, "measure", {"measure": one.measure, "first": first})


def _parts(form: Form, one: FormField) -> Iterator[FormFault]:
    strangers = sorted(set(one.parts) - _counts(form))
    if strangers:
        yield FormFault("parts_strangers", form.code, one.code, "parts", {"names": ", ".join(strangers)})
    elif len(one.parts) == 1 or len(set(one.parts)) != len(one.parts):
        yield FormFault("parts_few", form.code, one.code, "parts")
    elif one.code in _under(form, one.parts):
        yield FormFault("parts_of_itself", form.code, one.code, "parts")


def _counts(form: Form) -> set[str]:
    return {one.code for one in form.fields if one.kind == Kind.COUNT}


def _under(form: Form, codes: Iterable[str]) -> set[str]:
    """These fields, their parts, and the parts of these."""
    found: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            known = form.field(code)
            waiting += known.parts if known else ()
    return found
