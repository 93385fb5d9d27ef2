"""A line of a list as HTML. Written by hand like the fields: a page has twenty-five of them, and a template within a
template for each took most of its time. Every text goes through ``format_html``."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

NOTHING = mark_safe("")


@dataclass(frozen=True)
class Row:
    """What a view says of a line: title, place, state with the kind of its badge, and the one next act."""

    title: str
    url: str
    meta: str
    status: str
    kind: str
    act: str = ""


def row(
    title: str,
    url: str = "",
    *,
    meta: str = "",
    state: SafeString = NOTHING,
    act: str = "",
    act_url: str = "",
    name: str = "",
    value: str = "",
) -> SafeString:
    """``state``: its badges; ``act``: the one next act; ``name``: of a checkbox for acts on several rows."""
    named = format_html("<bdi>{}</bdi>", title)
    return format_html(
        '<li class="row">{}<div class="row__main"><p class="row__title">{}</p>{}</div>{}{}</li>',
        _check(name, value, title) if name else NOTHING,
        format_html('<a href="{}">{}</a>', url, named) if url else named,
        format_html('<p class="row__meta">{}</p>', meta) if meta else NOTHING,
        format_html('<div class="row__state">{}</div>', state) if state else NOTHING,
        _act(act, act_url, title) if act else NOTHING,
    )


def _check(name: str, value: str, title: str) -> SafeString:
    box = '<span class="row__check"><input type="checkbox" name="{}" value="{}" aria-label="{}"></span>'
    return format_html(box, name, value, title)


def _act(act: str, url: str, title: str) -> SafeString:
    link = (
        '<div class="row__act"><a class="button button--secondary button--small" href="{}">{}'
        '<span class="visually-hidden">, {}</span></a></div>'
    )
    return format_html(link, url, act, title)
