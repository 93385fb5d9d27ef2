"""The chains of the journals: the administration's, then every centre's, one after the other.

`python -m jalon.command.chains` does it for the database of the environment: 0 when all hold, 1 when one is broken.
"""

import sys

from jalon.command.console import Advance, bar, err


def broken_chains(advance: Advance = lambda done, total: None) -> list[str]:
    """A sentence for each centre whose journal was changed behind Jalon's back, and for the administration. Needs the
    operator's context."""
    from jalon.domain.audit.services import verify_chain
    from jalon.domain.centres.models import Centre
    from jalon.domain.core.context import operator_context

    found = []
    centres = list(Centre.objects.order_by("name_fr"))
    for done, centre in enumerate(centres, start=1):
        with operator_context(centre.pk):
            breaks = list(verify_chain())
        if breaks:
            where = ", ".join(f"row {one.number} ({one.reason})" for one in breaks[:3])
            found.append(f"{centre.name_fr}: {len(breaks)} breaks, the first at {where}.")
        advance(done, len(centres))
    return [*_of_the_administration(), *found]


def _of_the_administration() -> list[str]:
    """The journals of accesses, programmes and payments."""
    from jalon.domain.audit.federal import verify_federal_chain
    from jalon.domain.core.context import operator_context

    with operator_context():
        breaks = list(verify_federal_chain())
    where = ", ".join(f"row {one.number} ({one.reason})" for one in breaks[:3])
    return [f"The administration: {len(breaks)} breaks, the first at {where}."] if breaks else []


def main() -> int:
    """Check and tell."""
    from jalon.command.environment import load_django

    load_django()
    with bar("Journal of each centre checked") as advance:
        found = broken_chains(advance)
    for sentence in found:
        err.print(sentence, markup=False)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
