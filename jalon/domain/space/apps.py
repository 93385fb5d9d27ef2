"""The space app: what a person reaches is declared in `reach`, and nowhere else."""

from django.apps import AppConfig

from jalon.domain.space import reach


class SpaceConfig(AppConfig):
    """Accesses and what opens them, interviews asked for, the person's words on evaluations."""

    name = "jalon.domain.space"
    label = "space"
    extra_policies = reach.policies()
    column_rights = reach.column_rights()
    table_rights = {"personidentity": {"jalon_auth": "SELECT, INSERT, UPDATE, DELETE"}}

    def ready(self) -> None:
        """The journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.people.events import file_closing
        from jalon.domain.people.told import tell
        from jalon.domain.space.closing import keep_open
        from jalon.domain.space.queries import to_tell
        from jalon.domain.space.verbs import VERBS

        for name, expression in to_tell().items():
            tell(name, expression)
        file_closing.connect(keep_open, dispatch_uid="space.keep_open")
        declare(VERBS)
