"""What the file already knows, said beside the calendar."""

from django.utils.translation import gettext as _

from jalon.domain.exemption.queries import Known
from jalon.domain.exemption.words import month_words
from jalon.domain.people.models import Person
from jalon.web.ui.people import long_day


def facts_of(person: Person, told: Known) -> list[tuple[str, str]]:
    """Label and text of each fact that the calculation takes from the file."""
    found = []
    if person.birth_date:
        found.append((_("Né ou née le"), long_day(person.birth_date)))
    if told.status is not None:
        found.append((_("Statut"), f"{told.status.get_kind_display()}, {told.status.get_category_display()}"))
    if told.since:
        found.append((_("Sans interruption depuis"), long_day(told.since)))
    if told.status is not None and told.status.is_student:
        found.append((_("Études"), _("de plein exercice")))
    found.append((_("PIIS"), str(told.piis) if told.piis else _("aucun en cours ce mois-là")))
    if told.result:
        words = {"used": told.used, "month": month_words(told.result.month)}
        found.append((_("Exonération déjà prise"), _("%(used)d, d’après le calcul gardé de %(month)s") % words))
    return found
