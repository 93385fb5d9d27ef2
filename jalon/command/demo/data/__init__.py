"""Reading what the demonstration is made of."""

from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.yaml_file import read_yaml


@cache
def read(name: str) -> Any:
    """The content of `name`.yaml."""
    return read_yaml(Path(__file__).parent / f"{name}.yaml")
