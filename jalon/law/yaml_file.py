"""Our own YAML files, read in C: each process that starts reads them, and the reader in Python takes far longer."""

from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # absent where PyYAML was built without its library


def read_yaml(file: Path) -> Any:
    """The content of the file. Raises yaml.YAMLError with line and column, UnicodeDecodeError."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  the safe loader, in C
