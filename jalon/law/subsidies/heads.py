"""What the columns of a list of centres may be called, and how two heads are compared."""

import re

from jalon.law.folding import folded

CODE = ("nis_code", "nis", "ins", "code ins", "nis code", "refnis", "code")
NAME = ("commune", "gemeente", "municipality_fr", "municipality_nl", "name", "nom", "naam", "cpas", "ocmw", "centre")
CLUSTER = ("cluster",)
PROMOTER = ("promoteur", "promotor", "promoter")
ADDED = ("ajouté", "ajouté par le ministre", "toegevoegd", "added")


def plain(head: str) -> str:
    """A head as it is compared: no case, no accents, one blank between words."""
    return " ".join(re.sub(r"[_.\-]", " ", folded(head)).replace("’", "'").split())


def reserved() -> frozenset[str]:
    """Heads that say which centre a row is about, and so hold no data of it."""
    return frozenset(plain(head) for heads in (CODE, NAME, CLUSTER, PROMOTER, ADDED) for head in heads)
