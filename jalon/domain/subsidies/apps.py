"""The subsidies app."""

from django.apps import AppConfig

READ_AND_ADD = {"jalon_federal": "SELECT, INSERT"}


class SubsidiesConfig(AppConfig):
    """Programmes, lists and decisions are the administration's; a centre reads the amounts that are its own."""

    name = "jalon.domain.subsidies"
    label = "subsidies"
    table_rights = {
        "programme": {"jalon_federal": "SELECT, INSERT, UPDATE"},
        "dataset": READ_AND_ADD,
        "decision": READ_AND_ADD,
        "subsidyact": READ_AND_ADD,
    }
    # The administration writes into a centre's table once: the amount it decided, which nobody changes afterwards.
    extra_policies = {"subsidies_award": {"federal_awards": ("jalon_federal", "true", "true")}}

    def ready(self) -> None:
        """Say the journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.subsidies.verbs import VERBS

        declare(VERBS)
