"""The words of the documents: one YAML file per document, each key in the four languages side by side."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jalon.law.yaml_file import read_yaml

FOLDER = Path(__file__).parent
LEGAL = re.compile(r"((?:\b[Aa]rt|\bno|\bnr|\bNr)\.|n°|§) (?=\d)")
LANGUAGES = ("fr", "nl", "de", "en")


@cache
def source(name: str) -> dict[str, dict[str, str]]:
    """A file as it is written: key → language → text."""
    return read_yaml(FOLDER / f"{name}.yaml")


@cache
def texts(name: str, language: str) -> dict[str, str]:
    """The texts of one document in one language, those common to all included. Raises KeyError on a missing one."""
    own = {} if name == "common" else texts("common", language)
    return own | {key: typeset(entry[language], language) for key, entry in source(name).items()}


def typeset(text: str, language: str) -> str:
    """One line, with unbreakable spaces in references to articles and where French asks for them."""
    text = LEGAL.sub("\\1\u00a0", " ".join(text.split()))
    if language != "fr":
        return text
    text = re.sub(r" ([;?!»])", "\u202f\\1", text).replace("« ", "«\u202f")
    return text.replace(" :", "\u00a0:")
