"""Lists of data: imported from a file, or taken from the amounts of a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core import reader
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.subsidies import journal
from jalon.domain.subsidies.frozen import frozen
from jalon.domain.subsidies.grids import read_grid, refused
from jalon.domain.subsidies.matching import Known, centres_on, matched
from jalon.domain.subsidies.models import Dataset, Decision, Programme
from jalon.domain.subsidies.permissions import manages_programmes
from jalon.domain.subsidies.reading import CentreList, Row, read_rows
from jalon.law.sources import Certainty


@dataclass(frozen=True)
class Entry:
    """A centre of a list, with its values (cents for euros)."""

    identity: str
    centre_id: UUID
    name_fr: str
    name_nl: str
    values: Mapping[str, Fraction]
    cluster: str = ""
    promoter: bool = False
    added: bool = False

    @property
    def name(self) -> str:
        """In the reader's language."""
        return reader.by_language(self.name_fr, self.name_nl)


@dataclass(frozen=True)
class Imported:
    """A list just kept, and what was left out of it."""

    dataset: Dataset
    ignored: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()


def entries(dataset: Dataset) -> list[Entry]:
    """The centres of a list, in the order of their identities."""
    return [entry_of(raw) for raw in dataset.rows]


def entry_of(raw: Mapping[str, Any]) -> Entry:
    """One row as it is kept."""
    values = {name: Fraction(value) for name, value in raw["values"].items()}
    told = {name: raw[name] for name in ("name_fr", "name_nl", "cluster", "promoter", "added")}
    return Entry(raw["code"], UUID(raw["centre"]), values=values, **told)


@transaction.atomic
def import_list(
    *,
    actor: FederalMembership,
    programme: Programme,
    content: bytes,
    title: str,
    data_on: date,
    source: str,
    certainty: str,
    at: datetime,
) -> Imported:
    """Keep a list of centres. All of it or nothing: raises `ListRefused` with each line to mend, `InvalidInput`."""
    if not manages_programmes(actor):
        raise NotAllowed
    # Locked before it is read: a series that changed its unit meanwhile would give these values another meaning.
    known = Programme.objects.select_for_update().get(pk=programme.pk).decree.words.series
    read = read_rows(read_grid(content), known)
    found = matched(read.rows, centres_on(data_on))
    if not read.columns and not any(row.cluster for row in read.rows):
        raise refused(
            _("Aucune colonne de la liste n’est reconnue."), _("Prenez le modèle : ses titres disent ce qui se lit.")
        )
    rows = [_kept(row, centre) for row, centre in found]
    facts = {"title": title, "data_on": data_on, "source": source, "certainty": certainty}
    dataset = _stored(actor, programme, facts, _columns_of(read), rows, at)
    return Imported(dataset, read.ignored, read.totals)


@transaction.atomic
def from_decision(
    *,
    actor: FederalMembership,
    programme: Programme,
    decision: Decision,
    at: datetime,
    against: Decision | None = None,
) -> Dataset:
    """The amounts of a decision as the column « amount before » of a new list, for proportions or a reduction.

    With `against`, its amounts beside them as « amount now », for a compensation; who is in one alone has zero in the
    other.
    """
    if not manages_programmes(actor):
        raise NotAllowed
    told = {"previous": frozen(decision)} | ({"new": frozen(against)} if against else {})
    centres = {row["code"]: row for one in told.values() for row in one.rows if row["code"] in one.cents}
    rows = [
        {**row, "values": {name: str(one.cents.get(code, 0)) for name, one in told.items()}, **_NO_CLUSTER}
        for code, row in centres.items()
    ]
    facts = {
        "title": _("Montants de %(programme)s, %(line)s") % {"programme": decision.programme, "line": decision.line},
        "data_on": told["previous"].decree.first,
        "source": " ; ".join(_named(one) for one in (decision, against) if one),
        "certainty": Certainty.COMPUTED,
    }
    return _stored(actor, programme, facts, [*told], rows, at)


_NO_CLUSTER = {"cluster": "", "promoter": False, "added": False}


def _named(one: Decision) -> str:
    return _("Décision %(n)s du programme %(programme)s") % {
        "n": one.number,
        "programme": f"{one.programme} ({one.line})",
    }


def _columns_of(read: CentreList) -> list[str]:
    return [*read.columns, *(["cluster"] if any(row.cluster for row in read.rows) else [])]


def _kept(row: Row, centre: Known) -> dict[str, Any]:
    return {
        "centre": str(centre.centre_id),
        "code": centre.identity,
        "name_fr": centre.name_fr,
        "name_nl": centre.name_nl,
        "values": {name: str(value) for name, value in row.values.items()},
        "cluster": row.cluster,
        "promoter": row.promoter,
        "added": row.added,
    }


def _stored(
    actor: FederalMembership,
    programme: Programme,
    facts: Mapping[str, Any],
    columns: list[str],
    rows: list[dict[str, Any]],
    at: datetime,
) -> Dataset:
    title, source = clean(facts["title"], limit=120), clean(facts["source"], limit=300)
    if not title:
        raise InvalidInput(_("Donnez un titre à la liste."), field="title")
    if not source:
        raise InvalidInput(_("Dites d’où viennent ces données."), field="source")
    told = {
        "title": title,
        "data_on": facts["data_on"],
        "source": source,
        "certainty": Certainty(facts["certainty"]),
        "columns": columns,
        "rows": sorted(rows, key=lambda row: row["code"]),
    }
    Programme.objects.select_for_update().get(pk=programme.pk)
    if Dataset.objects.filter(programme=programme, **told).exists():  # a double click, or a file sent again
        raise Conflict(_("Cette liste est déjà là, avec les mêmes données."), what_to_do=_("Prenez celle qui y est."))
    dataset = Dataset.objects.create(programme=programme, imported_at=at, imported_by=actor.name, **told)
    detail = {"title": title, "rows": len(rows)}
    journal.record(actor=actor, verb="programme.list_imported", programme=programme, at=at, detail=detail)
    return dataset
