"""`matrix.yaml`, read once."""

from pathlib import Path
from typing import Any

import yaml

MATRIX: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "matrix.yaml").read_text(encoding="utf-8"))[
    "addresses"
]
