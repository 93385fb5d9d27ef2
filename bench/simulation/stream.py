"""One file counted, in a process that does nothing else: `python -m bench.simulation.stream FILE`. One JSON line."""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

from bench.simulation.data import SCHEMES
from jalon.law.income import shipped_schemes
from jalon.simulation import count, open_table, warm


def main(file: Path) -> None:
    """Nanoseconds in all, rows, and the most memory the process ever had, in kilobytes."""
    warm()
    begun = perf_counter()
    counts = count(open_table(file, by=["category", "region"]), [shipped_schemes()[name] for name in SCHEMES])
    taken = perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(json.dumps({"ns": taken * 1e9, "rows": counts.months, "peak_kb": most}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
