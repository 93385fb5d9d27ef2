"""A person, a status, in a line: `{% load people %}`."""

from datetime import date
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.people.birth import Birth
from jalon.domain.people.enums import Sex, StatusKind
from jalon.domain.people.models import Person, Status
from jalon.domain.people.queries import attach_statuses
from jalon.web.people.data_checks import DataCheck, ToMend
from jalon.web.ui.addresses import address
from jalon.web.ui.badges import badge
from jalon.web.ui.rows import row

register = template.Library()

KINDS = {StatusKind.INTEGRATION: "active", StatusKind.EQUIVALENT: "info", StatusKind.BROAD: "neutral"}


def age_words(person: Person, on: date) -> str:
    """« 34 ans », or nothing when the year of birth is not known."""
    age = person.age(on)
    return ngettext("%(n)d an", "%(n)d ans", age) % {"n": age} if age is not None else ""


def facts_of(context: template.Context, person: Person) -> list[str]:
    """Age, file number and worker in words; nobody is told that they follow their own file."""
    facts = [age_words(person, context["today"]), _("dossier %(number)s") % {"number": person.file_number}]
    member = context.get("member")
    if person.responsible is None:
        facts.append(_("sans travailleur responsable"))
    elif member is None or member.pk != person.responsible_id:
        facts.append(_("suivi par %(worker)s") % {"worker": person.responsible.name})
    return [fact for fact in facts if fact]


@register.simple_tag(takes_context=True)
def person_facts(context: template.Context, person: Person) -> SafeString:
    """« 34 ans · dossier 2026-00042 · suivi par Ada Lovens »: never the NISS."""
    return format_html_join(" · ", "{}", ((fact,) for fact in facts_of(context, person)))


@register.simple_tag(takes_context=True)
def person_lede(context: template.Context, person: Person) -> SafeString:
    """« 41 ans · femme · naissance 30/07/1985 · Français »."""
    birth = str(Birth(person.birth_year, person.birth_month, person.birth_day))
    sex = "" if person.sex == Sex.UNKNOWN else str(person.get_sex_display())
    born = _("naissance : %s") % birth if birth else ""
    facts = (age_words(person, context["today"]), born, sex, str(person.get_language_display()))
    return format_html_join(" · ", "{}", ((fact,) for fact in facts if fact))


@register.simple_tag(takes_context=True)
def panel(context: template.Context, name: str, facts: dict[str, Any]) -> SafeString:
    """A panel of the file, within the page's own context: the shell's facts are worked out once for all of them."""
    with context.push(**facts):
        return get_template(name).template.render(context)


@register.simple_tag
def status_words(status: Status) -> str:
    """« droit à l’intégration sociale, catégorie 2 (isolé) »."""
    words = str(status.get_kind_display())
    if status.category:
        words += ", " + _("catégorie %s") % status.get_category_display()
    return words


@register.inclusion_tag("ui/person_header.html", takes_context=True)
def person_bar(context: template.Context, person: Person) -> dict[str, Any]:
    """Whose file this is, above every page of it, with the way back to the file."""
    if not hasattr(person, "status_now"):
        attach_statuses([person], context["today"])
    return {
        "name": person.full_name,
        "number": person.file_number,
        "age": person.age(context["today"]),
        "worker": person.responsible.name if person.responsible else "",
        "language": person.get_language_display(),
        "url": address("people:file", person.pk),
        **_badge(person),
    }


@register.simple_tag(takes_context=True)
def person_row(context: template.Context, person: Person, name: str = "") -> SafeString:
    """A file in a list, with `status_now`; `name` puts a box to tick before it."""
    language = "" if person.language == "fr" else str(person.get_language_display())
    facts, shown = [*facts_of(context, person), language], _badge(person)
    return row(
        person.full_name,
        address("people:file", person.pk),
        meta=" · ".join(fact for fact in facts if fact),
        state=badge(shown["status"], shown["kind"]),
        name=name,
        value=str(person.pk),
    )


@register.simple_tag(takes_context=True)
def mend_row(context: template.Context, file: ToMend, check: DataCheck) -> SafeString:
    """A file of a check: who mends it, and the page that does; a file nobody follows is given to somebody first."""
    person, by = file.person, file.by
    facts = [_("dossier %(number)s") % {"number": person.file_number}]
    act, url = str(check.act), address(check.url_name, person.pk)
    if by is None:
        facts.append(_("personne ne suit ce dossier"))
        act, url = _("Confier le dossier"), address("people:assign", person.pk)
    elif by.pk == context["member"].pk:
        facts.append(_("à corriger par vous"))
    else:
        facts.append(_("à corriger par %(worker)s") % {"worker": by.name})
    return row(person.full_name, address("people:file", person.pk), meta=" · ".join(facts), act=act, act_url=url)


def _badge(person: Person) -> dict[str, str]:
    if person.closed_on:
        return {"status": _("fermé"), "kind": "stopped"}
    if person.status_now is None:
        return {"status": _("sans statut"), "kind": "draft"}
    kind = StatusKind(person.status_now.kind)
    return {"status": str(kind.label), "kind": KINDS[kind]}
