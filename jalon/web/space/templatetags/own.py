"""What the person's pages draw: written once where it never changes, by hand where it comes line by line."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from jalon.web.space.says import Said
from jalon.web.ui.icons import icon

register = template.Library()
NAMED = ("home", "interview", "ratings", "documents", "rights", "readings")


@register.simple_tag(takes_context=True)
def own_nav(context: template.Context) -> SafeString:
    """The way from page to page: written once for each language and each of its own pages."""
    path = context["request"].path
    return _nav(get_language(), path if path in _places().values() else "")


@lru_cache(maxsize=100)
def _nav(language: str | None, here: str) -> SafeString:
    return render_to_string("space/nav.html", {**_places(), "here": here})


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    return {name: reverse(f"space:{name}") for name in NAMED}


@register.simple_tag
def own_lines(lines: Iterable[Said], language: str) -> SafeString:
    """What one side does, each line with where it stands; `language`: of the words of the project."""
    return format_html(
        '<ul class="own__lines">{}</ul>', format_html_join("", "{}", ((_line(one, language),) for one in lines))
    )


def _line(one: Said, language: str) -> SafeString:
    """Only what there is to say: each piece escaped costs as much as a node of a template."""
    pattern = '<li>{}<div><p class="own__line" dir="auto" lang="{}">' + (
        "<strong><bdi>{}</bdi></strong> – " if one.who else ""
    )
    pattern += '{}</p><p class="own__state">{}'
    pattern += ' <strong class="own__late">{}</strong>' if one.late else ""
    pattern += (' <span class="muted">{}</span>' if one.when else "") + "</p></div></li>"
    said = (part for part in (one.who, one.text, one.state, one.late, one.when) if part)
    return format_html(pattern, icon(one.mark), language, *said)
