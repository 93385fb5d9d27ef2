"""Median time to make each document, warm, in one run: `python -m bench.documents [rounds]`.

Each round says something new, so that nothing is remembered from the round before. Times depend on the machine and on
what else it does (then the processor's time is the truer one); shares hardly do. Promise for a PDF: under 30 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.test")

from jalon.domain.documents.rendering.contexts import Contract, Document
from jalon.domain.documents.rendering.docx import contract_docx
from jalon.domain.documents.rendering.engine import render
from tests.domain.documents import examples

LANGUAGES = ("fr", "nl", "de", "en")


def timed(make: Callable[[str], Document], out: Callable[[Document, str], object], rounds: int) -> tuple[float, float]:
    """Median milliseconds, on the clock and of the processor, over so many rounds: the four languages in turn, each
    with a new name and reference."""
    clock, processor = [], []
    for number in range(rounds + len(LANGUAGES)):
        language = LANGUAGES[number % len(LANGUAGES)]
        document = fresh(make(language), number)
        start, busy = time.perf_counter(), time.process_time()
        out(document, language)
        clock.append(1000 * (time.perf_counter() - start))
        processor.append(1000 * (time.process_time() - busy))
    return statistics.median(clock[len(LANGUAGES) :]), statistics.median(processor[len(LANGUAGES) :])


def fresh(document: Document, number: int) -> Document:
    """The same document about somebody else."""
    changed = {"reference": f"{document.reference} {number}"}
    person = getattr(document, "person", None)
    if person is not None:
        changed["person"] = replace(person, name=f"{person.name} {number}", file_number=f"2026-{number:05d}")
    return replace(document, **changed)


def pdf(document: Document, language: str) -> object:
    """The document on paper."""
    return render(document, language=language)


def docx(document: Document, language: str) -> object:
    """The contract as an editable text."""
    assert isinstance(document, Contract)
    return contract_docx(document, language=language)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    medians = {name: timed(make, pdf, rounds) for name, make in examples.ALL.items()}
    medians["contract as docx"] = timed(examples.contract, docx, rounds)
    print(f"{'document':18} {'median':>10} {'processor':>12}   share of the contract")  # noqa: T201
    for name, (clock, processor) in medians.items():
        share = processor / medians["contract"][1]
        print(f"{name:18} {clock:7.1f} ms {processor:9.1f} ms   × {share:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
