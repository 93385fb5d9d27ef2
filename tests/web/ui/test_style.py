"""The style sheets say start and end, never left and right: a page set from right to left is the same page mirrored."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[3] / "jalon" / "web"
SHEETS = sorted(WEB.glob("*/static/**/*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_no_rule_names_a_side_that_a_page_from_right_to_left_would_have_to_turn(sheet: Path):
    found = PHYSICAL.findall(COMMENT.sub("", sheet.read_text(encoding="utf-8")))
    assert not found, f"{sheet.name}: {found}: say inline-start or inline-end"


def test_there_are_sheets_and_a_side_would_be_found():
    assert len(SHEETS) > 10
    assert PHYSICAL.search(".a { margin-left: 1px }") and PHYSICAL.search(".a{left:0}")
    assert not PHYSICAL.search(".a { inset-inline-start: 0; margin-inline: auto }")
