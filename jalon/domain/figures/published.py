"""A publication, for reading: its numbers, and the names of its places; how far what is open to all is coarsened."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jalon.domain.centres.models import Centre
from jalon.domain.centres.names import place_name
from jalon.domain.figures.models import Publication
from jalon.domain.figures.protection import ROOT, Name

OPEN_THRESHOLD, OPEN_BASE = 10, 5


def rounded(number: int) -> int:
    """For everybody: to the nearest five, so that sums no longer meet exactly."""
    return OPEN_BASE * ((number + 2) // OPEN_BASE)


@dataclass(frozen=True)
class Published:
    """A publication, for reading."""

    publication: Publication

    def cells(self, code: str, *, of: str = "federal") -> dict[Name, int | None]:
        """The numbers of a figure; None where hidden."""
        return {(p, axis, key): number for p, axis, key, number in self.publication.content[of].get(code, [])}

    def places(self, level: str) -> list[str]:
        """The country and the places of a level: `region`, `province` or `size`."""
        start = {"region": "R:", "province": "P:", "size": "S"}[level]
        found = {row[0] for rows in self.publication.content["federal"].values() for row in rows}
        return [ROOT, *sorted(one for one in found if one.startswith(start))]

    def name(self, place: str) -> str:
        """The name of a place in the reader's language."""
        if place.startswith("S") and ":" not in place:
            return size_name(place)
        names = self.publication.content["names"].get(place, [place, place])
        return place_name(names[0], names[1])

    def missing(self) -> list[Centre]:
        """Centres that had sent nothing when it was published."""
        return list(Centre.objects.filter(pk__in=self.publication.content["missing"]).order_by("name_fr"))


def size_name(code: str) -> str:
    """« 10 000 à 25 000 habitants »."""
    names = {
        "S0": _("nombre d’habitants inconnu"),
        "S1": _("moins de 10 000 habitants"),
        "S2": _("10 000 à 25 000 habitants"),
        "S3": _("25 000 à 50 000 habitants"),
        "S4": _("50 000 à 150 000 habitants"),
        "S5": _("150 000 habitants et plus"),
    }
    return names[code]


def published(code: str) -> Published | None:
    """The publication of a quarter, if there is one."""
    found = Publication.objects.filter(quarter=code).first()
    return Published(found) if found else None
