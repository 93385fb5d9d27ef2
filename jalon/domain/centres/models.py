"""A centre, its codes over time and its own settings."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.centres.names import dutch_title, french_title
from jalon.domain.core import reader
from jalon.domain.core.fields import OwnedByCentre
from jalon.domain.core.models import CentreOwned


class Centre(models.Model):
    """A CPAS / OCMW. Public facts only, read by everybody. It lives on when its municipality's code changes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name_fr = models.CharField(_("nom en français"), max_length=120)
    name_nl = models.CharField(_("nom en néerlandais"), max_length=120)
    arrondissement_fr = models.CharField(max_length=120, blank=True)
    arrondissement_nl = models.CharField(max_length=120, blank=True)
    province_fr = models.CharField(max_length=120, blank=True)
    province_nl = models.CharField(max_length=120, blank=True)
    region_fr = models.CharField(max_length=120, blank=True)
    region_nl = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=4, blank=True)
    inhabitants = models.PositiveIntegerField(_("habitants"), null=True)
    opened_on = models.DateField(_("existe depuis"), null=True)
    closed_on = models.DateField(_("n’existe plus depuis"), null=True)
    # The day of the list that these facts come from: an older list never overwrites them.
    known_on = models.DateField(null=True, editable=False)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
        constraints = [
            models.CheckConstraint(
                name="centre_successor_only_when_closed",
                condition=models.Q(successor__isnull=True) | models.Q(closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The municipality's name in the reader's language."""
        return reader.by_language(self.name_fr, self.name_nl)

    @property
    def title(self) -> str:
        """« CPAS de X », « OCMW X »: as the reader's language says it."""
        if reader.language() == "nl":
            return dutch_title(self.name_nl)
        return french_title(self.name_fr)

    def code_on(self, day: date) -> str:
        """The NIS code the centre bore on a day, or nothing."""
        code = self.codes.filter(validity__contains=day).first()
        return code.nis_code if code else ""


class CentreCode(models.Model):
    """A NIS code a centre bore during a period. A code never belongs to two centres on one day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="codes")
    nis_code = models.CharField(_("code INS"), max_length=5)
    validity = DateRangeField()

    class Meta:
        verbose_name = _("code INS")
        verbose_name_plural = _("codes INS")
        constraints = [
            ExclusionConstraint(
                name="centrecode_one_centre_per_code_and_day",
                expressions=[("nis_code", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="centrecode_one_code_per_centre_and_day",
                expressions=[("centre", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.nis_code


class CentreSettings(CentreOwned):
    """How one centre presents itself and works."""

    centre = OwnedByCentre()
    language = models.CharField(_("langue du centre"), max_length=2, default="fr")
    address = models.TextField(_("adresse"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    logo = models.BinaryField(null=True)
    colour = models.CharField(_("couleur"), max_length=7, default="#1f4e5f")
    appeal_court = models.CharField(_("tribunal du travail compétent"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("réglages du centre")
        verbose_name_plural = _("réglages des centres")
        constraints = [models.UniqueConstraint(fields=["centre"], name="settings_one_per_centre")]

    def __str__(self) -> str:
        return str(_("réglages du centre"))

    @classmethod
    def of_current_centre(cls, **defaults: Any) -> "CentreSettings":
        """The settings of the centre in context, created on first use."""
        return cls.objects.get_or_create(defaults=defaults)[0]
