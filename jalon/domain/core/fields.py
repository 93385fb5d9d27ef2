"""The two fields that make a table a centre's own. The schema editor reads them (see `core.postgres.schema`)."""

from typing import Any

from django.db import models
from django.db.models import Lookup

from jalon.domain.core.context import current_centre_id


class OwnedByCentre(models.ForeignKey):
    """The leading column of every centre's table.

    `app_may`, `federal_may`, `auth_may`: the SQL rights of each role on the table (never TRUNCATE).
    """

    def __init__(
        self, *, app_may: str = "SELECT, INSERT, UPDATE", federal_may: str = "", auth_may: str = "", **kwargs: Any
    ):
        self.app_may, self.federal_may, self.auth_may = app_may, federal_may, auth_may
        kwargs.setdefault("to", "centres.Centre")
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", current_centre_id)
        kwargs["db_index"] = False
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As Django's, with the rights, which migrations must remember."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_index", None)
        rights = {"app_may": self.app_may, "federal_may": self.federal_may, "auth_may": self.auth_may}
        return name, path, args, {**kwargs, **rights}


class CentreForeignKey(models.ForeignKey):
    """A reference inside the same centre: its constraint is (centre_id, x_id) -> (centre_id, id)."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any):
        super().__init__(to, on_delete, **kwargs)


@models.UUIDField.register_lookup
@CentreForeignKey.register_lookup
class AnyOf(Lookup):
    """`responsible__any=[…]`: an `IN` whose values are one parameter, so that the statement's text never changes."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """`column = ANY(%s)`."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, self.rhs]
