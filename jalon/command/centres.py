"""`jalon centres …`: the municipality list, and the files of a centre that merged into another."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from jalon.command.console import Refusal, bar, err, out, say

if TYPE_CHECKING:
    from jalon.domain.centres.mapping import Mapping
    from jalon.domain.centres.services import Change, Report

SHOWN = 12  # lines told of each kind before « and n more »


def import_file(file: Path, *, on: date | None, mapping: Path | None, accept_good_rows: bool) -> None:
    """Import the list and tell what happened. Raises `Refusal` when nothing was imported."""
    from jalon.domain.centres.comparison import MappingNeeded
    from jalon.domain.centres.services import BadRows, import_list
    from jalon.domain.core.context import operator_context

    day = on or timezone.localdate()
    given = _mapping(mapping)
    try:
        with bar(f"Centres of {file.name}") as advance, operator_context():
            report = import_list(
                content=file.read_bytes(),
                on=day,
                mapping=given,
                accept_good_rows=accept_good_rows,
                progress=advance,
            )
    except BadRows as refused:
        for row in refused.rows[:SHOWN]:
            err.print(f"  {row}", markup=False)
        _more(len(refused.rows) - SHOWN)
        raise Refusal(
            str(refused.what), str(refused.why), "Mend the file, or repeat with --accept-good-rows."
        ) from None
    except MappingNeeded as asked:
        raise _ask(asked, file, day) from None
    _tell(report)


def follow(code: str) -> None:
    """Move the files of the closed centre that last bore this code to its successor. Raises `Refusal`."""
    from jalon.domain.centres.models import Centre
    from jalon.domain.core.context import operator_context
    from jalon.domain.people.moving import move_files

    with operator_context():
        closed = (
            Centre.objects.filter(codes__nis_code=code, closed_on__isnull=False).select_related("successor").first()
        )
    if closed is None or closed.successor is None:
        raise Refusal(f"No closed centre with a successor bore the code {code}.")
    with bar(f"Files of {closed.name}") as advance:
        moved, doubles = move_files(source=closed, target=closed.successor, on=timezone.localdate(), progress=advance)
    say(f"{moved} files now belong to {closed.successor.name}.")
    if doubles:
        say(f"{len(doubles)} people already had a file there; both are kept: {', '.join(doubles[:SHOWN])}")
        _more(len(doubles) - SHOWN)


def _mapping(path: Path | None) -> "Mapping | None":
    from jalon.domain.centres.mapping import read_mapping

    return read_mapping(path.read_bytes()) if path else None


def _ask(asked: "Exception", file: Path, day: date) -> Refusal:
    """Show what vanished and what appeared, and leave a file to fill in beside the list."""
    from jalon.domain.centres.comparison import MappingNeeded, template

    assert isinstance(asked, MappingNeeded)
    questions = asked.questions
    say("Vanished:")
    for known in questions.gone:
        out.print(f"  {known.nis_code}  {known.name}  ({known.inhabitants} inhabitants)", markup=False)
    say("Appeared:")
    for row in questions.came:
        out.print(f"  {row.nis_code}  {row.name}  ({row.inhabitants} inhabitants)", markup=False)
    text = template(questions, day.isoformat())
    target = file.with_name(f"{file.stem}.mapping.yaml")
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text)
        where = f"A file with {len(questions.suggestions)} suggestions is in {target}: check each line, confirm it,"
    except FileExistsError:
        where = f"Finish {target}, which was there already and was left as it is,"
    except OSError:
        say(text)
        where = "Save the lines above as a file, check each, confirm it,"
    return Refusal(str(asked.what), str(asked.why), f"{where} then import again with --mapping.")


def _tell(report: "Report") -> None:
    from jalon.domain.centres.services import summary

    say(f"List of {report.on}: {report.rows} municipalities, {report.unchanged} unchanged.")
    for heading, changes in summary(report):
        if changes:
            say(f"{len(changes)} {heading}:")
            _lines(changes)
    if report.bad:
        say(f"{len(report.bad)} rows left out:")
        for row in report.bad[:SHOWN]:
            out.print(f"  {row}", markup=False)
        _more(len(report.bad) - SHOWN)
    if report.ignored_columns:
        say(f"Columns left alone: {', '.join(report.ignored_columns)}.")
    if report.unused_mapping:
        say(f"The mapping names codes that neither vanished nor stand in the list: {', '.join(report.unused_mapping)}.")
    if not report.changed:
        say("Nothing had changed.")


def _lines(changes: "Sequence[Change]") -> None:
    for change in changes[:SHOWN]:
        out.print(f"  {change.code}  {change.name}: {change.what}", markup=False)
    _more(len(changes) - SHOWN)


def _more(count: int) -> None:
    if count > 0:
        say(f"  and {count} more")
