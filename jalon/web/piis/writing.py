"""What a page of writing works on, and the page itself: the same for a first text and for an amendment."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jalon.domain.core.errors import Conflict, InvalidInput
from jalon.domain.people.models import Person
from jalon.domain.piis import services
from jalon.domain.piis.content import Difference, body_of, differences
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.models import Piis
from jalon.domain.piis.queries import current_draft, known_organisations
from jalon.web.piis.differences import as_changes
from jalon.web.piis.forms.text import BLANK_SIDE, TextPage, templates
from jalon.web.piis.shelves import Library, Needs, chosen, library, needs_of
from jalon.web.piis.timing import first_due, handing_over, planned_evaluations
from jalon.web.ui import autosave
from jalon.web.ui.sent import form_key

BLANK = ("person", "person", "centre")


def key_of(request: HttpRequest) -> str:
    """The key of the form that was sent, or a new one."""
    return str(form_key(request) or uuid4())


@dataclass
class Desk:
    """A project, or the person it will be for, and the text as it is stored."""

    request: HttpRequest
    person: Person
    piis: Piis | None
    stored: Draft
    on: date
    key: str = field(init=False)
    needs: Needs = field(init=False)
    shelves: Library = field(init=False)

    template = "piis/write.html"
    fixed = False  # an amendment changes neither the kind, nor the language, nor the first day

    def __post_init__(self) -> None:
        self.key = key_of(self.request)
        self.needs = needs_of(self.person, self.on)
        self.shelves = library(self.stored.language, self.needs)

    @property
    def version(self) -> str:
        """What the page must name to save: the stored revision, 0 before there is one."""
        return str(self.piis.revision) if self.piis else "0"

    @property
    def also(self) -> list[forms.Form]:
        """Forms beside the text itself."""
        return []

    def save(self, draft: Draft) -> None:
        """Begin the project, or replace its text. Raises `Conflict`."""
        facts = {"actor": self.request.member, "at": timezone.now(), "draft": draft}  # type: ignore[attr-defined]
        if self.piis is None:
            self.piis = services.prepare(person=self.person, key=UUID(self.key), **facts)
        else:
            self.piis = services.save_draft(piis=self.piis, revision=self.named(self.piis.revision), **facts)

    def named(self, stored: int) -> int:
        """The revision the page showed. The page that began this may have lost the answer which told it the first
        revision; it is still its only writer."""
        sent = self.request.POST.get("version", "")
        return stored if sent == "0" else int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0

    def theirs(self, conflict: Conflict, mine: Draft) -> tuple[str, tuple[Difference, ...]]:
        """The revision stored meanwhile, and what its text says otherwise than mine."""
        stored: Any = conflict.theirs
        return str(stored.revision), differences(body_of(mine), body_of(current_draft(stored)))

    def text(self, data: Any = None) -> TextPage:
        """The form, as stored or as sent."""
        if data is not None:
            return TextPage(self.stored, data, fixed=self.fixed)
        blank = BLANK if not self.stored.commitments else ()
        asked = [side for side in self.request.GET.getlist("blank")[:3] if BLANK_SIDE.fullmatch(side)]
        return TextPage(self.stored, blank=(*blank, *asked), fixed=self.fixed)

    def sent(self) -> TextPage:
        """What was sent, with the row that the pressed button adds, fills or takes out."""
        due_on = first_due(self.stored.since, self.stored.until, self.stored.kind)
        return self.text(chosen(self.request.POST, self.shelves, due_on))

    def context(self, text: TextPage, draft: Draft) -> dict[str, Any]:
        """What the page shows."""
        return {
            "person": self.person,
            "piis": self.piis,
            "text": text,
            "form": text.main,
            "all_forms": [*self.also, *text.forms],
            "key": self.key,
            "version": self.version,
            "draft_name": f"piis:{self.piis.pk}" if self.piis else f"piis-new:{self.person.pk}",
            "needs": self.needs,
            "shelves": self.shelves,
            "organisations": known_organisations(),
            "evaluations": planned_evaluations(draft.since, draft.until, draft.kind),
            "due_on": first_due(draft.since, draft.until, draft.kind),
            "effects": handing_over(self.on),
            "blank": templates(),
        }

    def page(self, text: TextPage, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page of writing."""
        draft = text.draft() if text.main.is_bound and text.is_valid() else self.stored
        return render(self.request, self.template, {**self.context(text, draft), **more}, status=status)

    def take(self, text: TextPage) -> HttpResponse | None:
        """Keep what was sent. None when it is kept; otherwise the page with what is wrong, everything still in it."""
        quiet = autosave.asked(self.request)
        if not all([text.is_valid(), *(form.is_valid() for form in self.also)]):
            return autosave.refused(text.errors()) if quiet else self.page(text, status=422)
        try:
            self.save(text.draft())
        except Conflict as conflict:
            if quiet:
                return autosave.conflict()
            revision, found = self.theirs(conflict, text.draft())
            return self.page(text, status=409, version=revision, theirs=as_changes(found))
        except InvalidInput as refusal:
            text.add_error(refusal)
            return autosave.refused(text.errors()) if quiet else self.page(text, status=422)
        return None


def place(value: str) -> str:
    """The part of the page a button spoke of: where to come back to."""
    side = value.split("|")[0].split("_")[0]
    return {"party": "third"}.get(side, side)


def evaluation_days(desk: Desk) -> HttpResponse:
    """The dates alone, when the period changes."""
    text = desk.text(desk.request.POST)
    text.is_valid()
    typed, stored = text.main.cleaned_data, desk.stored
    days = planned_evaluations(
        typed.get("since", stored.since), typed.get("until"), typed.get("kind", str(stored.kind))
    )
    return render(desk.request, "piis/evaluation_days.html", {"evaluations": days})
