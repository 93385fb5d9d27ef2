"""The instruments a centre uses, each version as it was when it was installed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.context import current_centre_id
from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre
from jalon.domain.core.models import CentreManager, CentreOwned, CentreQuerySet
from jalon.domain.instruments.definition import Definition, read
from jalon.domain.instruments.enums import Source


class InstrumentVersionQuerySet(CentreQuerySet):
    """Versions by whether they may be used."""

    def own(self) -> "InstrumentVersionQuerySet":
        """Installed here, the newest version of each code first; not what came with the files of a merged centre."""
        return self.filter(home=current_centre_id()).order_by("code", "-version")

    def usable(self) -> "InstrumentVersionQuerySet":
        """Installed here and not retired."""
        return self.own().filter(retired_on=None)


class InstrumentVersion(CentreOwned):
    """A version of an instrument in a centre. The database refuses every change but its retirement.

    `levels`: how many levels each item has, for the database's own check of an answer. `installed_by` is null when the
    installation's operator did it. `home`: the centre that installed it; after a merger its measurements keep it, and
    the successor uses its own.
    """

    follows_files = True  # in a merger, beside the measurements made with it

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE")
    home = models.UUIDField(default=current_centre_id, editable=False)
    code = models.CharField(_("code"), max_length=30)
    version = models.PositiveSmallIntegerField(_("version"))
    source = models.CharField(_("origine"), max_length=7, choices=Source)
    definition = models.JSONField()
    levels = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    installed_on = models.DateField(_("installé le"))
    installed_by = CentreForeignKey(
        Membership, verbose_name=_("installé par"), null=True, related_name="+", db_index=False
    )
    retired_on = models.DateField(_("retiré le"), null=True)
    retired_by = CentreForeignKey(Membership, verbose_name=_("retiré par"), null=True, related_name="+", db_index=False)

    objects = CentreManager.from_queryset(InstrumentVersionQuerySet)()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "home", "code", "version"],
                name="instrument_once_per_version",
                violation_error_message=_("Cette version de l’instrument est déjà installée."),
            ),
            models.CheckConstraint(
                name="instrument_in_use_retired_by_nobody",
                condition=models.Q(retired_on__isnull=False) | models.Q(retired_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.read.name} ({self.version})"

    @property
    def read(self) -> Definition:
        """The instrument itself. What has the same fingerprint says the same: each is read once a process."""
        if self.fingerprint not in _READ:
            _READ[self.fingerprint] = read(self.definition, source=f"{self.code} {self.version}")
        return _READ[self.fingerprint]


_READ: dict[str, Definition] = {}
