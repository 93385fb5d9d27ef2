"""Documents as they left or entered the house. Written once: no role may change or remove one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.core.fields import OwnedByCentre
from jalon.domain.core.models import CentreOwned


class DocumentKind(models.TextChoices):
    """What a document is."""

    CONTRACT = "contract", _("contrat")
    AMENDMENT = "amendment", _("avenant")
    EVALUATION = "evaluation", _("évaluation")
    BILAN = "bilan", _("bilan social")
    NOTICE = "notice", _("mise en demeure")
    SANCTION = "sanction", _("décision de sanction")
    EVIDENCE = "evidence", _("dossier de preuves")
    LETTER = "letter", _("lettre")
    SCAN = "scan", _("document reçu")


class Document(CentreOwned):
    """Exact bytes with their hash, kept with the act they belong to (`subject_id`)."""

    centre = OwnedByCentre(app_may="SELECT, INSERT")
    kind = models.CharField(_("genre"), max_length=10, choices=DocumentKind)
    person_id = models.UUIDField(null=True)
    subject_id = models.UUIDField()
    language = models.CharField(_("langue"), max_length=2, choices=Language)
    title = models.CharField(_("titre"), max_length=200)
    media_type = models.CharField(max_length=80, default="application/pdf")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(_("fait le"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["centre", "subject_id", "made_at"], name="document_subject"),
            models.Index(fields=["centre", "person_id", "made_at"], name="document_person"),
        ]

    def __str__(self) -> str:
        return self.title
