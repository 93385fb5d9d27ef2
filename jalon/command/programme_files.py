"""`jalon subsidies export | check | load`: a programme as one YAML file."""

from pathlib import Path

from jalon.command.console import Refusal
from jalon.law.subsidies import Programme, shipped_programmes
from jalon.law.subsidies.programme_yaml import ProgrammeRefused, read_programme


def kept_or_shipped(code: str, *, only_shipped: bool = False) -> Programme:
    """The programme of a code, as it is kept here, or else as it ships."""
    found = None if only_shipped else _kept(code)
    if found is None and code not in shipped_programmes():
        raise Refusal(f"No programme is called {code}.", "", "See `jalon subsidies programmes`.")
    return found or shipped_programmes()[code]


def _kept(code: str) -> Programme | None:
    from jalon.command.environment import become_operator

    become_operator()
    from jalon.domain.core.context import federal_context
    from jalon.domain.subsidies.models import Programme as Kept

    family, _dash, year = code.rpartition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return None
    with federal_context():
        found = Kept.objects.filter(family=family, year=int(year)).first()
    return found.decree if found else None


def read(file: Path, language: str) -> Programme:
    """The programme of a file, or every mistake with its line."""
    try:
        return read_programme(file.read_bytes())
    except ProgrammeRefused as refused:
        told = [f"{file.name}:{one.line}: {one.say(language)}" for one in refused.mistakes]
        raise Refusal(f"{file.name} is no programme.", "\n".join(told), "Mend these lines, then try again.") from None


def keep(file: Path, email: str, language: str) -> str:
    """Keep it in the name of an officer; the code of what was kept."""
    from django.utils import timezone, translation

    from jalon.domain.accounts.models import FederalMembership
    from jalon.domain.core.context import federal_context
    from jalon.domain.core.errors import DomainError
    from jalon.domain.subsidies import files

    with federal_context(), translation.override("nl" if language == "nl" else "fr"):
        actor = FederalMembership.objects.filter(email=email.casefold(), until=None).first()
        if actor is None:
            raise Refusal(f"{email} does not work for the administration.", "", "See `jalon members federal`.")
        try:
            made = files.load(actor=actor, content=file.read_bytes(), at=timezone.now())
        except DomainError as refusal:
            raise Refusal(str(refusal)) from None
    return made.decree.code
