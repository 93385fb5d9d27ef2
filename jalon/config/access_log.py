"""The web server's own log: which page, never what opens one."""

import re
from typing import Any

from gunicorn.glogging import Logger

# Addresses that carry a secret: an invitation, a lost access, a calendar, a new password.
SECRETS = re.compile(r"^(/invitation/(?!again/)|/recovery/(?!told/)|/day/calendar/|/account/password/reset/key/)[^/]+")


def without_secrets(path: str) -> str:
    """The path as it may be written down."""
    return SECRETS.sub(r"\1…", path)


class PathsWithoutSecrets(Logger):
    """gunicorn's log, without the part of an address that is a key."""

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As gunicorn's; only the path is written by our format, and it is cleaned."""
        atoms = super().atoms(*args, **kwargs)
        return {**atoms, "U": without_secrets(str(atoms["U"] or ""))}
