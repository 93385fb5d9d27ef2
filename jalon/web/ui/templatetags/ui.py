"""The components, as template tags: ``{% load ui %}``. Each is shown in all its states on the page ``/design/``."""

import uuid
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from jalon.domain.core import reader
from jalon.web.ui import badges, parts, people, rows
from jalon.web.ui import fields as fields_html
from jalon.web.ui.icons import icon as draw
from jalon.web.ui.navigation import Link

register = template.Library()

register.simple_tag(draw, name="icon")
register.simple_tag(badges.badge)
register.filter("number", people.number)
register.filter("percent", people.percent)
register.filter("euros", people.euros)
register.filter("clock", people.clock)
register.filter("long_day", people.long_day)


# The shell ------------------------------------------------------------------------------------------------------------


@register.simple_tag
def same(name: str, links: tuple[Link, ...] = ()) -> SafeString:
    """A part of the shell that sees nothing but its links: written once for each language and each value of them."""
    return _same(name, get_language(), links)


@lru_cache(maxsize=1000)
def _same(name: str, language: str | None, links: tuple[Link, ...]) -> SafeString:
    return render_to_string(name, {"links": links})


# Dates ----------------------------------------------------------------------------------------------------------------


@register.filter
def ago(value: date | datetime | None, today: date) -> str:
    """``{{ d|ago:today }}``: « dans 3 jours », « hier »."""
    return people.ago(value, today) if value else ""


@register.simple_tag
def colon() -> str:
    """« : » between a label and its words; after a French label a space stands before it."""
    return reader.mark(":")


@register.simple_tag
def people_date(value: date | datetime | None, today: date | None = None, weekday: bool = False) -> SafeString:
    """A day in full; with ``today``, its distance in words and the full day as title."""
    if not value:
        return SafeString("")
    full = people.long_day(value, weekday=weekday)
    iso = people.as_day(value).isoformat()
    if today is None:
        return format_html('<time datetime="{}">{}</time>', iso, full)
    title = people.long_day(value, weekday=True)
    return format_html('<time datetime="{}" title="{}">{}</time>', iso, title, people.ago(value, today))


@register.simple_tag(takes_context=True)
def deadline(context: template.Context, on: date | None, today: date | None = None, soon: int = 7) -> SafeString:
    """The badge of a due date. ``today`` defaults to the page's own day."""
    return badges.deadline(on, today or context["today"], soon)


# Forms ----------------------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, label: str = "", help: str = "", optional: bool = True, compact: bool = False) -> str:
    """A form field with its label, help, errors and « facultatif »; every kind of widget.

    ``label`` and ``help`` replace the form's own; ``optional=False`` hides the mark; ``compact`` shows of a rating
    only the description of the chosen level.
    """
    if bound.is_hidden:
        return bound.as_hidden()
    return fields_html.render(
        bound, label=label or bound.label, help_text=help or bound.help_text, optional=optional, compact=compact
    )


@register.simple_tag
def choices(bound: BoundField) -> SafeString:
    """The boxes of a choice with their labels, on one line, for a group whose legend stands elsewhere."""
    return fields_html.choices(bound)


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms, focus: bool = True) -> dict:
    """What must be mended, at the top of the page, each line a link to its field. Takes one or several forms."""
    bound = [form for form in forms if form is not None]
    general = [error for form in bound for error in form.non_field_errors()]
    fields = [(field, field.errors) for form in bound for field in form if field.errors]
    return {"general": general, "fields": fields, "focus": focus}


@register.simple_tag
def idempotency_key() -> SafeString:
    """A hidden key, new with each form shown: the same act sent twice has one effect."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', uuid.uuid4())


# Blocks ---------------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def lawnote(content: str, article: str, certainty: str = "", doubt: str = "", url: str = "") -> str:
    """The law behind a field or an act, folded. ``certainty``: certain, likely or doubtful; ``doubt`` says why."""
    context = {"content": content, "article": article, "certainty": certainty, "doubt": doubt, "url": url}
    return render_to_string("ui/lawnote.html", context)


@register.simple_block_tag
def callout(content: str, kind: str = "info", title: str = "") -> str:
    """A notice in the page: info, ok, warn or bad."""
    icons = {"info": "info", "ok": "check", "warn": "warn", "bad": "stop"}
    return render_to_string("ui/callout.html", {"content": content, "kind": kind, "title": title, "icon": icons[kind]})


@register.simple_block_tag
def menu(content: str, label: str, icon: str = "more", align: str = "end") -> str:
    """A folded menu of links and buttons."""
    return render_to_string("ui/menu.html", {"content": content, "label": label, "icon": icon, "align": align})


@register.simple_block_tag
def fields(content: str, legend: str, help: str = "") -> str:
    """A group of fields under one legend."""
    return render_to_string("ui/fieldset.html", {"content": content, "legend": legend, "help": help})


# Lists and tables -----------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/empty_state.html")
def empty_state(title: str, text: str = "", act: str = "", url: str = "", icon: str = "file") -> dict:
    """An empty list: what it is for (``text``) and how to begin (``act``, ``url``)."""
    return {"title": title, "text": text, "act": act, "url": url, "icon": icon}


@register.simple_tag(takes_context=True)
def list_row(context: template.Context, title: str, url: str = "", **kw) -> SafeString:
    """A line of work with its ONE next act.

    ``meta``: a short line under the title; ``status`` and ``kind``: its badge; ``due``: a date (``soon`` days);
    ``act`` and ``act_url``: the next act; ``name``: name of a checkbox for acts on several rows, ``value`` its value.
    """
    allowed = {"meta", "status", "kind", "due", "soon", "act", "act_url", "name", "value"}
    if unknown := set(kw) - allowed:
        raise template.TemplateSyntaxError(f"list_row: unknown argument {sorted(unknown)}")
    status, kind, due, soon = (kw.pop(key, None) for key in ("status", "kind", "due", "soon"))
    badge = badges.badge(status, kind or "neutral") if status else SafeString("")
    return rows.row(title, url, state=badge + badges.deadline(due, context["today"], soon or 7) if due else badge, **kw)


@register.inclusion_tag("ui/sort_header.html", takes_context=True)
def sort_header(context: template.Context, label: str, key: str, numeric: bool = False, param: str = "sort") -> dict:
    """A column's head that sorts: ``?sort=key`` then ``?sort=-key``; the rest of the query string is kept."""
    query = context["request"].GET.copy()
    current = query.get(param, "")
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    query[param] = f"-{key}" if current == key else key
    for cursor in ("before", "after"):
        query.pop(cursor, None)
    return {"label": label, "state": state, "url": f"?{query.urlencode()}", "numeric": numeric}


@register.simple_tag
def table(data) -> str:
    """A whole table from a :class:`jalon.web.ui.tables.Table`."""
    return render_to_string("ui/table.html", {"table": data})


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: template.Context, before: str | None = None, after: str | None = None, shown: str = "") -> dict:
    """Previous and next by cursor (``?before=…``, ``?after=…``), the rest of the query string kept."""

    def link(name: str, cursor: str | None) -> str:
        query = context["request"].GET.copy()
        for other in ("before", "after"):
            query.pop(other, None)
        query[name] = cursor
        return f"?{query.urlencode()}"

    links = {name: link(name, cursor) for name, cursor in (("before", before), ("after", after)) if cursor}
    return {**links, "shown": shown}


# A person, a path, what changed -------------------------------------------------------------------------------------


@register.inclusion_tag("ui/person_header.html")
def person_header(name: str, number: str = "", **kw) -> dict:
    """Whose file this is: ``age`` (years), ``language``, ``status`` and ``kind`` (a badge), ``worker``, ``url``.

    Never the national number.
    """
    allowed = {"age", "language", "status", "kind", "worker", "url"}
    if unknown := set(kw) - allowed:
        raise template.TemplateSyntaxError(f"person_header: unknown argument {sorted(unknown)}")
    return {"name": name, "number": number, **kw}


@register.inclusion_tag("ui/steps.html")
def steps(items, current, label: str = "") -> dict:
    """A path drawn as a pole: ``items`` are (key, label) or (key, label, note); those before ``current`` are past."""
    return {"steps": parts.steps(items, current), "label": label}


@register.inclusion_tag("ui/progress.html")
def progress(value: int, total: int, label: str) -> dict:
    """A bar with its count: « 3 sur 5 »."""
    return {"value": value, "total": total, "label": label}


@register.inclusion_tag("ui/timeline.html", takes_context=True)
def timeline(context: template.Context, events) -> dict:
    """Events (:class:`jalon.web.ui.parts.Event`) in the order given, each with its day."""
    return {"events": events, "today": context["today"]}


@register.inclusion_tag("ui/tabs.html")
def tabs(items, current, label: str = "") -> dict:
    """Tabs that are links: ``items`` are (key, label, url) or (key, label, url, count)."""
    rows = [{"key": i[0], "label": i[1], "url": i[2], "count": i[3] if len(i) > 3 else None} for i in items]
    return {"items": rows, "current": current, "label": label}


@register.inclusion_tag("ui/facts.html")
def facts(pairs) -> dict:
    """Terms and their values; a value left empty is said to be unknown."""
    return {"pairs": pairs}


register.simple_tag(parts.words_changed, name="diff")


@register.inclusion_tag("ui/changes.html")
def changes(items, unchanged: bool = True) -> dict:
    """A list before and after (:class:`jalon.web.ui.parts.Change`); ``unchanged=False`` leaves out what stayed."""
    return {"changes": [item for item in items if unchanged or item.state != "same"]}


@register.inclusion_tag("ui/comparison.html")
def comparison(caption: str, columns, rows) -> dict:
    """Moments side by side: ``rows`` are (label, cells); a cell is a ``parts.Measure``, a text or None."""
    return {"caption": caption, "columns": list(columns), "rows": parts.compared(rows)}


@register.inclusion_tag("ui/chart.html")
def chart(title: str, svg: str, table, note: str = "", formula: str = "") -> dict:
    """A picture drawn here (``ui.drawing``) and the table behind it."""
    return {"title": title, "svg": mark_safe(svg), "table": table, "note": note, "formula": formula}  # noqa: S308


# Acts -----------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/autosave_status.html")
def autosave_status(saved_at: datetime | None = None) -> dict:
    """Where a form that saves itself says when it did. One inside each ``<form data-autosave=…>``."""
    return {"saved_at": saved_at}


@register.inclusion_tag("ui/signature.html")
def signature(drawn: BoundField, typed: BoundField, who: str = "") -> dict:
    """A place to sign with a finger or a mouse, and a name to type for who can't or won't. ``who`` is who signs."""
    return {"drawn": drawn, "typed": typed, "who": who, "grid": (600, 200)}


@register.simple_block_tag
def filterbar(content: str, clear_url: str = "") -> str:
    """Filters of a list: a GET form. Never for names: those are searched by POST."""
    return render_to_string("ui/filterbar.html", {"content": content, "clear_url": clear_url})


# Bare pieces ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def link_button(label: str, url: str, kind: str = "secondary", icon: str = "") -> SafeString:
    """A link that looks like a button: primary, secondary, quiet or danger."""
    drawing = draw(icon) if icon else mark_safe("")
    return format_html('<a class="button button--{}" href="{}">{}<span>{}</span></a>', kind, url, drawing, label)


@register.simple_tag
def button(label: str, kind: str = "primary", icon: str = "", name: str = "", value: str = "") -> SafeString:
    """A submit button."""
    pair = format_html(' name="{}" value="{}"', name, value) if name else mark_safe("")
    drawing = draw(icon) if icon else mark_safe("")
    return format_html(
        '<button class="button button--{}" type="submit"{}>{}<span>{}</span></button>', kind, pair, drawing, label
    )
