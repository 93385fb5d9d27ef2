"""How a centre presents itself: address, language, court, colour, logo."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts import journal
from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import manages_settings
from jalon.domain.centres.appearance import READABLE, checked_logo, contrast_on_white, read_colour, readable_colour
from jalon.domain.centres.models import CentreSettings
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.text import clean


@transaction.atomic
def change_settings(
    *,
    actor: Membership,
    language: str,
    address: str,
    phone: str,
    colour: str,
    appeal_court: str,
    revision: int,
    on: date,
) -> CentreSettings:
    """Replace the settings. Raises `InvalidInput` for a colour nobody can read on white, `Conflict` on an old form."""
    settings = _open(actor, revision)
    colour = read_colour(colour)
    if contrast_on_white(colour) < READABLE:
        raise InvalidInput(
            _("Cette couleur est trop claire pour être lue sur du papier."),
            what_to_do=_("La même teinte se lit à partir de %(colour)s.") % {"colour": readable_colour(colour)},
            field="colour",
        )
    if language not in Language.values:
        raise InvalidInput(_("Cette langue n’existe pas ici."), field="language")
    after = {
        "language": language,
        "address": clean(address, limit=500),
        "phone": clean(phone, limit=40),
        "colour": colour,
        "appeal_court": clean(appeal_court, limit=200),
    }
    changed = [name for name, value in after.items() if getattr(settings, name) != value]
    for name, value in after.items():
        setattr(settings, name, value)
    settings.revision += 1
    settings.save()
    journal.record(actor=actor, verb="centre.settings_changed", subject=settings, on=on, detail={"changed": changed})
    return settings


@transaction.atomic
def change_logo(*, actor: Membership, content: bytes | None, on: date) -> CentreSettings:
    """Replace the logo by the picture in `content`, or take it away with None."""
    settings = _open(actor, None)
    settings.logo = checked_logo(content) if content else None
    settings.revision += 1
    settings.save()
    verb = "centre.logo_changed" if content else "centre.logo_removed"
    journal.record(actor=actor, verb=verb, subject=settings, on=on)
    return settings


def _open(actor: Membership, revision: int | None) -> CentreSettings:
    if not manages_settings(actor):
        raise NotAllowed
    CentreSettings.of_current_centre()
    settings = CentreSettings.objects.select_for_update().get()
    if revision is not None and settings.revision != revision:
        raise Conflict(theirs=settings)
    return settings
