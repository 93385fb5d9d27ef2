"""Several people at the same moment: each act in its own thread, on a connection of its own, really committed."""

import threading
from collections.abc import Callable

from django.db import connection

from jalon.domain.core.errors import DomainError


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned, or the sentence it was refused with, in their order. Whatever else is raised fails."""
    results: list[object] = [None] * len(acts)
    broken: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            results[number] = act()
        except DomainError as refusal:
            assert str(refusal.what)
            results[number] = refusal
        except Exception as fault:
            broken.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not broken, broken
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return results


def refusals(results: list[object]) -> list[DomainError]:
    """Those of the results that are refusals."""
    return [one for one in results if isinstance(one, DomainError)]
