"""A report worked out in a process of its own: what a page asks never weighs on the process that serves pages.

One JSON on standard input, one on standard output: `{"file": PATH, …}` or `{"synthetic": {…}, …}`, the schemes as YAML;
then the report, `{"refused": [KIND, AS_JSON]}`, or `{"too_large": ROWS}`. Memory and time are bounded; nothing is
written but the built-in population, in the folder given.
"""

import json
import resource
import sys
from datetime import date
from pathlib import Path
from typing import Any

from jalon.law.errors import Refused
from jalon.law.income import parse_scheme, shipped_schemes
from jalon.simulation.model import model
from jalon.simulation.report import report
from jalon.simulation.synthetic import save_synthetic
from jalon.simulation.tables import open_table

MEMORY = 6 * 2**30  # of addresses, of which threads and the compiler take most without using them
SECONDS = 90  # of all processors together
TODAY = "today"


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """The report, or why there is none."""
    try:
        schemes = [shipped_schemes()[TODAY]]
        schemes += [parse_scheme(text, name=f"{name}.yaml") for name, text in asked["schemes"].items()]
        file = Path(asked["file"]) if asked.get("file") else _made(asked)
        rows = _rows(file)
        if rows > asked["most_rows"]:
            return {"too_large": rows}
        return {"report": report(file, schemes, divisor=asked.get("divisor")), "model": model().version}
    except Refused as error:
        return {"refused": [type(error).__name__, error.as_json()]}
    except MemoryError:
        return {"too_large": 0}


def _made(asked: dict[str, Any]) -> Path:
    wanted, file = asked["synthetic"], Path(asked["folder"]) / "synthetic.parquet"
    save_synthetic(file, wanted["rows"], seed=wanted["seed"], on=date.fromisoformat(wanted["month"]))
    return file


def _rows(file: Path) -> int:
    """How many rows the file says it has, before any of them is read."""
    return open_table(file).rows


def main() -> None:
    """Read, answer, leave."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))  # also when nobody waits for it any more
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(answer(json.loads(sys.stdin.read()))))


if __name__ == "__main__":
    main()
