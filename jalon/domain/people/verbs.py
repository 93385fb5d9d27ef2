"""The journal's verbs about a person's file, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jalon.domain.audit.verbs import Detail, Verb
from jalon.domain.core import reader
from jalon.domain.people.enums import Category, ExemptionReason, NissChangeReason, StatusKind
from jalon.domain.people.models import Person


def day(iso: str) -> str:
    """An ISO date as people write it."""
    return date_format(date.fromisoformat(iso), "j F Y")


def _status(detail: Detail) -> str:
    words = str(StatusKind(detail["kind"]).label)
    if detail.get("category"):
        words += ", " + _("catégorie %s") % Category(detail["category"]).label
    return f"{words}, " + _("depuis le %s") % day(detail["since"])


def _fields(detail: Detail) -> str:
    parts = dict.fromkeys("birth_date" if name.startswith("birth_") else name for name in detail["fields"])
    names = {"birth_date": _("date de naissance")}
    return ", ".join(names.get(name) or str(Person._meta.get_field(name).verbose_name) for name in parts)


def _assigned(detail: Detail) -> str:
    return _("à %s") % detail["to_name"] + (f" ({detail['reason']})" if detail.get("reason") else "")


def _listed(detail: Detail) -> str:
    return ngettext("%(n)d personne", "%(n)d personnes", detail["files"]) % {"n": detail["files"]}


VERBS: dict[str, Verb] = {
    "files.listed": Verb(gettext_lazy("Liste de dossiers consultée"), _listed),
    "files.searched": Verb(gettext_lazy("Personnes cherchées et montrées"), _listed),
    "files.left": Verb(gettext_lazy("Dossiers passés au centre successeur")),
    "files.came": Verb(gettext_lazy("Dossiers reçus d’un centre fusionné")),
    "file.opened": Verb(gettext_lazy("Dossier ouvert")),
    "file.opened_for_niss": Verb(gettext_lazy("Dossier ouvert pour le NISS")),
    "file.openings": Verb(gettext_lazy("Liste des lectures consultée")),
    "file.timeline": Verb(gettext_lazy("Historique consulté")),
    "file.created": Verb(gettext_lazy("Dossier créé"), lambda detail: detail["number"]),
    "file.edited": Verb(gettext_lazy("Données de la personne corrigées"), _fields),
    "file.closed": Verb(
        gettext_lazy("Dossier fermé"),
        lambda detail: reader.mark(":").join((_("le %s") % day(detail["closed_on"]), detail["reason"])),
    ),
    "file.reopened": Verb(gettext_lazy("Dossier rouvert")),
    "file.assigned": Verb(gettext_lazy("Dossier confié"), _assigned),
    "niss.recorded": Verb(gettext_lazy("NISS noté")),
    "niss.replaced": Verb(gettext_lazy("NISS remplacé"), lambda detail: str(NissChangeReason(detail["reason"]).label)),
    "niss.revealed": Verb(gettext_lazy("NISS affiché")),
    "status.started": Verb(gettext_lazy("Nouveau statut"), _status),
    "status.corrected": Verb(gettext_lazy("Statut corrigé"), _status),
    "status.ended": Verb(gettext_lazy("Fin du statut"), lambda detail: _("le %s") % day(detail["until"])),
    "exemption.granted": Verb(
        gettext_lazy("Dispense de PIIS"),
        lambda detail: (
            str(ExemptionReason(detail["reason"]).label) + ", " + _("à revoir le %s") % day(detail["review_on"])
        ),
    ),
    "exemption.renewed": Verb(
        gettext_lazy("Dispense de PIIS revue et maintenue"),
        lambda detail: _("à revoir le %s") % day(detail["review_on"]),
    ),
    "exemption.ended": Verb(gettext_lazy("Fin de la dispense de PIIS"), lambda d: _("le %s") % day(d["until"])),
    "partner.linked": Verb(gettext_lazy("Ménage noté"), lambda detail: _("depuis le %s") % day(detail["since"])),
    "partner.ended": Verb(gettext_lazy("Fin du ménage"), lambda detail: _("le %s") % day(detail["until"])),
}
