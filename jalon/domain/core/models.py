"""Abstract models every room builds on."""

from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from jalon.domain.core.context import current_centre_id
from jalon.domain.core.fields import OwnedByCentre


class CentreQuerySet(models.QuerySet):
    """A queryset that already looks at one centre only."""


class CentreManager(models.Manager):
    """Looks at the centre of the context, and refuses to look without one.

    Row-level security would hide the other rows anyway; the explicit filter gives the planner the index and the
    programmer an error instead of an empty page.
    """

    def get_queryset(self) -> models.QuerySet:
        """Rows of the current centre."""
        return super().get_queryset().filter(centre_id=current_centre_id())


class CentreOwned(models.Model):
    """A row of one centre. Its primary key in the database is (centre_id, id); `id` alone is unique by chance of 2^122.

    Subclasses override `centre` to give other rights, keep `objects` and start each index and constraint with `centre`.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    centre = OwnedByCentre()

    objects = CentreManager.from_queryset(CentreQuerySet)()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802  Django's hook behind each get_…_display
        """As Django's, which makes a dictionary of every choice anew each time a page shows one."""
        value = getattr(self, field.attname)
        return str(_labels(field).get(value, value))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's; a row never changes centre."""
        if self.centre_id != current_centre_id():
            raise ValueError("A row is written in the context of its own centre.")
        super().save(*args, **kwargs)


@cache
def _labels(field: Any) -> dict[Any, Any]:
    return dict(field.flatchoices)
