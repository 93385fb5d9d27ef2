"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """One file per person and centre."""

    name = "jalon.domain.people"
    label = "people"

    def ready(self) -> None:
        """Name the journal's verbs."""
        from jalon.domain.audit import verbs
        from jalon.domain.people.verbs import VERBS

        verbs.declare(VERBS)
