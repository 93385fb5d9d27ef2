"""A person in a line: `{% load people %}`."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.people.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def person_facts(context: template.Context, person: Person) -> SafeString:
    """« 34 ans · dossier 2026-00042 · suivi par Ada Lovens »: never the NISS."""
    age = person.age(context["today"])
    facts = [
        ngettext("%(n)d an", "%(n)d ans", age) % {"n": age} if age is not None else "",
        _("dossier %(number)s") % {"number": person.file_number},
        _("suivi par %(worker)s") % {"worker": person.responsible.name}
        if person.responsible
        else _("sans travailleur responsable"),
    ]
    return format_html_join(" · ", "{}", ((fact,) for fact in facts if fact))
