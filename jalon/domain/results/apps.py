"""The results app."""

from django.apps import AppConfig

AS_PROMOTER = "(promoter_id = (NULLIF(current_setting('app.centre_id'::text, true), ''::text))::uuid)"


class ResultsConfig(AppConfig):
    """Only the centre has a right here; the administration reads what a report tells (`services.as_told`)."""

    name = "jalon.domain.results"
    label = "results"
    # A promoter reads what was handed to it, and of its cluster's centres nothing else (ADR 31).
    extra_policies = {"results_handed": {"promoter_reads": ("jalon_app", AS_PROMOTER, None, "r")}}

    def ready(self) -> None:
        """Say the journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.results.verbs import VERBS

        declare(VERBS)
