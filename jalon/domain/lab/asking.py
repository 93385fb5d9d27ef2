"""A population asked of the simulation, in a process of its own: bounded in rows and in seconds, kept nowhere.

Pages import nothing of the arithmetic: where its packages are not installed, `ask` says which, in a sentence.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from jalon import simulation
from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.law.income import Scheme, write_scheme
from jalon.simulation import texts

MOST_ROWS = 200_000
HEAVIEST = 20 * 2**20  # bytes of a file
SECONDS = 30
WAIT = 5  # seconds, for the one before
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The built-in population (`rows`, `seed`, `month`), or a file by its name and bytes."""

    schemes: Sequence[Scheme]
    rows: int = 0
    seed: int = 1
    month: date | None = None
    name: str = ""
    data: bytes = b""

    @property
    def is_file(self) -> bool:
        """Whether a file was given."""
        return bool(self.name)

    @property
    def fingerprint(self) -> str:
        """Of the file, as the simulation gives it."""
        return hashlib.sha256(self.data).hexdigest()


class Unavailable(DomainError):
    """The arithmetic cannot answer here or now."""


def ask(asked: Asked) -> tuple[dict[str, Any], dict[str, Any]]:
    """The question as plain JSON, and its report. Raises `Unavailable`, or `InvalidInput` at `file`."""
    if wanting := simulation.missing():
        raise Unavailable(
            _("Le calcul sur une population n’est pas installé ici."),
            _("Il manque %(packages)s.") % {"packages": ", ".join(wanting)},
            _("La personne qui tient le serveur l’ajoute par : pip install 'jalon[simulation]'."),
        )
    told = _answer(asked)
    if "too_large" in told:
        raise InvalidInput(
            _(
                "Cette page répond jusqu’à %(most)s personnes-mois, et ce fichier en a plus. La commande jalon "
                "simulate n’a pas de limite."
            )
            % {"most": reader.grouped(f"{MOST_ROWS:,}")},
            field="file",
        )
    if "refused" in told:
        raise InvalidInput(_refusal(told["refused"]), field="file" if asked.is_file else "month")
    return _question(asked, told), told["report"]


def _refusal(told: tuple[str, Mapping[str, Any]]) -> str:
    """What the other process refused, in the reader's language."""
    return texts.refused(*told).say(reader.law_language())


def _question(asked: Asked, told: Mapping[str, Any]) -> dict[str, Any]:
    if asked.is_file:
        population: dict[str, Any] = {"kind": "file", "name": asked.name[:80]}
    else:
        assert asked.month is not None
        population = {"kind": "synthetic", "rows": asked.rows, "seed": asked.seed, "model": told["model"]}
        population["month"] = f"{asked.month:%Y-%m}"
    population["fingerprint"] = told["report"]["fingerprint"]
    # A list, for the database keeps no order of names.
    return {"population": population, "schemes": [[one.id, write_scheme(one)] for one in asked.schemes]}


def _answer(asked: Asked) -> dict[str, Any]:
    body: dict[str, Any] = {"schemes": {one.id: write_scheme(one) for one in asked.schemes}, "most_rows": MOST_ROWS}
    if not _one_at_a_time.acquire(timeout=WAIT):
        raise _busy()
    try:
        with tempfile.TemporaryDirectory() as folder:
            if asked.is_file:
                file = Path(folder) / f"population{Path(asked.name).suffix.lower()}"
                file.write_bytes(asked.data)
                body["file"] = str(file)
            else:
                assert asked.month is not None
                body |= {"folder": folder, "synthetic": {"rows": asked.rows, "seed": asked.seed}}
                body["synthetic"]["month"] = asked.month.isoformat()
            return _run(json.dumps(body))
    finally:
        _one_at_a_time.release()


def _run(body: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "jalon.simulation.apart"]
    try:
        done = subprocess.run(
            command, input=body, capture_output=True, timeout=SECONDS, check=False, env=bare(), text=True
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise _busy() from error
    except ValueError as error:
        raise Unavailable(
            _("Le calcul s’est arrêté sans répondre."),
            _("Ce fichier demande peut-être trop de mémoire."),
            _("Essayez avec moins de lignes, ou avec la commande jalon simulate."),
        ) from error
    return found


def _busy() -> Unavailable:
    return Unavailable(
        _("Le calcul prend trop de temps."),
        _("Un autre est peut-être en cours sur ce serveur."),
        _("Réessayez dans une minute, ou prenez moins de lignes."),
    )


def bare() -> dict[str, str]:
    """Where the code, its compiled arithmetic and its law are, and nothing else of our environment."""
    kept = {name: os.environ[name] for name in ("NUMBA_CACHE_DIR", "HOME", "JALON_LAW") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath, "LANG": "C.UTF-8"}
