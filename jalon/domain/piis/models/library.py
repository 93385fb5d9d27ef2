"""The centre's own additions to the shipped library, and what it hides of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.core.fields import OwnedByCentre
from jalon.domain.core.models import CentreOwned
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.piis.enums import LibraryKind, Side


class LibraryItem(CentreOwned):
    """An aim or a commitment a centre proposes. With a `key` it replaces or hides the shipped item of that name."""

    centre = OwnedByCentre(app_may="SELECT, INSERT, UPDATE, DELETE")
    key = models.CharField(max_length=60, blank=True)
    kind = models.CharField(_("genre"), max_length=10, choices=LibraryKind)
    side = models.CharField(_("qui"), max_length=6, choices=Side)
    domain = models.CharField(_("domaine de vie"), max_length=14, choices=LifeDomain)
    language = models.CharField(_("langue"), max_length=2, choices=Language)
    text = models.TextField(_("texte"))
    is_hidden = models.BooleanField(_("caché"), default=False)

    class Meta:
        verbose_name = _("élément de la bibliothèque")
        verbose_name_plural = _("éléments de la bibliothèque")
        indexes = [models.Index(fields=["centre", "language", "kind", "side", "domain"], name="library_by_domain")]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "key", "language"], condition=~Q(key=""), name="library_one_per_shipped_item"
            ),
        ]

    def __str__(self) -> str:
        return self.text
