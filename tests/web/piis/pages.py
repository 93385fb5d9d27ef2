"""What a form on a page would send, and how the texts of a project are typed."""

import re
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4


class _Forms(HTMLParser):
    """Every form of a page with the values it would send when nothing is touched."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, Any]] = []
        self.inside, self.select, self.textarea = False, "", ""
        self.template = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect fields as a browser does; templates are no part of a form."""
        given = dict(attrs)
        self.template += tag == "template"
        if self.template:
            return
        if tag == "form":
            self.forms.append({"action": given.get("action") or "", "fields": {}})
            self.inside = True
        elif self.inside and tag == "input":
            kind = given.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" not in given or kind == "file":
                return
            self._keep(given.get("name"), given.get("value") or ("on" if kind == "checkbox" else ""))
        elif self.inside and tag == "select":
            self.select = given.get("name") or ""
        elif tag == "option" and self.select and ("selected" in given):
            self._keep(self.select, given.get("value") or "")
        elif self.inside and tag == "textarea":
            self.textarea = given.get("name") or ""
            self._keep(self.textarea, "")

    def handle_endtag(self, tag: str) -> None:
        """Leave what was entered."""
        self.template -= tag == "template"
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        """The text of a textarea; the line break after its tag is not part of it."""
        if self.textarea and not self.template:
            values = self.forms[-1]["fields"][self.textarea]
            values[-1] += data.removeprefix("\n") if values[-1] == "" else data

    def _keep(self, name: str | None, value: str) -> None:
        if name:
            self.forms[-1]["fields"].setdefault(name, []).append(value)


def form_of(answer: Any, having: str = "idempotency_key") -> dict[str, Any]:
    """The values of the form of a page that has a field of this name."""
    reader = _Forms()
    reader.feed(answer.text)
    found = [form["fields"] for form in reader.forms if having in form["fields"]]
    assert found, f"no form with {having}"
    return found[-1]


def rows_of(fields: dict[str, Any], side: str) -> list[str]:
    """The names of the rows of one side."""
    return [name for name in fields["row"] if name.startswith(f"{side}_")]


def typed(fields: dict[str, Any], **texts: Any) -> dict[str, Any]:
    """The form of writing with one text per row: `person=["…", "…"]`, `centre=["…"]`, and plain fields."""
    fields = {name: list(values) for name, values in fields.items()}
    for side in ("person", "centre"):
        names = rows_of(fields, side)
        for place, text in enumerate(texts.pop(side, [])):
            if place >= len(names):
                names.append(f"{side}_{uuid4().hex}")
                fields["row"].append(names[-1])
            fields[f"{names[place]}-text"] = [text]
    return {**fields, **texts}


def ids(html: str) -> list[str]:
    """Every id of a page."""
    return re.findall(r'\sid="([^"]+)"', html)
