"""The centre's own library of aims and commitments."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.piis.catalogue import shipped
from jalon.domain.piis.enums import LibraryKind, Side
from jalon.domain.piis.models import LibraryItem
from jalon.domain.piis.permissions import may_edit_library


@transaction.atomic
def save_library_item(
    *,
    actor: Membership,
    kind: str,
    side: str,
    domain: str,
    language: str,
    text: str,
    at: datetime,
    key: str = "",
    item_id: UUID | None = None,
) -> LibraryItem | None:
    """Add an item, edit one's own (`item_id`), or replace a shipped one (`key`). An empty text removes one’s own."""
    if not may_edit_library(actor):
        raise NotAllowed
    text = clean(text, limit=2_000)
    for value, choices in ((kind, LibraryKind), (side, Side), (domain, LifeDomain), (language, Language)):
        if value not in choices.values:
            raise InvalidInput(_("Ce choix n’existe pas."))
    if key and key not in {one.key for one in shipped()}:
        raise InvalidInput(_("Cet élément n’est plus dans la bibliothèque."), field="key")
    item = _stored(item_id, key, language)
    if not text:
        if item is None:
            raise InvalidInput(_("Écrivez le texte."), field="text")
        gone = item.pk
        _record(actor, item, "piis.library_removed", at)
        LibraryItem.objects.filter(pk=gone).delete()
        return None
    item = item or LibraryItem(key=key, language=language)
    item.kind, item.side, item.domain, item.text, item.is_hidden = kind, side, domain, text, False
    item.language = language
    item.save()
    _record(actor, item, "piis.library_saved", at)
    return item


def _stored(item_id: UUID | None, key: str, language: str) -> LibraryItem | None:
    if item_id is not None:
        item = LibraryItem.objects.filter(pk=item_id).first()
        if item is None:
            raise InvalidInput(_("Cet élément n’est plus dans la bibliothèque."))
        return item
    return LibraryItem.objects.filter(key=key, language=language).first() if key else None


@transaction.atomic
def hide_library_item(*, actor: Membership, key: str, language: str, hidden: bool, at: datetime) -> LibraryItem:
    """Hide a shipped item from the centre's lists, or show it again."""
    if not may_edit_library(actor):
        raise NotAllowed
    known = next((one for one in shipped() if one.key == key and one.language == language), None)
    if known is None:
        raise InvalidInput(_("Cet élément n’est plus dans la bibliothèque."), field="key")
    facts = {"kind": known.kind, "side": known.side, "domain": known.domain, "text": known.text}
    item, _made = LibraryItem.objects.get_or_create(key=key, language=language, defaults=facts)
    item.is_hidden = hidden
    item.save()
    _record(actor, item, "piis.library_hidden" if hidden else "piis.library_shown", at)
    return item


def _record(actor: Membership, item: LibraryItem, verb: str, at: datetime) -> None:
    record(actor=actor, verb=verb, subject=item, on=day_of(at), detail={"key": item.key, "language": item.language})
