"""Instruments as data: read from YAML or a workbook, kept as they are, counted by pure functions."""

from jalon.domain.instruments.definition.model import UNIT, Axis, Definition, Item, Meaning, Scoring
from jalon.domain.instruments.definition.problems import InstrumentRefused, Problem
from jalon.domain.instruments.definition.reading import read
from jalon.domain.instruments.definition.scoring import Scores, bounds, score
from jalon.domain.instruments.definition.words import Words
from jalon.domain.instruments.definition.workbook import read_workbook, write_workbook
from jalon.domain.instruments.definition.writing import as_data, fingerprint, write_yaml
from jalon.domain.instruments.definition.yaml_source import read_yaml

__all__ = [
    "UNIT",
    "Axis",
    "Definition",
    "InstrumentRefused",
    "Item",
    "Meaning",
    "Problem",
    "Scores",
    "Scoring",
    "Words",
    "as_data",
    "bounds",
    "fingerprint",
    "read",
    "read_workbook",
    "read_yaml",
    "score",
    "write_workbook",
    "write_yaml",
]
