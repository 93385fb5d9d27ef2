"""The text of a project as one page: its own fields, and rows of commitments of the three sides.

A row is named by who holds it and by its id (`person_<id>`, `centre_<id>`, `third_<party>_<id>`, `party_<id>`), so that
two tabs, an autosave and a page without script speak of the same row. The posted list `row` gives their order.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.core.errors import DomainError
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.piis.drafts import CommitmentDraft, Draft, ThirdPartyDraft
from jalon.domain.piis.enums import Kind, Side
from jalon.domain.piis.texts import MOST_COMMITMENTS, MOST_THIRD_PARTIES
from jalon.web.piis.forms.fields import LongText, PlainText
from jalon.web.ui.forms import DateField
from jalon.web.ui.sent import show_refusal

NAME = re.compile(r"(person|centre|party)_[0-9a-f]{32}|third_[0-9a-f]{32}_[0-9a-f]{32}")
BLANK_SIDE = re.compile(r"person|centre|party|third_[0-9a-f]{32}")
NEW_ROW, NEW_PARTY = "0" * 32, "f" * 32  # ids that the page's script replaces when it adds a row
MOST_ROWS = 2 * MOST_COMMITMENTS  # empty rows included
KINDS = [Kind.GENERAL, Kind.STUDY, Kind.EMPLOYMENT, Kind.TRAINING]


class MainForm(forms.Form):
    """What is not a row."""

    kind = forms.ChoiceField(label=_("Sorte de projet"))
    language = forms.ChoiceField(label=_("Langue du contrat"), choices=Language.choices)
    since = DateField(label=_("Du"), required=False)
    until = DateField(label=_("Au"), required=False)
    aims = LongText(
        label=_("Ce que la personne veut, avec ses mots"),
        help_text=_("Écrivez comme elle le dit. Une ligne vide sépare deux buts."),
        rows=4,
    )
    additional_aid = LongText(
        label=_("Aides complémentaires"), help_text=_("Ce que le centre donne en plus, s’il y en a."), rows=2
    )
    evaluation_how = LongText(label=_("Comment nous ferons le point"), max_length=4_000, rows=3)
    has_community_service = forms.BooleanField(label=_("Contient un service communautaire"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[str] = KINDS, with_service: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(str(one), capfirst(Kind(one).label)) for one in kinds]  # type: ignore[attr-defined]
        if not with_service:
            del self.fields["has_community_service"]


class CommitmentRow(forms.Form):
    """One commitment."""

    text = LongText(label=_("Engagement"), max_length=2_000, rows=2)
    domain = forms.ChoiceField(
        label=_("Domaine"),
        required=False,
        choices=[("", _("aucun")), *((value, capfirst(label)) for value, label in LifeDomain.choices)],
    )
    due_on = DateField(label=_("Pour le"), required=False)
    recurring = PlainText(
        label=_("Rythme"), max_length=120, widget=forms.TextInput(attrs={"placeholder": _("chaque semaine")})
    )


class PartyRow(forms.Form):
    """A third party."""

    organisation = PlainText(
        label=_("Organisation"), max_length=150, widget=forms.TextInput(attrs={"list": "organisations"})
    )
    contact = PlainText(label=_("Personne de contact"), max_length=120)
    phone = PlainText(label=_("Téléphone"), max_length=40)
    email = forms.EmailField(label=_("Adresse e-mail"), required=False)
    duties = LongText(label=_("Son rôle"), max_length=4_000, rows=2)
    signs = forms.BooleanField(label=_("Signe aussi le contrat"), required=False)


class Row:
    """A row and its name. `commitments` only for a third party."""

    def __init__(self, name: str, data: QueryDict | None = None, initial: dict[str, Any] | None = None):
        self.name = name
        self.id = UUID(name.rsplit("_", 1)[1])
        self.side = name.split("_", 1)[0]
        kind = PartyRow if self.side == "party" else CommitmentRow
        self.form = kind(data, prefix=name, initial=initial)
        self.commitments: list[Row] = []

    @property
    def party(self) -> str:
        """The hexadecimal id of the third party that holds this commitment, or of this third party."""
        return self.name.split("_")[1]

    @property
    def template(self) -> "Row":
        """The row the page's script copies to add a commitment of this third party."""
        return Row(f"third_{self.party}_{NEW_ROW}")

    @property
    def is_empty(self) -> bool:
        """Nothing to read in it yet: the place for the next choice from the library."""
        return not self.form["text" if self.side != "party" else "organisation"].value()


class TextPage:
    """Everything typed on the page of a text: from a draft, or as it was sent."""

    def __init__(self, draft: Draft, data: QueryDict | None = None, *, blank: Iterable[str] = (), fixed: bool = False):
        self.draft_before = draft
        kinds = [draft.kind] if fixed else [*KINDS, *([draft.kind] if draft.kind not in KINDS else [])]
        initial = {name: getattr(draft, name) for name in MainForm.base_fields}
        self.main = MainForm(data, initial=initial, kinds=kinds, with_service=draft.has_community_service)
        self.fixed = fixed
        if fixed:
            for name in ("kind", "language", "since"):
                del self.main.fields[name]
        self.rows = list(_sent(data) if data is not None else _kept(draft))
        for side in blank:
            self.add(side)

    # Shape --------------------------------------------------------------------------------------------------------

    def add(self, side: str, **initial: Any) -> Row:
        """A new row, its initial values shown. `side`: person, centre, party, or `third_<party>`."""
        row = Row(f"{side}_{uuid4().hex}", initial=initial)
        self.rows.append(row)
        return row

    def remove(self, name: str) -> None:
        """Take a row out; with a third party, its commitments."""
        party = name.split("_")[1] if name.startswith("party_") else ""
        self.rows = [row for row in self.rows if row.name != name and not (party and row.party == party)]

    def of(self, side: str) -> list[Row]:
        """The rows of one side, in order."""
        return [row for row in self.rows if row.side == side]

    @property
    def person_rows(self) -> list[Row]:
        """What the person will do."""
        return self.of("person")

    @property
    def centre_rows(self) -> list[Row]:
        """What the centre will do."""
        return self.of("centre")

    @property
    def parties(self) -> list[Row]:
        """Third parties, each with its commitments."""
        found = self.of("party")
        for party in found:
            party.commitments = [row for row in self.of("third") if row.party == party.party]
        return found

    @property
    def forms(self) -> list[forms.Form]:
        """Every form, for the summary of errors."""
        return [self.main, *(row.form for row in self.rows)]

    # What was typed -----------------------------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Whether all of it can be kept."""
        return all([form.is_valid() for form in self.forms if form.is_bound])

    def draft(self) -> Draft:
        """The whole text, after `is_valid`."""
        main = self.main.cleaned_data
        before = self.draft_before
        return Draft(
            kind=main.get("kind", before.kind),
            language=main.get("language", before.language),
            since=main.get("since") if not self.fixed else before.since,
            until=main["until"],
            has_community_service=main.get("has_community_service", False),
            aims=main["aims"],
            additional_aid=main["additional_aid"],
            evaluation_how=main["evaluation_how"],
            third_parties=tuple(_party(row) for row in self.of("party")),
            commitments=tuple(_commitment(row) for row in self._in_order() if _typed(row).get("text")),
        )

    def _in_order(self) -> list[Row]:
        known = {row.party for row in self.of("party")}
        third = [row for row in self.of("third") if row.party in known]
        return [*self.of("person"), *self.of("centre"), *third]

    def add_error(self, refusal: DomainError) -> None:
        """Put a refusal of the domain where it belongs."""
        show_refusal(self.main, refusal)

    def errors(self) -> dict[str, list[str]]:
        """Every error by the name of its field, for the answer to an autosave."""
        return {
            form.add_prefix(name): list(found)
            for form in self.forms
            if form.is_bound
            for name, found in form.errors.items()
        }


def templates() -> dict[str, Row]:
    """The rows the page's script copies."""
    return {"person": Row(f"person_{NEW_ROW}"), "centre": Row(f"centre_{NEW_ROW}"), "party": Row(f"party_{NEW_PARTY}")}


def _sent(data: QueryDict) -> Iterator[Row]:
    names = dict.fromkeys(name for name in data.getlist("row")[:MOST_ROWS] if NAME.fullmatch(name))
    parties = 0
    for name in names:
        parties += name.startswith("party_")
        if parties <= MOST_THIRD_PARTIES:
            yield Row(name, data)


def _kept(draft: Draft) -> Iterator[Row]:
    for party in draft.third_parties:
        fields = {name: getattr(party, name) for name in PartyRow.base_fields}
        yield Row(f"party_{party.id.hex}", initial=fields)
    for one in draft.commitments:
        holder = f"third_{one.third_party.hex}" if one.side == Side.THIRD and one.third_party else str(one.side)
        yield Row(f"{holder}_{one.id.hex}", initial={name: getattr(one, name) for name in CommitmentRow.base_fields})


def _typed(row: Row) -> dict[str, Any]:
    """A bound row as cleaned; one that was just added, as proposed."""
    return row.form.cleaned_data if row.form.is_bound else dict(row.form.initial)


def _party(row: Row) -> ThirdPartyDraft:
    typed = _typed(row)
    return ThirdPartyDraft(id=row.id, **{name: typed.get(name, "") for name in ("organisation", "contact", "phone")},
                           email=typed.get("email", ""), duties=typed.get("duties", ""),
                           signs=typed.get("signs", False))  # fmt: skip


def _commitment(row: Row) -> CommitmentDraft:
    typed = _typed(row)
    return CommitmentDraft(
        id=row.id,
        side=row.side,
        text=typed["text"],
        domain=typed.get("domain", ""),
        due_on=typed.get("due_on"),
        recurring=typed.get("recurring", ""),
        third_party=UUID(row.party) if row.side == Side.THIRD else None,
    )
