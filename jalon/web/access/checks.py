"""What `jalon check` says about sign-in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def demonstration_is_not_production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A demonstration has no passwords; production has nothing else."""
    if settings.JALON_DEMO and settings.JALON_PRODUCTION:
        return [
            Error(
                "The demonstration is switched on in production: anybody could sign in as anybody.",
                hint="Take JALON_DEMO out of your settings; jalon.config.settings.prod says False.",
                id="access.E001",
            )
        ]
    return []


@register(Tags.security)
def production_wants_a_second_factor(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A password alone does not open a centre's files."""
    if settings.JALON_PRODUCTION and not settings.JALON_REQUIRE_SECOND_FACTOR:
        return [
            Error(
                "Members sign in with a password alone.",
                hint="Leave JALON_REQUIRE_SECOND_FACTOR as jalon.config.settings.prod says: True.",
                id="access.E002",
            )
        ]
    return []


@register(Tags.database)
def no_invented_people_in_production(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A database that began as a demonstration holds invented people; they cannot sign in, and do not belong there."""
    if not settings.JALON_PRODUCTION or not databases:
        return []
    from jalon.domain.accounts.models import User

    if count := User.objects.filter(is_demo=True, is_active=True).count():
        return [
            Error(
                f"The database holds {count} invented people of a demonstration.",
                hint="Start production with an empty database: `jalon release`, then `jalon centres import`.",
                id="access.E003",
            )
        ]
    return []
