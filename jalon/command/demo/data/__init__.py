"""Reading what the demonstration is made of."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def read(name: str) -> Any:
    """The content of `name`.yaml."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)  # noqa: S506  the safe loader, in C
