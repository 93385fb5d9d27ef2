"""A module of the centre: what several people do together, classified once for all of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.activation.enums import Activity, Counts
from jalon.domain.core.models import CentreOwned


class Classifiable(models.Model):
    """What the list of social activation looks at, and the answer that holds now (`Classification` says why)."""

    activity = models.CharField(_("de quoi s’agit-il ?"), max_length=20, choices=Activity)
    trade = models.BooleanField(_("prépare à un métier précis"), null=True, blank=True)
    before_job = models.BooleanField(_("vient juste avant une mise à l’emploi"), null=True, blank=True)
    unready = models.BooleanField(_("pour des personnes pas prêtes à une trajectoire professionnelle"), null=True)
    counts = models.CharField(_("compte comme"), max_length=12, choices=Counts, default=Counts.TO_DECIDE)

    class Meta:
        abstract = True


class Module(Classifiable, CentreOwned):
    """A workshop, a course, a placement that the centre offers or sends people to."""

    follows_files = True  # in a merger, beside the people who took part

    name = models.CharField(_("nom"), max_length=120)
    about = models.TextField(_("ce qu’on y fait"), blank=True)
    organiser = models.CharField(_("organisé par"), max_length=120, blank=True)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        indexes = [models.Index(fields=["centre", "starts_on", "id"], name="module_by_start")]
        constraints = [
            models.CheckConstraint(
                name="module_dates",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("La fin vient avant le début."),
            )
        ]

    def __str__(self) -> str:
        return self.name
