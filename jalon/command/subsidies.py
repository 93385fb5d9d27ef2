"""`jalon subsidies`: an amount shared over a list, the programmes that ship, and programmes as files."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jalon.command.console import Refusal, out, say
from jalon.command.faults import SpeakingGroup
from jalon.law.sayings import Saying, spoken_cents, spoken_date
from jalon.law.subsidies import CannotShare, Outcome, Terms, Vocabulary, keys, shipped_programmes, why
from jalon.law.subsidies import say as say_reason

if TYPE_CHECKING:
    from jalon.domain.subsidies.reading import CentreList

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHARED = Saying(
    "{n} centres, {sum_cents} in all, from {least_cents} to {most_cents}.",
    "{n} centres, {sum_cents} en tout, de {least_cents} à {most_cents}.",
    "{n} centra, {sum_cents} in totaal, van {least_cents} tot {most_cents}.",
)
_LEFT = Saying(
    "The caps leave {left_cents} unshared.",
    "Les plafonds laissent {left_cents} sans partage.",
    "De maxima laten {left_cents} onverdeeld.",
)
NEW = click.Path(dir_okay=False, path_type=Path)
LANGUAGE = click.option(
    "--language", default="fr", show_default=True, type=click.Choice(["fr", "nl", "en"]), help="Of the sentences."
)


@click.group(cls=SpeakingGroup, name="subsidies")
def cli() -> None:
    """Programmes of subsidies: what each centre receives, to the cent, and why."""


@cli.command()
@click.argument("amount")
@click.argument("file", type=EXISTING)
@click.option(
    "--key", "key_code", default="inhabitants", show_default=True, metavar="KEY", help=f"How: {', '.join(keys())}."
)
@click.option("--of", "programme", type=EXISTING, help="The YAML file of a programme, whose keys and data count too.")
@click.option("--floor", default="0", help="No share below this, in euros.")
@click.option("--cap", help="No share above this, in euros.")
@click.option("--reduce", "reduction", default="0", metavar="PERCENT", help="Taken off the amount first.")
@click.option("--may-leave", is_flag=True, help="Accept that caps leave a rest.")
@click.option("--why", "whose", metavar="NIS", help="Explain the share of the centre of this code.")
@click.option("--output", type=NEW, help="Write every share to this file (.csv or .xlsx).")
@LANGUAGE
def share(
    amount: str,
    file: Path,
    key_code: str,
    programme: Path | None,
    floor: str,
    cap: str | None,
    reduction: str,
    may_leave: bool,
    whose: str | None,
    output: Path | None,
    language: str,
) -> None:
    """Share AMOUNT euros over the centres of FILE (CSV or XLSX: a NIS code and a column for what the key counts).

    The reading, the arithmetic and the refusals are those of the pages. Nothing is stored; the database is not asked.

    \b
    jalon subsidies share 6534763.86 municipalities.csv --key inhabitants --why 52011
    jalon subsidies share 200000 clusters.xlsx --key equal --cap 10000 --may-leave --output shares.csv
    """
    from jalon.command.environment import load_django

    load_django()
    words = _words(programme, language, key_code)
    terms = Terms(
        key=key_code,
        budget=_cents(amount),
        floor=_cents(floor),
        cap=_cents(cap) if cap else None,
        reduction=_percent(reduction),
        may_leave=may_leave,
    )
    found = _read(file, language, words)
    outcome = _shared(terms, found, language, words)
    _tell(outcome, language)
    if whose:
        _explain(outcome, whose, language)
    if output:
        _write(output, outcome, found)


@cli.command()
@LANGUAGE
def programmes(language: str) -> None:
    """List the programmes that come with Jalon: what their texts say, and what is not known."""
    for one in shipped_programmes().values():
        total = "?" if one.total is None else spoken_cents(one.total, language)
        until = spoken_date(one.last, language)
        out.print(f"{one.code}: {one.title.say(language)}, {total}, → {until}", markup=False)
        for line in one.lines:
            amount = "?" if line.amount is None else spoken_cents(line.amount, language)
            title = keys()[line.key].title.say(language)
            out.print(f"  {line.title.say(language)}: {amount} · {title}", markup=False)
        if one.source.doubt:
            out.print(f"  ({one.source.certainty}) {one.source.doubt.say(language)}", markup=False)


@cli.command("export")
@click.argument("code")
@click.option("--shipped", is_flag=True, help="As it comes with Jalon; the database is not asked.")
@click.option("--output", type=NEW, help="Write to this file instead of the screen.")
def export_programme(code: str, shipped: bool, output: Path | None) -> None:
    """Write the programme CODE (as participation-2027) as one YAML file, with its texts, forms, keys and articles.

    A programme kept here comes before the one that ships under the same code.
    """
    from jalon.command.programme_files import kept_or_shipped
    from jalon.law.subsidies.programme_written import write_programme

    text = write_programme(kept_or_shipped(code, only_shipped=shipped))
    if output:
        output.write_text(text, encoding="utf-8")
        say(str(output))
    else:
        click.echo(text, nl=False)


@cli.command("check")
@click.argument("file", type=EXISTING)
@LANGUAGE
def check_programme(file: Path, language: str) -> None:
    """Read the YAML file of a programme and tell every mistake by its line. Nothing is stored."""
    from jalon.command.programme_files import read

    one = read(file, language)
    say(f"{one.code}: {one.title.say(language)}")


@cli.command("load")
@click.argument("file", type=EXISTING)
@click.option("--as", "email", required=True, metavar="EMAIL", help="The officer in whose name it is entered.")
@LANGUAGE
def load_programme(file: Path, email: str, language: str) -> None:
    """Keep the YAML file of a programme as a draft, which an officer then reads, corrects and shares."""
    from jalon.command.environment import become_operator
    from jalon.command.programme_files import keep, read

    read(file, language)
    become_operator()
    say(f"{keep(file, email, language)} is kept as a draft.")


def _cents(text: str) -> int:
    from jalon.domain.subsidies.values import BadValue, value_of
    from jalon.law.subsidies import Unit

    try:
        found = value_of(text, Unit.EUROS)
    except BadValue:
        found = None
    if found is None:
        raise Refusal(f"« {text} » is not an amount in euros.", what_to_do="Write it as 6534763.86 or 6 534 763,86.")
    return int(found)


def _percent(text: str) -> Fraction:
    try:
        return Fraction(text.replace(",", "."))
    except ValueError:
        raise Refusal(f"« {text} » is not a percentage.", what_to_do="Write it as 20 or 12.5.") from None


def _words(programme: Path | None, language: str, key_code: str) -> Vocabulary:
    """The keys and data that count: those that ship, and those of the programme of a file."""
    from jalon.command.programme_files import read

    words = read(programme, language).words if programme else Vocabulary.with_own()
    if key_code not in words.keys:
        raise Refusal(f"No key is called {key_code}.", "", f"Choose one of: {', '.join(words.keys)}.")
    return words


def _read(file: Path, language: str, words: Vocabulary) -> "CentreList":
    from django.utils import translation

    from jalon.domain.subsidies.grids import ListRefused, read_grid
    from jalon.domain.subsidies.reading import read_rows

    with translation.override("nl" if language == "nl" else "fr"):
        try:
            return read_rows(read_grid(file.read_bytes()), words.series)
        except ListRefused as refused:
            lines = [f"{file.name}:{one.line}: {one.what}" if one.line else one.what for one in refused.problems]
            raise Refusal(
                f"{file.name} is not shared.", "\n".join(lines), "Mend these lines, then try again."
            ) from None


def _shared(terms: Terms, found: "CentreList", language: str, words: Vocabulary) -> Outcome:
    from jalon.domain.subsidies.sharing import Candidates, work_out

    try:
        return work_out(terms, Candidates({row.code or row.name: row.values for row in found.rows}), words)
    except CannotShare as refusal:
        raise Refusal(refusal.say(language)) from None


def _tell(outcome: Outcome, language: str) -> None:
    amounts = [one.cents for one in outcome.sharing.shares]
    say(f"{outcome.key.title.say(language)}.")
    say(
        _SHARED.say(language, n=len(amounts), sum_cents=sum(amounts), least_cents=min(amounts), most_cents=max(amounts))
    )
    if outcome.sharing.left:
        say(_LEFT.say(language, left_cents=outcome.sharing.left))


def _explain(outcome: Outcome, whose: str, language: str) -> None:
    if outcome.share(whose) is None:
        raise Refusal(f"{whose} is not in the list.", what_to_do="Give the NIS code of one of its lines.")
    for reason in why(outcome, whose):
        out.print(f"• {say_reason(reason, language)}", markup=False)


def _write(output: Path, outcome: Outcome, found: "CentreList") -> None:
    from jalon.domain.figures.sheets import Sheet, as_csv, as_xlsx

    names = {row.code or row.name: row.name for row in found.rows}
    is_book = output.suffix == ".xlsx"
    rows = [
        (one.identity, names[one.identity], one.cents / 100 if is_book else f"{one.cents // 100},{one.cents % 100:02d}")
        for one in outcome.sharing.shares
    ]
    sheet = Sheet(outcome.key.title.fr, ("NIS", "Centre", "EUR"), rows)
    output.write_bytes(as_xlsx([sheet]) if is_book else as_csv(sheet))
    say(str(output))
