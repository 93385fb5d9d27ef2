"""The forms of a page as a browser finds them: where each goes, and what it would send as it stands."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    """`fields` in their order; `files` and `buttons` by name."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether it asks for this."""
        return name in self.files or any(one == name for one, _value in self.fields)

    def filled(self, **values: str) -> list[tuple[str, str]]:
        """What it sends, with these values in place of its own."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        return kept + list(values.items())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.named: dict[str, Form] = {}
        self.inside: Form | None = None
        self.choice: list[str] = []  # name of the select being read, then its value
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(told.get("action", ""))
            self.forms.append(self.inside)
            self.named[told.get("id", "")] = self.inside
            return
        form = self.named.get(told["form"]) if "form" in told else self.inside
        if form is None:
            return
        if tag == "option" and self.choice:
            if len(self.choice) == 1 or "selected" in told:
                self.choice[1:] = [told.get("value", "")]
        elif "name" in told:
            self._control(tag, told, form)

    def _control(self, tag: str, told: dict[str, str], form: Form) -> None:
        name, kind = told["name"], told.get("type", "text")
        if tag == "select":
            self.choice = [name]
        elif tag == "textarea":
            self.text = [name]
        elif tag == "button":
            form.buttons.append((name, told.get("value", "")))
        elif kind == "file":
            form.files.add(name)
        elif kind not in _SILENT and (kind not in {"radio", "checkbox"} or "checked" in told):
            form.fields.append((name, told.get("value", "on" if kind == "checkbox" else "")))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select" and self.choice:
            if self.inside is not None:
                self.inside.fields.append((self.choice[0], self.choice[1] if len(self.choice) > 1 else ""))
            self.choice = []
        elif tag == "textarea" and self.text is not None:
            if self.inside is not None:
                self.inside.fields.append((self.text[0], "".join(self.text[1:]).removeprefix("\n")))
            self.text = None


def forms_of(page: str) -> list[Form]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_with(page: str, *names: str) -> Form:
    """The first that asks for all of these."""
    for one in forms_of(page):
        if all(one.has(name) for name in names):
            return one
    raise LookupError(f"no form of the page asks for {names}")
