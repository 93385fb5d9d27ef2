"""Message catalogues without a system gettext: extract, compile, list what is missing.

French is the source language: a msgid is the French text. Each Django app keeps its own
`locale/<language>/LC_MESSAGES/django.po`. Compiled catalogues (`.mo`) are made here and never committed.
For French itself a catalogue of the plural forms alone is compiled: in French, zero is singular.

    python -m jalon.command.messages extract [APP…]   # update the catalogues from the code and the templates
    python -m jalon.command.messages compile          # .po → .mo
    python -m jalon.command.messages missing          # what is not translated; exit status 1 if there is any
"""

import ast
import re
import secrets
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from jalon.command.prepared import is_compiled

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "fr"
REQUIRED_LANGUAGES = ("nl",)
PLURAL_FORMS = {"fr": "nplurals=2; plural=(n > 1)", "nl": "nplurals=2; plural=(n != 1)"}
TEMPLATE_SUFFIXES = {".html", ".txt"}

# Which arguments are message, plural and context ("c"), counted from 1, as Babel writes it.
_PLAIN, _PLURAL, _CONTEXT, _CONTEXT_PLURAL = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "_": _PLAIN,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), _PLAIN),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), _CONTEXT_PLURAL),
}

_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({_LITERAL}(?:,\s*{_LITERAL})*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
_HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"Plural-Forms: {plural};\\n"

"""


@dataclass(frozen=True)
class Found:
    """One message of the source, with its file."""

    file: Path
    singular: str
    plural: str | None = None
    context: str | None = None


@dataclass(frozen=True)
class Problem:
    """One message of a catalogue that is not ready, and why."""

    catalogue: Path
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.catalogue}: {self.why}: {self.text!r}"


def find_apps(root: Path = ROOT) -> list[Path]:
    """The folders under `root` that are Django apps (they hold `apps.py`)."""
    return sorted(path.parent for path in root.rglob("apps.py"))


def find_messages(app: Path) -> Iterator[Found]:
    """Every message of the app's Python files and templates; rooms that are apps themselves are left out."""
    for file in sorted(app.rglob("*")):
        if file.suffix in {".py", *TEMPLATE_SUFFIXES} and _owner(file, app) == app:
            yield from messages_of(file)


def messages_of(file: Path) -> Iterator[Found]:
    """The messages of one Python file or template. Raises `SyntaxError` on a template Django would refuse."""
    if file.suffix == ".py":
        found = _from_python(file)
    else:
        found = _from_template(file)
    for function, texts in found:
        roles = [role[1] if isinstance(role, tuple) else "m" for role in KEYWORDS[function]]
        values: dict[str, list[str]] = {"m": [], "c": []}
        for role, text in zip(roles, texts, strict=False):
            values[role].append(text)
        if not values["m"] or not values["m"][0]:
            continue
        singular, *plural = values["m"]
        yield Found(file, singular, plural[0] if plural else None, values["c"][0] if values["c"] else None)


def _owner(file: Path, app: Path) -> Path:
    folder = file.parent
    while folder != app and not (folder / "apps.py").exists():
        folder = folder.parent
    return folder


def _from_python(file: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    # The parsed code, not its tokens: in those a message within an f-string is part of a text.
    calls = (node for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Call))
    for call in calls:
        function = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
        wanted = len(KEYWORDS.get(function, ()))
        given = [getattr(argument, "value", None) for argument in call.args[:wanted]]
        if wanted and len(given) == wanted and all(isinstance(text, str) for text in given):
            yield function, tuple(given)


def _from_template(file: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    # Django turns the tags into calls of gettext and blanks out everything else with X.
    for call in _TEMPLATE_CALL.finditer(templatize(file.read_text(encoding="utf-8"), origin=str(file))):
        yield call[1], tuple(ast.literal_eval(literal) for literal in re.findall(_LITERAL, call[2], re.DOTALL))


def catalogue_path(app: Path, language: str) -> Path:
    """Where the app keeps its translations into `language`."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue in `path`, empty when the file is missing; obsolete entries are left out."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True)


def update_app(app: Path, language: str) -> Catalog:
    """Bring the app's catalogue in line with its code: new messages added, gone ones dropped, translations kept.

    A language that is not required holds what is said in it, and no list of what is not: the pages of the staff are in
    the same apps as those of the person, who alone reads German and English.
    """
    path = catalogue_path(app, language)
    old = read_catalogue(path, language)
    new = Catalog(locale=language)
    for found in find_messages(app):
        key = (found.singular, found.plural) if found.plural else found.singular
        before = old.get(found.singular, found.context)
        same_shape = before is not None and bool(before.pluralizable) == bool(found.plural)
        if language not in REQUIRED_LANGUAGES and not (same_shape and _translated(before)):
            continue
        new.add(
            key,
            before.string if before is not None and same_shape else None,
            # No line number: a catalogue that changes with every edit of the code is a conflict at every merge.
            locations=[(found.file.relative_to(app).as_posix(), None)],
            flags=[flag for flag in before.flags if flag == "fuzzy"] if before else (),
            user_comments=before.user_comments if before else (),
            context=found.context,
        )
    if len(new):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, _as_po(new, language))
    else:
        path.unlink(missing_ok=True)
    return new


def _as_po(catalogue: Catalog, language: str) -> bytes:
    body = BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, sort_output=True, include_lineno=False)
    plural = PLURAL_FORMS.get(language, f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr}")
    return _HEADER.format(language=language, plural=plural).encode() + body.getvalue()


def compile_all(root: Path = ROOT) -> int:
    """Compile every catalogue that is newer than its `.mo`; returns how many were."""
    compiled = 0
    for path in sorted(root.rglob("locale/*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        compiled += _compile(path, path.with_suffix(".mo"), language)
        if language == REQUIRED_LANGUAGES[0]:
            source = catalogue_path(path.parents[3], SOURCE_LANGUAGE).with_suffix(".mo")
            compiled += _compile(path, source, language, only_source_plurals=True)
    return compiled


def _compile(path: Path, target: Path, language: str, *, only_source_plurals: bool = False) -> bool:
    if is_compiled(path, target):
        return False
    catalogue = read_catalogue(path, language)
    if only_source_plurals:
        catalogue = _source_plurals(catalogue)
    target.parent.mkdir(parents=True, exist_ok=True)
    content = BytesIO()
    write_mo(content, catalogue)
    _write_whole(target, content.getvalue())
    return True


def _source_plurals(catalogue: Catalog) -> Catalog:
    source = Catalog(locale=SOURCE_LANGUAGE)
    for message in catalogue:
        if message.id and message.pluralizable:
            # Locale data of today give French a third form, for millions; two are enough and match the msgids.
            forms = tuple(message.id) + (message.id[1],) * (source.num_plurals - 2)
            source.add(message.id, forms, context=message.context)
    return source


def _write_whole(path: Path, content: bytes) -> None:
    """Replace the file at once, so that a server reading it never sees a half."""
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    partial.write_bytes(content)
    partial.replace(path)


def problems(root: Path = ROOT, languages: Iterable[str] = REQUIRED_LANGUAGES) -> list[Problem]:
    """Messages of the code that are absent, untranslated, fuzzy, whose placeholders differ, or that two apps say apart.

    All catalogues become one when pages are served: of two translations of a message one would win everywhere.
    """
    found: list[Problem] = []
    said: dict[tuple[str, str, str | None], object] = {}
    for app in find_apps(root):
        wanted = list(find_messages(app))
        for language in languages:
            path = catalogue_path(app, language)
            catalogue = read_catalogue(path, language)
            seen = {(message.singular, message.context): message for message in wanted}
            for message in seen.values():
                entry = catalogue.get(message.singular, message.context)
                why = _fault(message, entry)
                if (
                    not why
                    and said.setdefault((language, message.singular, message.context), entry.string) != entry.string
                ):
                    why = "has another translation in another app"
                if why:
                    found.append(Problem(path.relative_to(root.parent), message.singular, why))
    return found


def _fault(wanted: Found, entry: Message | None) -> str | None:
    if entry is None:
        return "not extracted yet"
    if entry.fuzzy:
        return "fuzzy"
    if bool(wanted.plural) != bool(entry.pluralizable):
        return "has a plural on one side only"
    translations = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
    if not all(translations):
        return "untranslated"
    known = set(_PLACEHOLDER.findall(wanted.singular + (wanted.plural or "")))
    used = set(_PLACEHOLDER.findall(" ".join(translations)))
    return None if known == used else "has other placeholders"


@click.group()
def cli() -> None:
    """The catalogues of the interface: French in the code, translations in each app's locale folder."""


@cli.command("extract")
@click.argument("apps", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
def extract_command(apps: tuple[Path, ...]) -> None:
    """Update the catalogues from code and templates: of every app, or of the folders given."""
    for app in [path.resolve() for path in apps] or find_apps():
        present = {folder.name for folder in (app / "locale").glob("*") if any(folder.rglob("*.po"))}
        for language in sorted({*REQUIRED_LANGUAGES, *present}):
            catalogue = update_app(app, language)
            left = sum(1 for message in catalogue if message.id and not _translated(message))
            if len(catalogue):
                click.echo(f"{app.name} ({language}): {len(catalogue)} messages, {left} to translate")


def _translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


@cli.command("compile")
def compile_command() -> None:
    """Compile the catalogues that changed."""
    click.echo(f"{compile_all()} catalogues compiled")


@cli.command("missing")
@click.option("--language", "languages", multiple=True, default=REQUIRED_LANGUAGES, show_default=True)
def missing_command(languages: tuple[str, ...]) -> None:
    """List what is not translated; exit status 1 if there is any."""
    found = problems(languages=languages)
    for problem in found:
        click.echo(str(problem))
    click.echo(f"{len(found)} messages to translate")
    sys.exit(bool(found))


if __name__ == "__main__":
    cli()
