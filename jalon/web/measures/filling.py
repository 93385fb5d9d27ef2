"""Answering an instrument, whoever does it: the form, what was kept, and the answer to a page that saves itself."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Language
from jalon.domain.core import reader
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.instruments import measuring, own_words
from jalon.domain.instruments.enums import Rater, Way
from jalon.domain.instruments.measuring import By, ThePerson
from jalon.domain.instruments.models import Measurement
from jalon.web.measures.forms import RatingForm, recall
from jalon.web.ui import autosave


def language_of(request: HttpRequest, row: Measurement, otherwise: str) -> str:
    """The language the sentences are shown in: the one asked for, else a likely one, among those the instrument has."""
    known = row.instrument.read.languages
    for one in (request.POST.get("language"), request.GET.get("language"), otherwise[:2]):
        if one in known:
            return str(one)
    return known[0]


def revision_of(request: HttpRequest) -> int:
    """The revision the page showed; 0 when it is no number."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0


@dataclass
class Filling:
    """One side being filled in on one page."""

    request: HttpRequest
    row: Measurement
    actor: By
    way: Way | None = None
    refusal: DomainError | None = None
    language: str = field(init=False)
    form: RatingForm = field(init=False)

    def __post_init__(self) -> None:
        # The person reads in their own language; the worker in that of the page.
        likely = self.row.person.language if self.row.rater == Rater.PERSON else reader.language()
        self.language = language_of(self.request, self.row, likely)
        self.form = RatingForm(
            self.request.POST if self.request.method == "POST" else None,
            initial=RatingForm.initial_of(self.row),
            asks_words=isinstance(self.actor, ThePerson) and own_words.are_asked(self.row),
            definition=self.row.instrument.read,
            language=self.language,
        )

    def keep(self) -> Measurement:
        """Keep the answers. Raises what the service raises."""
        self.row = measuring.rate(
            actor=self.actor,
            measurement=self.row,
            answers=self.form.answers,
            comment=self.form.cleaned_data["comment"],
            revision=revision_of(self.request),
            at=timezone.now(),
            way=self.way,
            words=self.form.words,
        )
        return self.row

    def kept(self) -> bool:
        """Whether everything sent is now kept; what was not is on the page again."""
        if not self.form.is_valid():
            return False
        try:
            self.keep()
        except (Conflict, InvalidInput) as refusal:
            self.refusal = refusal
            return False
        return True

    def keep_quietly(self) -> HttpResponse:
        """The answer to the page that saves itself."""
        if not self.form.is_valid():
            return autosave.refused(self.form.errors)
        try:
            row = self.keep()
        except Conflict:
            return autosave.conflict()
        except InvalidInput as refusal:
            return autosave.refused({"": [str(refusal)]})
        return autosave.saved(at=row.saved_at or timezone.now(), version=row.revision)

    @property
    def status(self) -> int:
        """Of the page that shows this."""
        return self.refusal.status if self.refusal else 400 if self.form.errors else 200

    @property
    def context(self) -> dict[str, Any]:
        """What the page shows."""
        standing = self.refusal.theirs if isinstance(self.refusal, Conflict) else None
        row = standing if isinstance(standing, Measurement) else self.row
        definition = self.row.instrument.read
        return {
            "form": self.form,
            "version": row.revision if standing or not self.form.is_bound else revision_of(self.request),
            "saved_at": self.row.saved_at,
            "refusal": self.refusal,
            "language": self.language,
            "languages": [(one, Language(one).label) for one in definition.languages],
            "instrument": definition.name.say(self.language),
            "recall": recall(definition),
            "answered": _("%(n)s questions") % {"n": len(definition.items)},
        }
