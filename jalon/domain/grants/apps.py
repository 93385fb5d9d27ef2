"""The grants app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """A centre opens its grants from the amounts it was awarded; the administration reads which are open."""

    name = "jalon.domain.grants"
    label = "grants"
    extra_policies = {"grants_grant": {"federal_reads": ("jalon_federal", "true", "false")}}

    def ready(self) -> None:
        """Say the journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.grants.verbs import VERBS

        declare(VERBS)
        from jalon.domain.grants.queries import resting_on
        from jalon.domain.subsidies import holding

        holding.declare(resting_on)
