"""One house for all tests of a module."""

import pytest

from jalon.domain.lab import asking
from jalon.simulation.texts import PopulationError
from tests.scene import shared
from tests.security.house import build
from tests.traced import _every_act_leaves_its_row

__all__ = ["_every_act_leaves_its_row", "house"]

house = shared(build)


@pytest.fixture(autouse=True)
def _no_arithmetic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole populations are worked out in a process of its own: here it is the pages that are tried."""
    refusal = PopulationError("missing", row=1, column="category").as_json()
    monkeypatch.setattr(asking, "_run", lambda body: {"refused": ["PopulationError", refusal]})
