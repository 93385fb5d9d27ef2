"""Secrets of an installation on one machine: made once, kept in `var/`, readable by their owner alone."""

import json
import os
import secrets
from pathlib import Path

NAMES = ("django", "encryption", "index")


def local_secrets(var: Path) -> dict[str, str]:
    """The secrets in `var/secrets.json`, made on the first call. Losing them loses every national number."""
    path = var / "secrets.json"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            json.dump({name: secrets.token_urlsafe(48) for name in NAMES}, stream)
        try:
            os.link(draft, path)  # two first starts at once keep one file
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return json.loads(path.read_text())
