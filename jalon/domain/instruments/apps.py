"""The instruments app."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Bilans and what is measured with them."""

    name = "jalon.domain.instruments"
    label = "instruments"

    def ready(self) -> None:
        """The verbs of the journal, in words; what the page of a file tells of the bilans, the oldest first."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.core.json_rows import rows
        from jalon.domain.instruments.models import Bilan
        from jalon.domain.instruments.verbs import VERBS
        from jalon.domain.people.told import of_person, tell

        names = ("id", "person_id", "number", "moment", "held_on", "state", "corrects_id")
        tell("bilans", lambda: rows(of_person(Bilan).order_by("held_on", "number"), *names))
        declare(VERBS)
