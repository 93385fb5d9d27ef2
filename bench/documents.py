"""Median time to make each document, warm, in one run: `python -m bench.documents [rounds]`.

Each round says something new, so that nothing is remembered from the round before. Times depend on the machine; the
last column, each document's share of the contract's time, hardly does. Promise: under 30 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.test")

from jalon.domain.documents.rendering.contexts import Document
from jalon.domain.documents.rendering.docx import contract_docx
from jalon.domain.documents.rendering.engine import render
from tests.domain.documents import examples

LANGUAGES = ("fr", "nl", "de", "en")


def timed(make: Callable[[str], Document], out: Callable[[Document, str], object], rounds: int) -> float:
    """Median milliseconds over so many rounds, the four languages in turn, each with a new name and reference."""
    spent = []
    for number in range(rounds + len(LANGUAGES)):
        language = LANGUAGES[number % len(LANGUAGES)]
        document = fresh(make(language), number)
        start = time.perf_counter()
        out(document, language)
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent[len(LANGUAGES) :])


def fresh(document: Document, number: int) -> Document:
    """The same document about somebody else."""
    changed = {"reference": f"{document.reference} {number}"}
    person = getattr(document, "person", None)
    if person is not None:
        changed["person"] = replace(person, name=f"{person.name} {number}", file_number=f"2026-{number:05d}")
    return replace(document, **changed)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    pdf = {name: timed(make, lambda d, lang: render(d, language=lang), rounds) for name, make in examples.ALL.items()}
    pdf["contract (docx)"] = timed(examples.contract, lambda d, lang: contract_docx(d, language=lang), rounds)  # type: ignore[arg-type]
    for name, median in pdf.items():
        late = "  over the promise" if median >= 30 else ""
        print(f"{name:18} {median:7.1f} ms  × {median / pdf['contract']:.2f}{late}")  # noqa: T201


if __name__ == "__main__":
    main()
