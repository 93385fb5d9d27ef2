"""The core app: after each migration, every table gets exactly the rights declared for it."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Registers the grants, and what migrations are spared."""

    name = "jalon.domain.core"
    label = "core"

    def ready(self) -> None:
        """After migrating, grant what `core.grants` declares; the migrator is the owner."""
        from jalon.domain.core.postgres import states

        post_migrate.connect(_grant, dispatch_uid="core.grants")
        states.install()


def _grant(sender: AppConfig, **kwargs: Any) -> None:
    from jalon.domain.core.grants import apply_grants

    apply_grants(sender.label)
