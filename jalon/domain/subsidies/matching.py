"""Rows of a list brought to the centres they speak of: by their code on the day of the data, else by their name."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from jalon.domain.centres.models import Centre, CentreCode
from jalon.domain.core.text import folded
from jalon.domain.subsidies.grids import ListRefused, Problem
from jalon.domain.subsidies.reading import MOST_PROBLEMS, Row
from jalon.domain.subsidies.values import shown

_TITLE = re.compile(r"^(cpas|ocmw)\s+(de la |de |du |des |d'|van )?")


@dataclass(frozen=True)
class Known:
    """A centre on the day of the data. Its identity in a sharing is its code; without one, its id."""

    centre_id: UUID
    code: str
    name_fr: str
    name_nl: str

    @property
    def identity(self) -> str:
        """What ties are broken by and what stays the same from one import to the next."""
        return self.code or str(self.centre_id)


def bare(name: str) -> str:
    """A name as it is compared: without « CPAS de », case, accents and punctuation."""
    text = _TITLE.sub("", " ".join(folded(name.replace("’", "'")).split()))
    return re.sub(r"[^a-z0-9]", "", text)


def centres_on(day: date) -> list[Known]:
    """Every centre that existed that day, in the order of their codes."""
    existing = Centre.objects.exclude(closed_on__lte=day).exclude(opened_on__gt=day)
    codes = dict(CentreCode.objects.filter(validity__contains=day).values_list("centre_id", "nis_code"))
    found = [Known(one.pk, codes.get(one.pk, ""), one.name_fr, one.name_nl) for one in existing]
    return sorted(found, key=lambda one: (one.code or "~", one.name_fr, str(one.centre_id)))


def matched(rows: Sequence[Row], known: Sequence[Known]) -> list[tuple[Row, Known]]:
    """Each row with its centre. Raises `ListRefused` naming each line that finds none, several, or another's."""
    by_code = {one.code: one for one in known if one.code}
    by_name: dict[str, set[Known]] = defaultdict(set)
    for one in known:
        for name in (one.name_fr, one.name_nl):
            by_name[bare(name)].add(one)
    found, problems = [], []
    for row in rows:
        centre = _one(row, by_code, by_name)
        if isinstance(centre, str):
            problems.append(Problem(row.line, centre))
        else:
            found.append((row, centre))
    problems += _twice(found)
    if problems:
        raise ListRefused(sorted(problems, key=lambda one: one.line)[:MOST_PROBLEMS])
    return found


def _one(row: Row, by_code: dict[str, Known], by_name: dict[str, set[Known]]) -> Known | str:
    named = {one for name in row.names if name for one in by_name.get(bare(name), ())}
    if row.code:
        centre = by_code.get(row.code)
        if centre is None:
            return _("Aucun centre ne portait le code %(code)s à la date des données.") % {"code": row.code}
        if named and centre not in named:
            return _("Le code %(code)s est celui de %(centre)s, la ligne dit %(name)s.") % {
                "code": row.code,
                "centre": centre.name_fr,
                "name": shown(row.name),
            }
        return centre
    if len(named) == 1:
        return named.pop()
    if named:
        return _("Plusieurs centres s’appellent %(name)s : ajoutez le code INS.") % {"name": shown(row.name)}
    return _("Aucun centre ne s’appelle %(name)s à la date des données.") % {"name": shown(row.name)}


def _twice(found: Sequence[tuple[Row, Known]]) -> list[Problem]:
    lines: dict[Known, list[int]] = defaultdict(list)
    for row, centre in found:
        lines[centre].append(row.line)
    return [
        Problem(line, _("%(centre)s est déjà à la ligne %(line)s.") % {"centre": centre.name_fr, "line": places[0]})
        for centre, places in lines.items()
        for line in places[1:]
    ]
