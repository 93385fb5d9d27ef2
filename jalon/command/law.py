"""`jalon law`: until when each parameter of the law is known, and what an installation adds when it learns more."""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import click
import yaml

from jalon.command.console import Refusal, out, say
from jalon.command.faults import SpeakingGroup
from jalon.law import parameters
from jalon.law.added import go_on
from jalon.law.errors import ParameterError
from jalon.law.income.amounts import indexed
from jalon.law.loading import TEXTS_FILE, load
from jalon.law.parameters import Book, Parameter

DAY = click.DateTime(["%Y-%m-%d"])
BRUSSELS = ZoneInfo("Europe/Brussels")
COMPUTED = {
    "en": "Computed from the base and the index by the rule that gives every amount that was read.",
    "fr": "Calculé à partir de la base et de l’index par la règle qui donne tous les montants lus.",
    "nl": "Berekend uit de basis en de index volgens de regel die alle gelezen bedragen geeft.",
    "de": "Berechnet aus der Grundlage und dem Index nach der Regel, die alle gelesenen Beträge ergibt.",
}
UNREAD = {
    "en": "Taken to go on unchanged by who runs this installation; no text was read.",
    "fr": "Supposé continuer inchangé par qui fait fonctionner cette installation ; aucun texte n’a été lu.",
    "nl": "Verondersteld ongewijzigd door wie deze installatie draait; geen tekst is gelezen.",
    "de": "Als unverändert angenommen von dem, der diese Anlage betreibt; kein Text wurde gelesen.",
}


@click.group(cls=SpeakingGroup, name="law")
def cli() -> None:
    """Until when the law is known, and what became known after this version was made.

    What is added stands in the folder that JALON_LAW names, for every centre of the installation; it changes nothing
    that this version knows.
    """


@cli.command("show")
@click.option("--all", "everything", is_flag=True, help="Those that hold on too.")
def show(everything: bool) -> None:
    """List the parameters that end, with their last day."""
    folder = parameters.added_folder()
    known = (_book(folder) if folder else parameters.book()).parameters.values()
    for one in sorted(known, key=lambda one: (_last(one) or date.max, one.name)):
        if everything or _last(one):
            out.print(f"  {_last(one) or 'holds on  '}  {one.name}: {one.title.en}", markup=False, soft_wrap=True)


@cli.command("go-on")
@click.option("--from", "begins", type=DAY, required=True, help="The first day.")
@click.option("--until", "ends", type=DAY, help="The last day; the end of that year unless said otherwise.")
@click.option("--pivots", type=click.IntRange(14, 99), required=True, help="Pivots passed since 103.14 (28 in 2025).")
@click.option("--title", required=True, help="The text or page where the index was read.")
@click.option("--link", required=True, help="Its address.")
@click.option("--month", "read", multiple=True, metavar="NAME=EUROS", help="An amount read there: single=1340.47.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def go_on_command(
    begins: datetime, ends: datetime | None, pivots: int, title: str, link: str, read: tuple[str, ...], yes: bool
) -> None:
    """Let the amounts go on after an index, and beside them the rules that stay as they are.

    Everything that ends on the eve goes on: amounts with this number of pivots, the rest unchanged, with that doubt
    written beside. The amounts are shown first: compare them with the circular. An amount given with --month is held
    against the rule.
    """
    folder, first = _folder(), begins.date()
    last = ends.date() if ends else date(first.year, 12, 31)
    source = f"index-{first}"
    texts = _texts(folder) | {source: {"title": title, "short": dict.fromkeys(("en", "fr", "nl"), title), "link": link}}
    shipped = load(parameters.FOLDER)
    known = go_on(shipped, folder).parameters
    ending = [one for name, one in known.items() if _covers(shipped.parameter(name), one, first)]
    if not ending:
        raise Refusal(
            f"Nothing waits to go on from {first}.",
            "Each parameter holds on, or ended long before.",
            "See the last days with 'jalon law show'.",
        )
    amounts = _amounts(read)
    entries = {one.name: [_entry(one, first, last, pivots, source, amounts)] for one in ending}
    if amounts:
        raise Refusal(
            f"No amount is called {', '.join(amounts)}.", "", "Name it as 'jalon law show' ends it: single, general."
        )
    written = {TEXTS_FILE: texts, f"from-{first}.yaml": {"last_checked": datetime.now(BRUSSELS).date(), **entries}}
    _tell(_tried(folder, written), ending, first)
    if not yes:
        click.confirm("Write this?", abort=True)
    for name, content in written.items():
        _write(folder / name, content)
    say(f"Written in {folder}. Start the web processes again: they read the law once.")


def _folder() -> Path:
    folder = parameters.added_folder()
    if folder is None:
        raise Refusal(
            "This installation has no place for what it adds to the law.",
            "JALON_LAW is not set.",
            "Set JALON_LAW to a folder, here and for the web processes.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _book(folder: Path) -> Book:
    return go_on(load(parameters.FOLDER), folder)


def _last(one: Parameter) -> date | None:
    return one.entries[-1].valid_until


def _covers(shipped: Parameter, known: Parameter, first: date) -> bool:
    """Whether it ends on the eve, or an addition of ours holds then, which this one ends."""
    ended, last, eve = _last(shipped), _last(known), first - timedelta(days=1)
    return ended is not None and ended <= eve and (last is None or last >= eve)


def _amounts(read: tuple[str, ...]) -> dict[str, int]:
    """Cents by the last word of a parameter's name."""
    found = {}
    for one in read:
        name, _, euros = one.partition("=")
        whole, _, cents = euros.replace(",", ".").partition(".")
        if not (name and whole.isdigit() and (cents == "" or (cents.isdigit() and len(cents) == 2))):
            raise Refusal(f"'{one}' is no amount.", "", "Write it as single=1340.47.")
        found[name] = int(whole) * 100 + int(cents or 0)
    return found


def _entry(
    one: Parameter, first: date, last: date, pivots: int, source: str, amounts: dict[str, int]
) -> dict[str, Any]:
    before = one.entries[-1]
    days = {"valid_from": first, "valid_until": last, "text": before.source.text.id}
    if before.source.article:
        days["article"] = before.source.article
    if not _is_indexed(one):
        return {"as_before": True, **days, "certainty": "known-medium", "doubt": UNREAD}
    cents = amounts.pop(one.name.rpartition(".")[2], None)
    key = "month" if one.name.startswith("income.") else "amount"
    value = {"pivots": pivots} | ({} if cents is None else {key: cents})
    sure = {"certainty": "computed", "doubt": COMPUTED} if cents is None else {"certainty": "found"}
    return {"value": value, **days, "seen_in": [source], **sure}


def _is_indexed(one: Parameter) -> bool:
    value = one.entries[-1].value
    return isinstance(value, dict) and "pivots" in value


def _tried(folder: Path, written: dict[str, Any]) -> Book:
    """The book as it would be; whatever is wrong is refused before anything is written."""
    with TemporaryDirectory() as aside:
        for file in folder.glob("*.yaml"):
            (Path(aside) / file.name).write_bytes(file.read_bytes())
        for name, content in written.items():
            _write(Path(aside) / name, content)
        return _book(Path(aside))


def _tell(book: Book, ending: list[Parameter], first: date) -> None:
    for line in _told(book, ending, first):
        out.print(f"  {line}", markup=False, soft_wrap=True)


def _told(book: Book, ending: list[Parameter], first: date) -> Iterator[str]:
    try:
        for one in ending:
            entry = book.parameter(one.name).on(first)
            if not _is_indexed(one):
                yield f"{one.name}: stays as it is"
                continue
            cents = indexed(entry)
            by_month = f", {cents / 1200:.2f} a month" if one.name.startswith("income.") else ""
            yield f"{one.name}: {cents / 100:.2f}{by_month}"
    except ParameterError as error:
        raise Refusal(str(error), "", "Read the circular again: nothing was written.") from None


def _texts(folder: Path) -> dict[str, Any]:
    file = folder / TEXTS_FILE
    return (yaml.safe_load(file.read_text(encoding="utf-8")) or {}) if file.is_file() else {}


class _InFull(yaml.SafeDumper):
    """Says a thing again where YAML would point to where it was said."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always."""
        return True


def _write(file: Path, content: dict[str, Any]) -> None:
    """Whole or not at all."""
    draft = file.with_suffix(f".{os.getpid()}.draft")
    text = yaml.dump(content, Dumper=_InFull, allow_unicode=True, sort_keys=False, width=120)
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
