"""The exemption app."""

from django.apps import AppConfig


class ExemptionConfig(AppConfig):
    """Months worked out and kept; the law itself stands in `jalon.law.income`."""

    name = "jalon.domain.exemption"
    label = "exemption"

    def ready(self) -> None:
        """The verbs of the journal, in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.exemption.queries import kept_months
        from jalon.domain.exemption.verbs import VERBS
        from jalon.domain.people.told import tell

        tell("months", kept_months)
        declare(VERBS)
