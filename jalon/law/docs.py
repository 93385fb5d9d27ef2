"""Writes `docs/law/`: a page a rule, from its docstring, its parameters and its cases, and the table of doubts.

`python -m jalon.law.docs` writes; with `--check` it only says which pages are out of date.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jalon.law import activation, income, parameters, piis
from jalon.law.parameters import Entry, Parameter
from jalon.law.rules import RULES, Rule
from jalon.law.sources import Source, Text
from jalon.law.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "law"
CASES = ROOT / "tests" / "law" / "cases"
HEAD = "<!-- Written by python -m jalon.law.docs. Do not edit: change the docstring, parameter or case. -->\n"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    found = {f"{name}.md": "\n".join(rule_page(one)) + "\n" for name, one in RULES.items()}
    found["README.md"] = "\n".join(index_page()) + "\n"
    found["doubts.md"] = "\n".join(doubts_page()) + "\n"
    found["sources.md"] = "\n".join(sources_page()) + "\n"
    return found


def rule_page(rule: Rule) -> Iterator[str]:
    """One rule: what it says, what it rests on, and the cases that hold it."""
    yield f"{HEAD}\n# {title(rule.name)}\n"
    yield from docstring(rule)
    where = rule.function.__module__
    yield f"\n`{where}.{rule.name}`, dated by `{rule.dated_by}`. Changes on: {', '.join(map(str, rule.dates()))}.\n"
    yield "## What it rests on\n"
    for name in dict.fromkeys((*rule.parameters, *rule.also)):
        yield from parameter_section(parameters.parameter(name))
    yield "## Cases\n"
    for day in rule.dates():
        yield f"### On either side of {day}\n"
        for file in sorted((CASES / rule.name / str(day)).glob("*.yaml")):
            yield from case_lines(file)
        yield ""


def docstring(rule: Rule) -> Iterator[str]:
    """The docstring with its margin taken off."""
    lines = (rule.function.__doc__ or "").strip().splitlines()
    yield from (line.strip() for line in lines)


def parameter_section(one: Parameter) -> Iterator[str]:
    """A parameter: each of its values with dates, source and doubt, and the readings to choose from."""
    yield f"### `{one.name}`\n"
    yield f"{one.title.en}" + (f" (in {one.unit})." if one.unit else ".") + "\n"
    for entry in one.entries:
        until = f"until {entry.valid_until}" if entry.valid_until else "on"
        yield f"- **{inline(entry.value)}** from {entry.valid_from} {until}: {cited(entry.source)}"
        for reading in entry.readings.values():
            default = ", the default" if reading.name == entry.value else ""
            yield f"  - reading `{reading.name}`{default}: {reading.label.en}. {cited(reading.source)}"
    yield ""


def cited(source: Source) -> str:
    """Text, article, pages, certainty and doubt of a source, in one line."""
    line = link(source.text) + (f", {source.article}" if source.article else "")
    if source.seen_in:
        line += f" (read in {', '.join(map(link, source.seen_in))})"
    line += f"; *{source.certainty}*, checked {source.last_checked}."
    return line + (f" {source.doubt.en}" if source.doubt else "")


def link(text: Text) -> str:
    """The short name of a text, linked when its address is known."""
    return f"[{text.short.en}]({text.link})" if text.link else text.short.en


@cache
def case_lines(file: Path) -> tuple[str, str]:
    """A case in two lines: the facts and the answer, then the source."""
    raw = read_yaml(file)
    said = f"- **{title(file.stem)}**: `{inline(raw['inputs'])}` gives `{inline(raw['expected'])}`."
    return said, f"  Source: {raw['source']}."


def index_page() -> Iterator[str]:
    """The list of rules, and how the pages are made."""
    yield f"{HEAD}\n# The law that Jalon applies\n"
    yield "Each rule is a small dated function; each value stands in a file with its text, article and certainty."
    yield "What is not established is in [the table of doubts](doubts.md)."
    yield "The texts are in [the list of sources](sources.md).\n"
    for module in sorted({rule.function.__module__ for rule in RULES.values()}):
        about = (sys.modules[module].__doc__ or "").strip().splitlines()[0]
        yield f"\n## {about.rstrip('.')}\n"
        for name, rule in RULES.items():
            if rule.function.__module__ == module:
                yield f"- [{title(name)}]({name}.md): {next(docstring(rule))}"


def doubts_page() -> Iterator[str]:
    """Everything that is not established, with the readings to choose from."""
    yield f"{HEAD}\n# What is not established\n"
    yield "A centre can choose between readings where there are several; the default stands in bold.\n"
    yield "| Parameter | From | Certainty | What is in doubt | Readings |"
    yield "|---|---|---|---|---|"
    for one in parameters.book().parameters.values():
        for entry in one.entries:
            if entry.source.doubt or entry.readings:
                yield doubt_row(entry)


def doubt_row(entry: Entry) -> str:
    """A row of the table of doubts."""
    doubt = entry.source.doubt.en if entry.source.doubt else ""
    names = (f"**{name}**" if name == entry.value else name for name in entry.readings)
    cells = (f"`{entry.parameter}`", str(entry.valid_from), str(entry.source.certainty), doubt, ", ".join(names))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def sources_page() -> Iterator[str]:
    """Every text and page cited, with its address or the reason for having none."""
    yield f"{HEAD}\n# Texts and pages cited\n"
    for text in parameters.book().texts.values():
        facts = [text.title]
        facts += [text.number] if text.number else []
        facts += [f"published {text.published}"] if text.published else []
        facts.append(f"<{text.link}>" if text.link else f"no address: {text.no_link}".rstrip("."))
        yield f"- **{text.short.en}**: {'; '.join(facts)}."


def title(name: str) -> str:
    """A file's name as a title."""
    return name.replace("_", " ").capitalize()


def inline(value: Any) -> str:
    """A YAML value on one line."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)
    return text.removesuffix("...\n").strip()


def stale(folder: Path = PAGES) -> list[str]:
    """The names of the pages that are missing, out of date or no longer made."""
    made = pages()
    kept = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
    return sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))


def write(folder: Path = PAGES) -> list[str]:
    """Writes the pages that changed and removes those no longer made; returns their names."""
    folder.mkdir(parents=True, exist_ok=True)
    made, changed = pages(), stale(folder)
    for name in changed:
        if name in made:
            (folder / name).write_text(made[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def main(arguments: list[str]) -> int:
    """0 when all is up to date or written; 1 when `--check` finds a stale page."""
    assert piis.__all__ and income.__all__ and activation.__all__  # importing the packages registers their rules
    check = "--check" in arguments
    changed = stale() if check else write()
    verb = "out of date, run python -m jalon.law.docs" if check else "written"
    sys.stdout.write("".join(f"docs/law/{name}: {verb}\n" for name in changed))
    return int(check and bool(changed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
