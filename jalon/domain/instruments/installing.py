"""What may be done with a centre's instruments: install, retire, put back; and which version a measurement uses."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.instruments.definition import Definition, as_data, fingerprint
from jalon.domain.instruments.enums import Source
from jalon.domain.instruments.models import InstrumentVersion
from jalon.domain.instruments.permissions import manages_instruments
from jalon.domain.instruments.shipped import BILAN, bilan_as_instrument, shipped


@transaction.atomic
def install(*, actor: Membership | None, definition: Definition, on: date) -> InstrumentVersion:
    """Install a version of the centre's own instrument. The same one twice is one; another under its number is refused.

    A new version retires the older ones: they stay for the trajectories begun with them. Without an actor it is the
    installation's operator.
    """
    if actor is not None and not manages_instruments(actor):
        raise NotAllowed
    if definition.code in shipped():
        raise Conflict(
            _("Le code « %(code)s » est celui d’un instrument fourni avec Jalon.") % {"code": definition.code},
            what_to_do=_("Donnez un autre code au vôtre."),
        )
    known = list(InstrumentVersion.objects.own().filter(code=definition.code).select_for_update())
    if same := next((one for one in known if one.version == definition.version), None):
        if same.fingerprint == fingerprint(definition):
            return same
        raise Conflict(
            _("La version %(n)s de cet instrument est déjà installée, avec un autre contenu.") % {"n": same.version},
            _("Une version ne change jamais : des mesures ont pu être faites avec elle."),
            _("Donnez à la vôtre le numéro %(n)s.") % {"n": max(one.version for one in known) + 1},
        )
    for older in known:
        if older.retired_on is None and older.version < definition.version:
            _retire(actor, older, on)
    return _kept(actor, definition, Source.CENTRE, on)


@transaction.atomic
def retire(*, actor: Membership, instrument: InstrumentVersion, on: date) -> InstrumentVersion:
    """Take an instrument out of use: no trajectory begins with it any more, those begun go on."""
    if not manages_instruments(actor, instrument):
        raise NotAllowed
    if instrument.code == BILAN:
        raise DomainError(
            _("Le bilan social reste en usage."), _("Les bilans des dossiers sont mesurés avec lui.")
        )  # fmt: skip
    if instrument.retired_on is None:
        _retire(actor, instrument, on)
    return instrument


@transaction.atomic
def restore(*, actor: Membership, instrument: InstrumentVersion, on: date) -> InstrumentVersion:
    """Put a retired version back into use."""
    if not manages_instruments(actor, instrument):
        raise NotAllowed
    if instrument.retired_on is not None:
        instrument.retired_on = instrument.retired_by = None
        instrument.save(update_fields=["retired_on", "retired_by"])
        _tell(actor, "instrument.restored", instrument, on)
    return instrument


def ready(*, actor: Membership, code: str, on: date) -> InstrumentVersion:
    """The newest usable version of this code; what comes with Jalon is installed at its first use.

    Raises `DomainError` when the centre has none, or has retired it.
    """
    newest = InstrumentVersion.objects.own().filter(code=code).first()
    given = shipped().get(code)
    if given and (newest is None or (newest.version < given.version and newest.retired_on is None)):
        return _kept(actor, given, Source.SHIPPED, on)
    usable = InstrumentVersion.objects.usable().filter(code=code).first()
    if usable is None:
        raise DomainError(
            _("Cet instrument n’est pas en usage dans votre centre."),
            what_to_do=_("Choisissez-en un autre, ou demandez à la direction de l’installer."),
        )
    return usable


def bilan_version(*, actor: Membership, version: int, on: date) -> InstrumentVersion:
    """The bilan's own version as a row of the centre, installed when it is not there yet."""
    own = InstrumentVersion.objects.own().filter(code=BILAN, version=version).first()
    return own or _kept(actor, bilan_as_instrument(version), Source.SHIPPED, on)


def as_row(definition: Definition, source: Source, *, actor: Membership | None, on: date) -> InstrumentVersion:
    """The row of this version, unsaved."""
    return InstrumentVersion(
        code=definition.code,
        version=definition.version,
        source=source,
        definition=as_data(definition),
        levels={item.code: item.count for item in definition.items},
        fingerprint=fingerprint(definition),
        installed_on=on,
        installed_by=actor,
    )


def _kept(actor: Membership | None, definition: Definition, source: Source, on: date) -> InstrumentVersion:
    """Installed once, whoever else does the same at that moment."""
    row = as_row(definition, source, actor=actor, on=on)
    InstrumentVersion.objects.bulk_create([row], ignore_conflicts=True)
    kept = InstrumentVersion.objects.own().get(code=row.code, version=row.version)
    if kept.pk == row.pk:
        _tell(actor, "instrument.installed", kept, on)
    return kept


def _retire(actor: Membership | None, instrument: InstrumentVersion, on: date) -> None:
    instrument.retired_on, instrument.retired_by = on, actor
    instrument.save(update_fields=["retired_on", "retired_by"])
    _tell(actor, "instrument.retired", instrument, on)


def _tell(actor: Membership | None, verb: str, row: InstrumentVersion, on: date) -> None:
    record(actor=actor, verb=verb, subject=row, on=on, detail={"code": row.code, "version": row.version})
