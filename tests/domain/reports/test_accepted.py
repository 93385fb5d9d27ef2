"""What is accepted of each line: what the last text tells, less what a control refused of its costs."""

import json
from types import SimpleNamespace
from uuid import UUID

import pytest

from jalon.domain.reports.services import deciding

REFUSED, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def accepted(monkeypatch):
    asked = SimpleNamespace(pk=UUID(int=9), cost_id=REFUSED, line="one", cents=400_00)
    monkeypatch.setattr(deciding, "sampled", lambda _report: [asked])
    monkeypatch.setattr(deciding, "conclusions", lambda _lines: {asked.pk: SimpleNamespace(cents=0)})

    def amounts(*costs):
        """`costs`: (key, line, cents), as the last text tells them."""
        told = [{"id": str(key), "line": line, "justified": cents} for key, line, cents in costs]
        sums = {code: sum(cents for _key, line, cents in costs if line == code) for code in ("one", "two")}
        lines = [{"code": code, "justified": cents} for code, cents in sums.items()]
        content = {"lines": lines, "spending": {"lines": lines, "costs": told}}
        return deciding.accepted_amounts(None, SimpleNamespace(content=json.dumps(content)))

    return amounts


def test_what_was_refused_of_a_cost_is_not_accepted(accepted):
    assert accepted((REFUSED, "one", 400_00), (OTHER, "one", 100_00)) == {"one": (500_00, 100_00), "two": (0, 0)}


def test_a_refused_cost_moved_to_another_line_is_refused_there(accepted):
    found = accepted((OTHER, "one", 100_00), (REFUSED, "two", 400_00))
    assert found == {"one": (100_00, 100_00), "two": (400_00, 0)}


def test_a_refused_cost_that_is_no_longer_told_takes_nothing_from_the_others(accepted):
    assert accepted((OTHER, "one", 100_00)) == {"one": (100_00, 100_00), "two": (0, 0)}
