"""All letters of a line, one after the other: one that cannot be made is named at the end, and the others are there."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.conventions import paper
from jalon.domain.conventions.models import Convention
from jalon.domain.core import reader

log = logging.getLogger(__name__)


def made(invited: Sequence[tuple[Convention, date]], language: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each letter, in the language of its centre; then, if one or more could not be made, a text that
    names these centres in `language`. `invited`: conventions with the day to enter by."""
    missing = []
    for place, (one, until) in enumerate(invited, start=1):
        try:
            letter = paper.letter(one, language=one.language, made_at=one.invited_at, until=until).content
        except Exception:  # the archive is on its way already: an error would cut it, and say nothing
            log.exception("the letter of convention %s was not made", one.pk)
            missing.append(one)
        else:
            yield _name(place, one), letter
    if missing:
        with translation.override(language):
            yield _("a-lire-lettres-manquantes") + ".txt", _told(missing, len(invited)).encode()


def _name(place: int, one: Convention) -> str:
    """« 001-cpas-de-namur-fr.pdf »: in the order of the names."""
    return f"{place:03}-{slugify(one.facts['names']['fr'])}-{one.language}.pdf"


def _told(missing: Sequence[Convention], every: int) -> str:
    """Which letters are not here, and what to do."""
    said = ngettext(
        "%(n)s lettre sur %(every)s n’a pas pu être préparée. Elle n’est pas dans ce fichier :",
        "%(n)s lettres sur %(every)s n’ont pas pu être préparées. Elles ne sont pas dans ce fichier :",
        len(missing),
    ) % {"n": len(missing), "every": every}
    names = [f"- {reader.by_language(one.facts['names']['fr'], one.facts['names']['nl'])}" for one in missing]
    what = _(
        "Ouvrez la convention de chacun de ces centres et demandez sa lettre. Si cela échoue encore, prévenez la "
        "personne qui gère Jalon : la cause est notée dans le journal du serveur."
    )
    return "\r\n".join([said, *names, "", what, ""])
