"""What the acts on costs are called in the centre's journal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.audit.verbs import Detail, Verb


def _line(detail: Detail) -> str:
    return _("ligne %(n)s") % {"n": detail["place"]}


def _row(detail: Detail) -> str:
    return _("ligne %(n)s du fichier") % {"n": detail["line"]}


def _changed(detail: Detail) -> str:
    moved = [f"{old} → {new}" for name, (old, new) in sorted(detail["values"].items()) if name in ("total", "share")]
    return ", ".join([_line(detail), *moved])


def _rows(detail: Detail) -> str:
    return _("%(n)s lignes") % {"n": detail["rows"]}


VERBS = {
    "spending.cost_entered": Verb(gettext_lazy("Dépense encodée"), _line),
    "spending.cost_changed": Verb(gettext_lazy("Dépense corrigée"), _changed),
    "spending.cost_removed": Verb(gettext_lazy("Dépense retirée"), _line),
    "spending.cost_restored": Verb(gettext_lazy("Dépense remise"), _line),
    "spending.piece_filed": gettext_lazy("Pièce justificative gardée"),
    "spending.piece_read": Verb(gettext_lazy("Pièce justificative lue"), _line),
    "spending.file_begun": Verb(gettext_lazy("Fichier de dépenses lu"), _rows),
    "spending.row_mended": Verb(gettext_lazy("Ligne d’un fichier de dépenses corrigée"), _row),
    "spending.row_dropped": Verb(gettext_lazy("Ligne d’un fichier de dépenses écartée"), _row),
    "spending.row_taken_in": Verb(gettext_lazy("Ligne d’un fichier de dépenses reprise"), _row),
    "spending.file_taken": Verb(gettext_lazy("Fichier de dépenses repris"), _rows),
    "spending.file_dropped": gettext_lazy("Fichier de dépenses laissé de côté"),
}
