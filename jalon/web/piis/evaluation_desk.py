"""What the page of an evaluation works on: its forms, the draft kept while one writes, a colleague's beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.core.errors import Conflict, InvalidInput
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.instruments.models import Bilan
from jalon.domain.piis import deadlines, services
from jalon.domain.piis.enums import Act
from jalon.domain.piis.models import Evaluation, EvaluationDraft, Piis
from jalon.domain.piis.queries import lines_of
from jalon.web.piis.acts import consequences, refuse_early
from jalon.web.piis.forms.acts import iso
from jalon.web.piis.forms.evaluation import EvaluationForm, FindingForm
from jalon.web.piis.writing import key_of
from jalon.web.ui import autosave
from jalon.web.ui.parts import Change

_BILANS = Kept(lambda: Bilan.objects.standing().of(Slot("person")))
_DRAFT = Kept(lambda: EvaluationDraft.objects.filter(piis=Slot("piis")).select_related("saved_by"))
NEVER_KEPT = {"signature", "signature_name"}  # a signature is given once, at the end


@dataclass
class EvaluationDesk:
    """One evaluation being written."""

    request: HttpRequest
    piis: Piis
    on: date
    draft: EvaluationDraft | None = field(init=False)
    form: EvaluationForm = field(init=False)
    findings: list[FindingForm] = field(init=False)
    untouched: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.key = key_of(self.request)
        self.draft = _DRAFT.one(piis=self.piis.pk)
        kept = self.draft.fields if self.draft else {}
        data = self.request.POST if self.request.method == "POST" else None
        bilans = _BILANS.ask(person=self.piis.person_id)
        choices = [(str(one.pk), _("bilan du %(day)s") % {"day": one.held_on.strftime("%d/%m/%Y")}) for one in bilans]
        first = self._first(bilans)
        self.form = EvaluationForm(data, initial={**first, **kept}, bilans=choices)
        self.findings = [FindingForm(one, data, kept=kept) for one in lines_of(self.piis)]
        self.untouched = self._untouched({**self.form.untouched, **first})

    def _first(self, bilans: list[Bilan]) -> dict[str, Any]:
        piis, on = self.piis, self.on
        proposed = deadlines.propose_next(piis, on) if piis.since and piis.since <= on else None
        recent = next((str(one.pk) for one in bilans if one.held_on == on), "")
        return {"held_on": iso(on), "next_on": iso(proposed), "bilan_id": recent}

    @property
    def revision(self) -> int:
        """The draft's revision the page showed; 0 when there was none, or when the value is no number."""
        sent = self.request.POST.get("version", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0

    def is_valid(self) -> bool:
        """Every form of the page."""
        return all([self.form.is_valid(), *(one.is_valid() for one in self.findings)])

    def typed(self) -> dict[str, str]:
        """What was changed on the page, by the name of its field; signatures are not kept."""
        sent = {bound.html_name: self.request.POST.get(bound.html_name, "") for bound in self._bound()}
        return {name: value for name, value in sent.items() if value != self.untouched[name]}

    def _bound(self) -> Iterator[BoundField]:
        for form in (self.form, *self.findings):
            yield from (bound for bound in form if bound.name not in NEVER_KEPT)

    def _untouched(self, first: dict[str, Any]) -> dict[str, str]:
        """Each field as it stands when nobody has written anything."""
        plain = {name: _as_sent(first.get(name)) for name in self.form.fields}
        return plain | {one.add_prefix(name): _as_sent(one.untouched.get(name)) for one in self.findings
                        for name in one.fields}  # fmt: skip

    def keep(self) -> EvaluationDraft:
        """Keep the page as it is. Raises `Conflict`, `InvalidInput`, `TransitionRefused`."""
        return services.keep_evaluation_draft(
            actor=self.request.member,  # type: ignore[attr-defined]
            piis=self.piis,
            fields=self.typed(),
            revision=self.revision,
            page=UUID(self.key),
            at=timezone.now(),
        )

    def keep_quietly(self) -> HttpResponse:
        """The answer to the page that saves itself."""
        try:
            kept = self.keep()
        except Conflict:
            return autosave.conflict()
        except InvalidInput as refusal:
            return autosave.refused({"": [str(refusal)]})
        return autosave.saved(at=kept.saved_at, version=kept.revision)

    def record(self) -> Evaluation:
        """The evaluation itself. Raises what the service raises."""
        return services.record_evaluation(
            actor=self.request.member,  # type: ignore[attr-defined]
            piis=self.piis,
            findings=tuple(one.finding() for one in self.findings),
            at=timezone.now(),
            key=UUID(self.key),
            draft_revision=self.revision,
            **self.form.facts(),
        )

    def page(self, *, theirs: EvaluationDraft | None = None) -> HttpResponse:
        """The page; with a colleague's draft, what it says otherwise stands above, and sending again replaces it."""
        preview = refuse_early(self.piis, Act.EVALUATE, self.request)
        known = theirs or self.draft
        version = str(known.revision) if known else "0"
        if self.form.is_bound and theirs is None:
            version = str(self.revision)
        sides = ("person", "centre", "third")
        context = {
            "person": self.piis.person,
            "piis": self.piis,
            "form": self.form,
            "forms": [self.form, *self.findings],
            "sides": [(side, [one for one in self.findings if one.commitment.side == side]) for side in sides],
            "consequences": consequences(preview),
            "key": self.key,
            "version": version,
            "draft": None if self.form.is_bound else self.draft,
            "writer": theirs.saved_by.name if theirs else "",
            "theirs": list(self._differences(theirs)) if theirs else None,
        }
        status = 409 if theirs else 422 if self.form.is_bound else 200
        return render(self.request, "piis/evaluate.html", context, status=status)

    def _differences(self, theirs: EvaluationDraft) -> Iterator[Change]:
        mine, first = self.typed(), self.untouched
        for bound in self._bound():
            name = bound.html_name
            old, new = mine.get(name, first[name]), theirs.fields.get(name, first[name])
            if old != new:
                about = getattr(bound.form, "commitment", None)
                label = f"{about.text} · {bound.label}" if about else str(bound.label)
                yield Change(label, _in_words(bound, old), _in_words(bound, new))


def _as_sent(value: Any) -> str:
    """An initial value as a browser would send it back."""
    return "on" if value is True else str(value or "")


def _in_words(bound: BoundField, value: str) -> str:
    if isinstance(bound.field, forms.ChoiceField):
        return str({str(key): label for key, label in bound.field.choices}.get(value, value))
    if isinstance(bound.field, forms.BooleanField):
        return _("oui") if value else _("non")
    return value
