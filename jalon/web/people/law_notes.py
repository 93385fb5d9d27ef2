"""The reasons of the law in the reader's words, ready for `{% lawnote %}`."""

from jalon.domain.core import reader
from jalon.law import piis as law
from jalon.law.answers import Explained, Line


def reasons(answer: Explained | None) -> list[dict[str, str]]:
    """Each line of an answer: `words`, `article`, `certainty` (of the design system) and `doubt`."""
    language = reader.language()
    return [
        {
            "words": law.say(line, language),
            "article": line.cite(language),
            "certainty": _certainty(line),
            "doubt": line.doubt.say(language) if line.doubt else "",
        }
        for line in (answer.lines if answer is not None else ())
    ]


def _certainty(line: Line) -> str:
    if line.certainty == "known-low":
        return "doubtful"
    return "certain" if line.certainty in ("found", "computed") and not line.doubt else "likely"
