"""Run inside an installation: texts that wait for signatures, and a worker at work who may take them. Prints JSON."""

import json
import sys
from datetime import timedelta
from typing import Any

from jalon.command.environment import become_operator


def prepare(texts: int) -> dict[str, Any]:
    """That many handed-over texts, their time to think over past, and the session of their worker."""
    from django.utils import timezone

    from jalon.domain.accounts.enums import Role
    from jalon.domain.core.context import centre_context
    from jalon.domain.piis.services.mandates import delegate_signing
    from tests.domain.piis.world import a_beneficiary, handed_over
    from tests.factories import a_centre, a_member, a_user
    from tests.signing_in import session_of

    centre = a_centre("Val-Clair")
    user = a_user("Ada Lovens", is_demo=True)
    with centre_context(centre.pk):
        worker = a_member(Role.WORKER, user=user)
        day = timezone.localdate() - timedelta(days=30)
        delegate_signing(actor=a_member(Role.SECRETARY), members=[worker.pk], on=day)
        versions = [handed_over(a_beneficiary(responsible=worker), on=day) for _number in range(texts)]
        found = [
            {"id": str(one.pk), "hash": one.sha256, "name": one.data["person"]["name"], "centre": worker.name}
            for one in versions
        ]
    return {"session": session_of(worker), "texts": found}


if __name__ == "__main__":
    become_operator()
    sys.stdout.write(json.dumps(prepare(int(sys.argv[1]))) + "\n")
