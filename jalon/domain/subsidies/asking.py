"""The forms of a programme, entered field by field. They change until a convention or a report rests on them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core import reader
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.subsidies import holding
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.rewriting import rewritten
from jalon.law.sayings import Saying
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.form_file import shipped_forms
from jalon.law.subsidies.form_rules import FormFault, faults
from jalon.law.subsidies.forms import Form, FormField, Role

TITLES = {
    Role.CONVENTION: Saying("Convention: objectives", "Convention : objectifs", "Overeenkomst: doelstellingen"),
    Role.REPORT: Saying("Annual report", "Rapport annuel", "Jaarverslag"),
    Role.INDICATORS: Saying("Indicators", "Indicateurs", "Indicatoren"),
}  # of a form that begins; its page changes it
Forms = tuple[Form, ...]


@transaction.atomic
def put_field(
    *,
    actor: FederalMembership,
    programme: Programme,
    role: Role,
    field: FormField,
    replaces: str | None,
    place: int | None = None,
    revision: int,
    at: datetime,
) -> Programme:
    """Add a field to a form, which it begins when there is none; or write it instead of `replaces`.

    `place`, from 1: where it stands, beyond the last at the end; None: at the end, or where the other stood.

    Another code given to a field follows into the sums and bounds that name it; one given to a point of the convention,
    into the point of the report that answers it too. Raises `NotAllowed`, `InvalidInput`
    (`field`: what of it), `Conflict`, and `DomainError` when the forms no longer change.
    """

    def written(decree: Decree) -> Forms:
        form = decree.form(role) or Form(f"{role}_{decree.year}", TITLES[role], (), decree.source)
        if replaces is None:
            return _with(decree, replace(form, fields=_placed(form.fields, field, place)))
        if form.field(replaces) is None:
            raise Conflict(_("Ce champ n’est plus là."), "", _("Relisez le formulaire."))
        before = next(number for number, one in enumerate(form.fields, 1) if one.code == replaces)
        others = tuple(_renamed(one, replaces, field.code) for one in form.fields if one.code != replaces)
        forms = _with(decree, replace(form, fields=_placed(others, field, place or before)))
        return _answered(forms, replaces, field.code) if role is Role.CONVENTION else forms

    act = "added" if replaces is None else "changed"
    return _changed(actor, programme, written, revision, at, {"form": role, "field": field.code, "act": act})


@transaction.atomic
def remove_field(
    *, actor: FederalMembership, programme: Programme, role: Role, code: str, revision: int, at: datetime
) -> Programme:
    """Take a field out, and with the last one the form. Raises as `put_field`, when a sum names it too."""

    def without(decree: Decree) -> Forms:
        form = _form(decree, role, code)
        left = tuple(one for one in form.fields if one.code != code)
        return _with(decree, replace(form, fields=left)) if left else _without(decree, role)

    return _changed(actor, programme, without, revision, at, {"form": role, "field": code, "act": "removed"})


@transaction.atomic
def name_form(
    *, actor: FederalMembership, programme: Programme, role: Role, title: Saying, revision: int, at: datetime
) -> Programme:
    """Call a form otherwise. Raises as `put_field`."""

    def named(decree: Decree) -> Forms:
        form = decree.form(role)
        if form is None:
            raise Conflict(_("Ce formulaire n’est plus là."), "", _("Relisez les formulaires."))
        return _with(decree, replace(form, title=title))

    return _changed(actor, programme, named, revision, at, {"form": role, "field": "", "act": "named"})


@transaction.atomic
def take_form(*, actor: FederalMembership, programme: Programme, code: str, revision: int, at: datetime) -> Programme:
    """Begin with a form that ships with Jalon, as it stands there. Raises as `put_field`, when there is one already."""

    def taken(decree: Decree) -> Forms:
        form = shipped_forms().get(code)
        if form is None or form.role is None:
            raise InvalidInput(_("Ce formulaire n’est pas livré avec Jalon."))
        if decree.form(form.role) is not None:
            raise Conflict(_("Le programme a déjà ce formulaire."), "", _("Relisez les formulaires."))
        return (*decree.forms, form)

    known = shipped_forms().get(code)
    told = {"form": known.role if known else "", "field": "", "act": "taken"}
    return _changed(actor, programme, taken, revision, at, told, sourced=True)


def refuse_new_faults(now: Decree, before: Decree | None = None, *, point: str | None = None) -> None:
    """Raise `InvalidInput` for a rule of forms that is broken now; what was wrong before keeps nobody from mending.

    `point`: the field that is being written, if any: what is wrong with it names what of it.
    """
    known = faults(before.forms, before.last) if before else []
    found = [one for one in faults(now.forms, now.last) if one not in known]
    if found:
        raise said_of(found[0], point)


def said_of(found: FormFault, point: str | None) -> InvalidInput:
    """A rule that is broken, as a refusal in the reader's language; its field when it is that of this point."""
    about = found.about if found.field == point else ""
    return InvalidInput(found.say(reader.law_language()), field=about or None)


def refuse_held(programme: Programme) -> None:
    """Raise `DomainError` when something rests on the forms."""
    held = holding.held_by(programme.pk)
    if held:
        raise DomainError(
            _("Les formulaires de ce programme ne changent plus."),
            " ".join(held),
            _("D’autres questions se posent dans le programme de l’année suivante."),
        )


def _changed(
    actor: FederalMembership,
    programme: Programme,
    change: Callable[[Decree], Forms],
    revision: int,
    at: datetime,
    told: dict[str, Any],
    *,
    sourced: bool = False,
) -> Programme:
    """Write the forms that `change` makes. `sourced`: they keep the source they come with."""

    def written(one: Programme, decree: Decree) -> Decree:
        refuse_held(one)
        forms = change(decree)
        if forms == decree.forms:
            return decree
        if not sourced:
            forms = tuple(each if each in decree.forms else replace(each, source=decree.source) for each in forms)
        now = replace(decree, forms=forms)
        refuse_new_faults(now, decree, point=told["field"])
        return now

    facts = {"revision": revision, "at": at, "told": told, "verb": "programme.asked"}
    return rewritten(actor=actor, programme=programme, change=written, **facts)


def _placed(others: tuple[FormField, ...], field: FormField, place: int | None) -> tuple[FormField, ...]:
    """The fields with this one at its place, from 1; at the end when there is none so far."""
    here = len(others) if place is None else min(max(place, 1) - 1, len(others))
    return (*others[:here], field, *others[here:])


def _with(decree: Decree, form: Form) -> Forms:
    """The forms with this one in its place, or in the place of its kind: convention, report, indicators."""
    order = list(Role)
    others = [one for one in decree.forms if one.role != form.role]
    return tuple(sorted([*others, form], key=lambda one: order.index(one.role) if one.role else len(order)))


def _without(decree: Decree, role: Role) -> Forms:
    return tuple(one for one in decree.forms if one.role != role)


def _form(decree: Decree, role: Role, code: str) -> Form:
    form = decree.form(role)
    if form is None or form.field(code) is None:
        raise Conflict(_("Ce champ n’est plus là."), "", _("Relisez le formulaire."))
    return form


def _answered(forms: Forms, before: str, now: str) -> Forms:
    """The forms once the report calls a point as the convention does from now on, if it asks it and no other so."""
    report = next((one for one in forms if one.role is Role.REPORT), None)
    if report is None or report.field(before) is None or report.field(now) is not None:
        return forms
    fields = (_renamed(one, before, now) for one in report.fields)
    answering = replace(report, fields=tuple(replace(one, code=now) if one.code == before else one for one in fields))
    return tuple(answering if one is report else one for one in forms)


def _renamed(one: FormField, before: str, now: str) -> FormField:
    """A field whose sum and bound name another by its new code."""
    parts = tuple(now if each == before else each for each in one.parts)
    return replace(one, parts=parts, at_most=now if one.at_most == before else one.at_most)
