"""`jalon instruments`: what a centre measures with, as files: check one, write one out, install one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jalon.command.console import Refusal, out, say
from jalon.command.faults import SpeakingGroup

if TYPE_CHECKING:
    from jalon.domain.instruments.definition import Definition

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW = click.Path(dir_okay=False, path_type=Path)
LANGUAGE = click.option(
    "--language", default="fr", show_default=True, type=click.Choice(["fr", "nl"]), help="Of the sentences."
)
CENTRE = click.option("--centre", metavar="NIS", help="The centre that bears this NIS code today.")


@click.group(cls=SpeakingGroup, name="instruments")
def cli() -> None:
    """What is measured with: scales as workbooks (XLSForm, .xlsx) or as YAML.

    Three come with Jalon: `bilan`, `empowerment` and `check_in`, in our own words, free and not validated. To make
    one's own: export one, change its code and its sentences in a spreadsheet, check it, import it. Install a licensed
    instrument only with the permission of its owner, and say so in its licence note.
    """


@cli.command()
@click.argument("file", type=EXISTING)
@LANGUAGE
def check(file: Path, language: str) -> None:
    """Read FILE and tell everything that is wrong in it, cell by cell or line by line. Nothing is stored."""
    from jalon.command.environment import load_django

    load_django()
    found = _read(file, language)
    say(f"{found.name.say(language)} ({found.code}, version {found.version}): {', '.join(found.languages)}.")
    for axis in found.axes:
        meaning = found.meaning_of(axis)
        step = f"{meaning.step / 100:g}"
        out.print(f"  {axis.name.say(language)}: {len(axis.items)} items, a step is {step}", markup=False)
    if found.meaning.reliability is None:
        say("Its reliability is not known: no reliable change will be computed with it.")


@cli.command()
@click.argument("code")
@click.argument("file", type=NEW)
@CENTRE
def export(code: str, file: Path, centre: str | None) -> None:
    """Write the instrument CODE to FILE: .xlsx for a spreadsheet, .yaml for a text.

    One of those that come with Jalon; with --centre, the newest version of the centre's own.
    """
    from jalon.command.environment import become_operator, load_django

    become_operator() if centre else load_django()
    from jalon.domain.instruments.definition import write_workbook, write_yaml

    definition = _of_centre(code, centre) if centre else _shipped(code)
    if file.suffix not in {".xlsx", ".yaml"}:
        raise Refusal(f"{file.name}: what kind of file?", "", "End its name in .xlsx or .yaml.")
    content = write_workbook(definition) if file.suffix == ".xlsx" else write_yaml(definition)
    file.write_bytes(content)
    say(f"{file}: {definition.name.say('fr')}, version {definition.version}.")


@cli.command("import")
@click.argument("file", type=EXISTING)
@click.option("--centre", required=True, metavar="NIS", help="The centre that bears this NIS code today.")
@LANGUAGE
def import_(file: Path, centre: str, language: str) -> None:
    """Install FILE in a centre. A version that is there already never changes: give a changed one a new number."""
    from jalon.command.environment import become_operator

    become_operator()
    from django.utils import timezone

    from jalon.domain.core.context import centre_context
    from jalon.domain.instruments.installing import install

    definition, bearer = _read(file, language), _bearer(centre)
    with centre_context(bearer.centre_id):
        row = install(actor=None, definition=definition, on=timezone.localdate())
    say(f"{bearer.centre.title} measures with {definition.name.say(language)}, version {row.version}.")


def _read(file: Path, language: str) -> "Definition":
    """The instrument in a file. Every problem is printed; then `Refusal`."""
    from django.utils.translation import override

    from jalon.domain.instruments.definition import InstrumentRefused, read_workbook, read_yaml

    read = read_yaml if file.suffix in {".yaml", ".yml"} else read_workbook
    with override(language):
        try:
            return read(file.read_bytes(), file.name)
        except InstrumentRefused as refused:
            for problem in refused.problems:
                out.print(f"{file.name}, {problem}" if problem.place else str(problem), markup=False)
            raise Refusal(str(refused.what), "", str(refused.what_to_do)) from None


def _shipped(code: str) -> "Definition":
    from jalon.domain.instruments.shipped import shipped

    if code not in shipped():
        raise Refusal(f"No instrument {code} comes with Jalon.", "", f"There are: {', '.join(shipped())}.")
    return shipped()[code]


def _of_centre(code: str, nis: str) -> "Definition":
    from jalon.domain.core.context import centre_context
    from jalon.domain.instruments.models import InstrumentVersion

    bearer = _bearer(nis)
    with centre_context(bearer.centre_id):
        row = InstrumentVersion.objects.own().filter(code=code).first()
    if row is None:
        raise Refusal(f"{bearer.centre.title} has no instrument {code}.")
    return row.read


def _bearer(nis: str):
    from django.utils import timezone

    from jalon.domain.centres.models import CentreCode
    from jalon.domain.core.context import operator_context

    today = timezone.localdate()
    with operator_context():
        bearer = CentreCode.objects.select_related("centre").filter(nis_code=nis, validity__contains=today).first()
    if bearer is None:
        raise Refusal(f"No centre bears the code {nis} today.", "", "See `jalon centres import`.")
    return bearer
