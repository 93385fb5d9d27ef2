"""One programme read from one YAML file, whole, with every mistake on its line.

The file is that of a family (`programme_file`) with one programme, the texts it cites, and its forms written in full.
The same readers and the same rules serve both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jalon.law.errors import LawError, ParameterError
from jalon.law.loading import day_of, keys_of, saying_of, text_of
from jalon.law.subsidies.article_rules import ArticleFault, article_faults
from jalon.law.subsidies.articles import Article, article_of_json, texts_read
from jalon.law.subsidies.form_file import field_from, form_around
from jalon.law.subsidies.form_rules import MOST_FIELDS, FormFault, faults
from jalon.law.subsidies.forms import Form
from jalon.law.subsidies.key_file import key_from, series_from
from jalon.law.subsidies.key_rules import KeyFault, key_faults
from jalon.law.subsidies.keys import Vocabulary
from jalon.law.subsidies.lined_yaml import Lines, read_lined
from jalon.law.subsidies.programme import Programme
from jalon.law.subsidies.programme_file import CODE, PROGRAMME, Family
from jalon.law.subsidies.programme_texts import FOLDER, texts_of

HEAVIEST = 300_000  # bytes: the longest that ships has a twentieth of it
MOST = 60  # of each kind of row
FILE = Path("programme.yaml")
_HEAD = {"family", "title", "last_checked", "texts", "keys", "series", "articles", *PROGRAMME}
Read = TypeVar("Read")


@dataclass(frozen=True)
class Mistake:
    """What is wrong, and on which line of the file (0: the file as a whole)."""

    line: int
    error: ParameterError | FormFault | KeyFault | ArticleFault

    def say(self, language: str = "fr") -> str:
        """What is wrong and how to mend it, in `language` (en, fr or nl)."""
        return self.error.say(language)


class ProgrammeRefused(LawError):
    """The file is no programme; `mistakes` in the order of its lines."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda one: one.line))
        super().__init__("\n".join(f"{one.line}: {one.say('en')}" for one in self.mistakes))


def read_programme(content: bytes) -> Programme:
    """The programme of a file. Raises `ProgrammeRefused` with every mistake."""
    if len(content) > HEAVIEST:
        raise ProgrammeRefused([Mistake(0, _fault("too_heavy", most=HEAVIEST // 1000))])
    raw, lines, found = read_lined(content)
    if found or not isinstance(raw, dict):
        wrong = [Mistake(line, _fault(code, **params)) for line, code, params in found]
        raise ProgrammeRefused(wrong or [Mistake(1, _fault("no_keys", names="family, title, year…"))])
    return _Reading(raw, lines).programme()


def _fault(code: str, about: str = "", **params: Any) -> ParameterError:
    return ParameterError(f"{FILE.name}: {code}", said=(code, params), about=about)


class _Reading:
    """One file being read: what is wrong is gathered, so that it is told at once."""

    def __init__(self, raw: dict[str, Any], lines: Lines) -> None:
        self.raw, self.lines = raw, lines
        self.mistakes: list[Mistake] = []

    def programme(self) -> Programme:
        """All of it, or `ProgrammeRefused`."""
        raw = self.raw
        self._try(raw, lambda: keys_of(FILE, "the head of the file", raw, _HEAD))
        family = self._try(raw, self._family)
        checked = self._try(raw, lambda: day_of(FILE, "the head of the file", raw.get("last_checked"), "last_checked"))
        title = self._try(raw, lambda: saying_of(FILE, "the head of the file", raw.get("title"), "title"))
        texts = self._texts()
        if family is None or checked is None or title is None:
            raise ProgrammeRefused(self.mistakes)
        words, articles = self._words(), self._articles()
        reader = Family(Path(f"{family}.yaml"), {**texts_of(FOLDER), **texts}, {}, words)
        rows: dict[str, Callable[[Any], Any]] = {
            "lines": lambda each: reader.line("lines", each, checked),
            "costs": lambda each: reader.cost("costs", each, checked),
            "calendar": lambda each: reader.moment("calendar", each),
        }
        for name, read in rows.items():
            for each in self._rows(name):
                self._try(each, partial(read, each))
        forms = [self._form(reader, each, checked) for each in self._rows("forms")]
        self._rules([each for each in forms if each])
        if self.mistakes:
            raise ProgrammeRefused(self.mistakes)
        body = {name: value for name, value in raw.items() if name in PROGRAMME - {"forms"}}
        one = self._try(raw, lambda: reader.programme(body, title, checked, tuple(each for each in forms if each)))
        if one is None:
            raise ProgrammeRefused(self.mistakes)
        own = {name: self._own(words, name) for name in ("keys", "series")}
        return replace(one, articles=articles, **own)  # type: ignore[arg-type]

    def _articles(self) -> tuple[Article, ...]:
        """The articles, each tried by itself."""
        found: list[Article] = []
        rows = self._rows("articles")
        for raw in rows:
            try:
                found.append(article_of_json({**raw, "paragraphs": raw.get("paragraphs") or ()}))
                if not texts_read(found[-1]) or set(raw) - {"title", "paragraphs", "holds"}:
                    raise ValueError
            except (ValueError, KeyError, TypeError, AttributeError):
                self.mistakes.append(Mistake(self.lines.of(raw), ArticleFault("unreadable", len(found))))
                return ()
        for fault in article_faults(found):
            raw = self.raw if fault.article is None else rows[fault.article]
            self.mistakes.append(Mistake(self.lines.of(raw, "articles" if raw is self.raw else fault.about), fault))
        return tuple(found)

    def _words(self) -> Vocabulary:
        """The keys and series that the lines may name: those that ship, and those that the file brings."""
        found = [self._try(each, partial(series_from, FILE, each)) for each in self._rows("series")]
        own_series = [one for one in found if one]
        known = Vocabulary.with_own((), own_series).series
        read = [self._try(each, partial(key_from, FILE, each, known)) for each in self._rows("keys")]
        own_keys = [one for one in read if one]
        for fault in key_faults(own_keys, own_series):
            self.mistakes.append(Mistake(self._line_of(fault), fault))
        return Vocabulary.with_own(own_keys, own_series)

    def _own(self, words: Vocabulary, name: str) -> tuple[Any, ...]:
        """What of these the file brings, in its order."""
        return tuple(getattr(words, name)[str(each["code"])] for each in self._rows(name))

    def _line_of(self, fault: KeyFault) -> int:
        rows = [each for each in self._rows(fault.of) if isinstance(each, dict) and str(each.get("code")) == fault.name]
        raw = rows[-1] if rows else self.raw
        if fault.part is not None:
            raw = raw["components"][fault.part]
        return self.lines.of(raw, fault.about)

    def _try(self, where: Any, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except ParameterError as error:
            self.mistakes.append(Mistake(self.lines.of(where, error.about), error))
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            self.mistakes.append(Mistake(self.lines.of(where), _fault("unreadable", what=str(error)[:80])))
        return None

    def _family(self) -> str:
        found = self.raw.get("family")
        if not isinstance(found, str) or not CODE.fullmatch(found):
            raise _fault("no_family", about="family")
        return found

    def _rows(self, name: str) -> list[Any]:
        found = self.raw.get(name) or []
        if not isinstance(found, list) or len(found) > MOST:
            self.mistakes.append(Mistake(self.lines.of(self.raw, name), _fault("rows", what=name, most=MOST)))
            return []
        return found

    def _texts(self) -> dict[str, Any]:
        found = self.raw.get("texts") or {}
        if not isinstance(found, dict):
            self.mistakes.append(Mistake(self.lines.of(self.raw, "texts"), _fault("no_keys", names="texts")))
            return {}
        read = {str(name): self._try(body, partial(text_of, FILE, str(name), body)) for name, body in found.items()}
        return {name: one for name, one in read.items() if one is not None}

    def _form(self, reader: Family, raw: Any, checked: Any) -> Form | None:
        """A form, each of its fields tried by itself."""
        fields = raw.get("fields") if isinstance(raw, dict) else None
        if not isinstance(fields, list) or len(fields) > MOST_FIELDS:
            self.mistakes.append(Mistake(self.lines.of(raw), _fault("rows", what="fields", most=MOST_FIELDS)))
            return None
        code = str(raw.get("code", ""))
        read = [self._try(each, partial(field_from, FILE, code, each)) for each in fields]
        head = {name: value for name, value in raw.items() if name != "code"}
        if None in read:
            return None
        return self._try(raw, lambda: form_around(FILE, code, head, reader.texts, checked, tuple(f for f in read if f)))

    def _rules(self, forms: Sequence[Form]) -> None:
        """The rules of forms, each on the line of the field it is about."""
        last = self.raw.get("last")
        for fault in faults(forms, last if type(last) is date else None):
            raw = next((each for each in self._rows("forms") if str(each.get("code")) == fault.form), self.raw)
            places = [each for each in raw.get("fields", ()) if str(each.get("code")) == fault.field]
            self.mistakes.append(Mistake(self.lines.of(places[-1] if places else raw, fault.about), fault))
