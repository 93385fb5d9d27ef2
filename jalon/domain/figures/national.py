"""The national tables of a quarter: sums of what centres submitted, protected, published once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.centres.models import Centre
from jalon.domain.core.errors import DomainError
from jalon.domain.figures.definitions import Figure, national_figures
from jalon.domain.figures.models import Publication, Submission
from jalon.domain.figures.opened import keep
from jalon.domain.figures.periods import quarter
from jalon.domain.figures.protection import ROOT, THRESHOLD, Name, Places, Table, protect
from jalon.domain.figures.published import OPEN_THRESHOLD, rounded
from jalon.domain.figures.submissions import cells_of

PLACE, SIZE = "place", "size"
# Upper limits in inhabitants; the last class has none.
SIZES = (("S1", 10_000), ("S2", 25_000), ("S3", 50_000), ("S4", 150_000), ("S5", None))


@dataclass(frozen=True)
class Where:
    """The places a centre belongs to: region, province, size class."""

    region: str
    province: str
    size: str


def where(centre: Centre) -> Where:
    """Fixed places; a centre without region or size (never in the official list) has places of its own kind."""
    region = f"R:{centre.region_fr or '?'}"
    # Brussels has no province: the region stands there itself.
    province = f"P:{centre.region_fr or '?'}|{centre.province_fr or centre.region_fr or '?'}"
    return Where(region, province, _size(centre.inhabitants))


def _size(inhabitants: int | None) -> str:
    if inhabitants is None:
        return "S0"
    return next(code for code, limit in SIZES if limit is None or inhabitants < limit)


def open_centres(code: str) -> list[Centre]:
    """Centres that exist at the end of a quarter, in the order of their names."""
    last = quarter(code).last
    existing = Q(opened_on__isnull=True) | Q(opened_on__lte=last)
    return list(
        Centre.objects.filter(existing, Q(closed_on__isnull=True) | Q(closed_on__gt=last)).order_by("name_fr", "id")
    )


def latest_submissions(code: str) -> dict[Any, Submission]:
    """The last version each centre sent, by centre."""
    rows = Submission._base_manager.filter(quarter=code).order_by("centre_id", "-version").distinct("centre_id")
    return {one.centre_id: one for one in rows}


def states(codes: Iterable[str]) -> dict[str, int]:
    """How many centres sent each quarter."""
    rows = Submission._base_manager.filter(quarter__in=list(codes), version=1).values_list("quarter", flat=True)
    found = dict.fromkeys(codes, 0)
    for code in rows:
        found[code] += 1
    return found


@transaction.atomic
def publish(*, actor: FederalMembership, code: str, at: datetime) -> Publication:
    """Publish a quarter once, from what was sent so far. Raises `DomainError` when it is done already."""
    submissions, centres = latest_submissions(code), open_centres(code)
    told = [(one, cells_of(submissions[one.pk].content)) for one in centres if one.pk in submissions]
    if not told:
        raise DomainError(_("Aucun centre n’a encore envoyé ce trimestre."), "", _("Attendez les premiers envois."))
    missing = [str(one.pk) for one in centres if one.pk not in submissions]
    content = {
        "sent": len(told),
        "missing": missing,
        "names": _names(centre for centre, _cells in told),
        **_protected(told),
    }
    try:
        with transaction.atomic():
            one = Publication.objects.create(quarter=code, content=content, published_at=at, published_by=actor.name)
            keep(one)
            return one
    except IntegrityError as error:
        raise DomainError(
            _("Ce trimestre est déjà publié."), _("Une publication ne change plus : deux versions se compareraient.")
        ) from error


def _names(centres: Iterable[Centre]) -> dict[str, list[str]]:
    """The names of places in French and Dutch."""
    names: dict[str, list[str]] = {ROOT: ["Belgique", "België"]}
    for one in centres:
        place = where(one)
        names[place.region] = [one.region_fr or "?", one.region_nl or one.region_fr or "?"]
        province = [one.province_fr or one.region_fr or "?", one.province_nl or one.region_nl or "?"]
        names[place.province] = province
    return names


def _places(centres: Iterable[Centre]) -> Places:
    above: dict[str, str] = {}
    partition: dict[str, str] = {}
    for one in centres:
        place = where(one)
        above |= {place.region: ROOT, place.province: place.region, place.size: ROOT}
        partition |= {place.region: PLACE, place.province: PLACE, place.size: SIZE}
    return Places(dict(sorted(above.items())), partition)


def _protected(told: list[tuple[Centre, Mapping[Name, int]]]) -> dict[str, dict[str, list[list[Any]]]]:
    """`federal`, exact, and `open`, rounded: by figure, rows of place, axis, key and number (null: hidden)."""
    places = _places(centre for centre, _cells in told)
    federal, opened = {}, {}
    for figure in national_figures():
        values = summed(figure, told)
        exact, near = both(places, axes_in_use(figure, values), values, largest(figure, told))
        federal[figure.code] = _rows(exact, int)
        opened[figure.code] = _rows(near, rounded)
    return {"federal": federal, "open": opened}


def _rows(table: Table, written: Callable[[int], int]) -> list[list[Any]]:
    return [[*name, None if name in table.hidden else written(table.value(name))] for name in table.names()]


def both(
    places: Places, axes: Mapping[str, Sequence[str]], values: Mapping[Name, int], own: Mapping[Name, int]
) -> tuple[Table, Table]:
    """One figure as the administration reads it, and as everybody does, each with what is hidden in it.

    `own`: the largest part of each number that one centre counted itself. Who reads the first reads the second too:
    what the first hides, also only to cover a small number beside it, the second does not tell to the nearest five.
    """
    federal = Table(places, axes, values, THRESHOLD)
    opened = Table(places, axes, values, OPEN_THRESHOLD, hidden=set(protect(federal)), own=own)
    protect(opened)
    return federal, opened


def summed(figure: Figure, told: Iterable[tuple[Centre, Mapping[Name, int]]]) -> dict[Name, int]:
    """The sums over each place."""
    values: dict[Name, int] = {}
    wanted = [("", ""), *((axis.code, key) for axis in figure.national_axes for key in axis.keys)]
    for centre, cells in told:
        place = where(centre)
        for axis, key in wanted:
            number = cells.get((figure.code, axis, key), 0)
            for one in (ROOT, place.region, place.province, place.size):
                values[(one, axis, key)] = values.get((one, axis, key), 0) + number
    return values


def largest(figure: Figure, told: Iterable[tuple[Centre, Mapping[Name, int]]]) -> dict[Name, int]:
    """The largest part that one centre has in the number of each place."""
    parts: dict[Name, int] = {}
    for one in told:
        for name, number in summed(figure, [one]).items():
            parts[name] = max(number, parts.get(name, 0))
    return parts


def axes_in_use(figure: Figure, values: Mapping[Name, int]) -> dict[str, list[str]]:
    """Keys that somebody in the country falls under; an axis with a single one would repeat the total."""
    used = {
        axis.code: [key for key in axis.keys if values.get((ROOT, axis.code, key))] for axis in figure.national_axes
    }
    return {axis: keys for axis, keys in used.items() if len(keys) > 1}
