"""What the year ended in: who was measured, which way they went, where it led, and the figures of each centre."""

from collections import Counter
from datetime import date

from rich.table import Table

from jalon.command.console import out, say
from jalon.command.year.plots import PLOTS
from jalon.domain.activation.cohorts import tally
from jalon.domain.activation.models import Trajectory
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from jalon.domain.figures.counting import measure
from jalon.domain.figures.periods import Period
from jalon.domain.instruments.models import Measurement
from jalon.law.activation import Direction, Result

FIGURES = ("in_force", "concluded", "evaluations", "outcomes")


def tell(centres: list[Centre], *, year: int) -> None:
    """Print who the twenty are, then the numbers, a column a centre."""
    for number, centre in enumerate(centres):
        say(f"{centre.name_fr}: somebody {'; '.join(one.told for one in PLOTS if one.centre == number)}.")
    first, last = date(year, 1, 1), date(year, 12, 31)
    table = Table(f"{year}", *(centre.name_fr for centre in centres), box=None)
    columns = [_column(centre, first, last) for centre in centres]
    for name in columns[0]:
        table.add_row(name, *(str(column[name]) for column in columns))
    out.print(table)


def _column(centre: Centre, first: date, last: date) -> dict[str, int]:
    with centre_context(centre.pk):
        ways: Counter[Direction] = Counter()
        for one in tally(first=first, last=last, reference=last, rater="worker"):
            ways[one.direction] += one.number
        ended = Trajectory.objects.filter(ended_on__range=(first, last))
        results = Counter(ended.values_list("result", flat=True))
        counted = measure(Period(first, last))
        return {
            "Measurements that count": Measurement.objects.counted().filter(held_on__range=(first, last)).count(),
            "Trajectories": ways.total(),
            **{f"  {way.value.replace('_', ' ')}": ways[way] for way in Direction},
            "Concluded": results.total(),
            **{f"  led to {one.value}": results[one.value] for one in Result},
            "  led to none of the four": results[""],
            **{f"Figure: {code.replace('_', ' ')}": counted.total(code) for code in FIGURES},
        }
