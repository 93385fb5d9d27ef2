"""`jalon check`: the whole installation looked at, one line per question, a way out for each fault."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from jalon.command.chains import broken_chains
from jalon.command.console import bar, out
from jalon.command.environment import become_operator, is_production, var_folder

ENOUGH_ROOM = 2 * 2**30


@dataclass(frozen=True)
class Finding:
    """An answer worth reading: `good` when nothing needs mending, else what to do about it."""

    good: bool
    text: str
    what_to_do: str = ""


Check = Callable[[], Iterator[Finding]]


def check_everything(*, quick: bool) -> bool:
    """Run every check, print the table, say whether all is well. A check that fails itself is a fault too."""
    become_operator()
    checks = {**CHECKS} if quick else {**CHECKS, "journal": _journal}
    table = Table(box=None, pad_edge=False)
    for heading in ("", "what", "finding"):
        table.add_column(heading, overflow="fold")
    found = {"tables": _answers(_tables)}
    if not all(finding.good for finding in found["tables"]):
        # What reads the tables would only repeat that they aren't there.
        checks = {name: check for name, check in checks.items() if check not in (_lock, _journal)}
    found |= {name: _answers(check) for name, check in checks.items() if name not in found}
    faults = 0
    for name in checks:
        for finding in found[name]:
            faults += not finding.good
            mark = "[green]✓[/]" if finding.good else "[bold red]✗[/]"
            table.add_row(mark, name, f"{finding.text} {finding.what_to_do}".strip().replace("[", r"\["))
    out.print(table)
    out.print("All is well." if not faults else f"[bold]{faults} to mend.[/]")
    return not faults


def _answers(check: Check) -> list[Finding]:
    try:
        return list(check())
    except Exception as error:  # whatever it is, the operator must see it beside the others
        return [Finding(False, f"Could not be checked: {type(error).__name__}: {error}")]


def _configuration() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.checks import run_checks

    yield Finding(True, f"{os.environ['DJANGO_SETTINGS_MODULE']}, working folder {var_folder()}.")
    for message in run_checks(include_deployment_checks=is_production()):
        if message.is_silenced():  # the settings say why
            continue
        yield Finding(False, f"{message.id}: {message.msg}", message.hint or "")
    if is_production() and (settings.DEBUG or settings.JALON_DEMO):
        yield Finding(False, "Debugging or the demonstration is switched on in production.", "Use settings.prod.")
    weak = [len(key) for key in (settings.SECRET_KEY, settings.JALON_INDEX_KEY, *settings.JALON_SECRET_KEYS)]
    if min(weak) < 32:
        yield Finding(False, "A secret key has fewer than 32 characters.", "Make one with 'openssl rand -base64 48'.")


def _row(query: str) -> tuple[Any, ...]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def _database() -> Iterator[Finding]:
    number, checksums, encoding, superuser = _row(
        "SELECT current_setting('server_version_num')::int, current_setting('data_checksums'),"
        " pg_encoding_to_char(encoding), (SELECT rolsuper FROM pg_roles WHERE rolname = session_user)"
        " FROM pg_database WHERE datname = current_database()"
    )
    yield Finding(number >= 160000, f"PostgreSQL {number // 10000}.{number % 100}.", "" if number >= 160000 else "16+.")
    if checksums != "on":
        yield Finding(False, "It keeps no checksums: a failing disk would go unseen.", "Stop it, run pg_checksums -e.")
    if encoding != "UTF8":
        yield Finding(False, f"Its encoding is {encoding}.", "Make the database again with ENCODING 'UTF8'.")
    if superuser:
        yield Finding(False, "The operator logs in as a superuser.", "Use the login jalon_migrator.")


def _roles() -> Iterator[Finding]:
    from jalon.command.roles import GROUPS, LOGINS

    present = set(_row("SELECT array_agg(rolname::text) FROM pg_roles WHERE rolname LIKE 'jalon%'")[0] or ())
    missing = sorted({*GROUPS, *LOGINS} - present)
    if missing:
        yield Finding(False, f"Missing: {', '.join(missing)}.", "Run 'jalon roles --print | psql' as a superuser.")
    else:
        yield Finding(True, f"{len(GROUPS) + len(LOGINS)} roles.")


def _tables() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))
    if pending:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in pending[:5])
        yield Finding(False, f"{len(pending)} changes wait: {names}.", "Run 'jalon release'.")
    elif unknown:
        names = ", ".join(f"{app}.{name}" for app, name in unknown[:5])
        yield Finding(False, f"They were made by a newer Jalon ({names}).", "Install that version again.")
    else:
        yield Finding(True, f"Up to date ({len(executor.loader.applied_migrations)} changes applied).")


def _lock() -> Iterator[Finding]:
    from jalon.domain.core.catalogue import problems

    found = problems()
    for sentence in found:
        yield Finding(False, sentence)
    if not found:
        yield Finding(True, "Every centre's table is locked as declared.")


def _journal() -> Iterator[Finding]:
    with bar("Journal of each centre checked") as advance:
        found = broken_chains(advance)
    for sentence in found:
        yield Finding(False, sentence, "Compare with the last backup: somebody wrote behind Jalon's back.")
    if not found:
        yield Finding(True, "Every chain holds.")


def _law() -> Iterator[Finding]:
    from jalon.law.parameters import book
    from jalon.law.subsidies import shipped_programmes

    count = len(book().parameters)
    yield Finding(count > 0, f"{count} parameters, without gap or overlap.")
    last = book().parameter("income.support.single").entries[-1].valid_until
    if last:
        yield Finding(True, f"Amounts of income support are known until {last}: after an index, 'jalon law go-on'.")
    yield Finding(True, f"{len(shipped_programmes())} programmes of subsidies, each with its source.")


def _fonts() -> Iterator[Finding]:
    import typst

    from jalon.domain.documents.rendering.cleaning import FONTS

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    families = len(fonts.families())
    advice = "" if families else f"Put the folder {FONTS} back."
    yield Finding(families > 0, f"{families} families for the documents.", advice)


def _translations() -> Iterator[Finding]:
    from jalon.command.messages import problems

    found = problems()
    if found:
        yield Finding(False, f"{len(found)} sentences lack a translation; {found[0]}.", "See 'jalon messages missing'.")
    else:
        yield Finding(True, "Every sentence of the interface has its translation.")


def _room() -> Iterator[Finding]:
    for folder in dict.fromkeys((var_folder(), Path("/tmp"))):  # noqa: S108 - only measured
        free = shutil.disk_usage(folder).free
        advice = "" if free > ENOUGH_ROOM else "Make room: below 2 GB a backup or a busy day may fill it."
        yield Finding(free > ENOUGH_ROOM, f"{free / 2**30:.1f} GB free where {folder} is.", advice)


def _static() -> Iterator[Finding]:
    from django.conf import settings

    if not is_production():
        return
    there = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    advice = "" if there else "Run 'jalon release'."
    yield Finding(there, "Static files are collected." if there else "Static files are not collected.", advice)


CHECKS: dict[str, Check] = {
    "configuration": _configuration,
    "database": _database,
    "roles": _roles,
    "tables": _tables,
    "lock": _lock,
    "law": _law,
    "fonts": _fonts,
    "translations": _translations,
    "static files": _static,
    "room": _room,
}
