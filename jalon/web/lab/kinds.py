"""How a page shows each kind of scenario: `(question, answer)` as what its template reads."""

from collections.abc import Callable
from typing import Any

from jalon.domain.lab.models import Kind
from jalon.web.lab import person_shown, shown, workload_shown

SHOWN: dict[Kind, Callable[[Any, Any], dict[str, Any]]] = {
    Kind.POPULATION: shown.shown,
    Kind.WORKLOAD: workload_shown.shown,
    Kind.PERSON: person_shown.shown,
}
