"""The texts that programmes cite: those of the law, and their own."""

from pathlib import Path

from jalon.law.loading import texts_in
from jalon.law.parameters import book
from jalon.law.sources import Text

FOLDER = Path(__file__).parent / "programmes"
TEXTS_FILE = "_texts.yaml"


def texts_of(folder: Path) -> dict[str, Text]:
    """Every text that programmes of a folder may cite, by its id."""
    return {**book().texts, **{one.id: one for one in texts_in(folder / TEXTS_FILE)}}
