"""A bilan as a line of a list."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jalon.domain.instruments.models import Bilan
from jalon.web.ui.addresses import address
from jalon.web.ui.people import long_day
from jalon.web.ui.rows import Row


def row_of(bilan: Bilan, all_of_person: Sequence[Bilan], *, may_hold: bool) -> Row:
    """The line of one bilan among those of the person."""
    url = address("bilan:show", bilan.person_id, bilan.pk)
    numbers = {one.pk: one.number for one in all_of_person}
    corrected_by = next((one for one in all_of_person if one.corrects_id == bilan.pk and one.is_finished), None)
    meta = long_day(bilan.held_on)
    if bilan.corrects_id:
        meta += " · " + _("corrige le bilan %(number)s") % {"number": numbers.get(bilan.corrects_id, "")}
    if not bilan.is_finished:
        return Row(title_of(bilan), url, meta, _("en cours"), "draft", _("Continuer") if may_hold else "")
    if corrected_by:
        status = _("remplacé par le bilan %(number)s") % {"number": corrected_by.number}
        return Row(title_of(bilan), url, meta, status, "neutral")
    return Row(title_of(bilan), url, meta, _("terminé"), "ok")


def title_of(bilan: Bilan) -> str:
    """« Bilan 2, en cours de route »."""
    return _("Bilan %(number)s, %(moment)s") % {"number": bilan.number, "moment": bilan.get_moment_display()}
