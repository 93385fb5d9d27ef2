"""One form field as HTML: label, help, errors, widget. Written by hand rather than by templates.

A bilan social has some eighty fields; a template within a template for each of its choices took two and a half times
as long. Every text goes through ``format_html``.
"""

from typing import Any

from django.forms import BoundField, CheckboxInput
from django.forms.widgets import ChoiceWidget
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jalon.web.ui.forms import RadioCards, RatingSelect
from jalon.web.ui.icons import icon

NOTHING = mark_safe("")
# Widgets drawn here, by their Django template. Any other widget draws itself.
PLAIN = ("input", "text", "number", "email", "url", "date", "time", "checkbox")
INPUTS = {f"django/forms/widgets/{name}.html" for name in PLAIN}
DRAWN = INPUTS | {"django/forms/widgets/textarea.html", "django/forms/widgets/select.html"}


def render(bound: BoundField, *, label: str, help_text: str, optional: bool, compact: bool) -> SafeString:
    """The field with all that is said about it. ``optional``: whether to say that it may stay empty."""
    kind = kind_of(bound)
    said = _Said(bound, help_text)
    if kind in ("input", "check"):
        return (_checkbox if kind == "check" else _input)(bound, label, said, optional)
    choices = {"rating": _rating, "cards": _cards, "group": _group}[kind]
    return format_html(
        '<fieldset class="field field--{}{}{}" id="{}_field"{}>'
        '<legend class="field__label">{}{}</legend>{}{}{}</fieldset>',
        kind,
        " field--compact" if compact else "",
        " field--error" if bound.errors else "",
        bound.auto_id,
        format_html(' aria-describedby="{}"', said.ids) if said.ids else NOTHING,
        label,
        _optional(optional and not bound.field.required and kind != "rating"),
        said.help,
        said.error,
        choices(bound),
    )


def kind_of(bound: BoundField) -> str:
    """rating, cards, check, group (of choices) or input."""
    widget = bound.field.widget
    if isinstance(widget, RatingSelect):
        return "rating"
    if isinstance(widget, RadioCards):
        return "cards"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "group" if widget.use_fieldset else "input"


class _Said:
    """Help and errors of a field, and the ids by which the widget names them (help first)."""

    def __init__(self, bound: BoundField, help_text: str) -> None:
        ids = []
        self.help = self.error = NOTHING
        if help_text:
            ids.append(f"{bound.auto_id}_helptext")
            self.help = format_html('<p class="field__help" id="{}">{}</p>', ids[-1], help_text)
        if bound.errors:
            ids.append(f"{bound.auto_id}_error")
            self.error = format_html(
                '<p class="field__error" id="{}">{}<span><span class="visually-hidden">{} </span>{}</span></p>',
                ids[-1],
                icon("late"),
                _("Erreur :"),
                " ".join(str(error) for error in bound.errors),
            )
        self.ids = " ".join(ids)


def _optional(shown: bool) -> SafeString:
    return format_html(' <span class="field__optional">({})</span>', _("facultatif")) if shown else NOTHING


def _input(bound: BoundField, label: str, said: _Said, optional: bool) -> SafeString:
    return format_html(
        '<div class="field{}" id="{}_field"><label class="field__label" for="{}">{}{}</label>{}{}{}</div>',
        " field--error" if bound.errors else "",
        bound.auto_id,
        bound.id_for_label,
        label,
        _optional(optional and not bound.field.required),
        said.help,
        said.error,
        _widget(bound, said.ids),
    )


def _checkbox(bound: BoundField, label: str, said: _Said, optional: bool) -> SafeString:
    return format_html(
        '<div class="field field--check{}" id="{}_field">{}<div class="check">{}'
        '<label class="check__label" for="{}">{}</label></div>{}</div>',
        " field--error" if bound.errors else "",
        bound.auto_id,
        said.error,
        _widget(bound, said.ids),
        bound.id_for_label,
        label,
        said.help,
    )


def _widget(bound: BoundField, described: str) -> SafeString:
    widget = bound.field.widget
    attrs = {"aria-describedby": described} if described else {}
    if widget.template_name not in DRAWN:
        return bound.as_widget(attrs=attrs)
    if "id" not in widget.attrs:
        attrs["id"] = bound.auto_id
    if widget.template_name.endswith(("textarea.html", "text.html")):
        attrs.setdefault("dir", "auto")  # names and words in any script
    shown = widget.get_context(bound.html_name, bound.value(), bound.build_widget_attrs(attrs, widget))["widget"]
    if "optgroups" in shown:
        return _select(shown)
    attributes = _attributes(shown["attrs"])
    if "type" not in shown:
        # The line break after the tag is eaten by browsers, so that a text may begin with one.
        return format_html('<textarea name="{}"{}>\n{}</textarea>', shown["name"], attributes, shown["value"] or "")
    value = NOTHING if shown["value"] is None else format_html(' value="{}"', shown["value"])
    return format_html('<input type="{}" name="{}"{}{}>', shown["type"], shown["name"], value, attributes)


def _attributes(attrs: dict[str, Any]) -> SafeString:
    """What Django's `flatatt` says, in a third of its time: a page of questions asks it some fifty times."""
    said = (
        name if value is True else f'{name}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not None and value is not False
    )
    return mark_safe("".join(f" {one}" for one in said))


def _box(option: dict) -> SafeString:
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>',
        option["type"],
        option["name"],
        option["value"],
        _attributes(option["attrs"]),
    )


def _options(bound: BoundField) -> list[dict]:
    """The choices, each with its description when it has one."""
    return [choice.data for choice in bound.subwidgets]


def _described(block: str, option: dict) -> SafeString:
    if not option.get("description"):
        return NOTHING
    return format_html(' <span class="{}__description">{}</span>', block, option["description"])


def _group(bound: BoundField) -> SafeString:
    if not isinstance(bound.field.widget, ChoiceWidget):
        return bound.as_widget()
    rows = ((_box(option), option["attrs"].get("id", ""), option["label"]) for option in _options(bound))
    row = '<div class="check">{}<label class="check__label" for="{}">{}</label></div>'
    return format_html('<div class="choices">{}</div>', format_html_join("", row, rows))


def choices(bound: BoundField) -> SafeString:
    """The boxes of a choice, each in its label."""
    rows = ((option["attrs"].get("id", ""), _box(option), option["label"]) for option in _options(bound))
    return format_html_join("", '<label for="{}">{}<span>{}</span></label>', rows)


def _select(shown: dict) -> SafeString:
    """A list to choose from, without groups."""
    options = (
        (option["value"], _attributes(option["attrs"]), option["label"])
        for _name, group, _index in shown["optgroups"]
        for option in group
    )
    listed = format_html_join("", '<option value="{}"{}>{}</option>', options)
    return format_html('<select name="{}"{}>{}</select>', shown["name"], _attributes(shown["attrs"]), listed)


def _cards(bound: BoundField) -> SafeString:
    rows = (
        (option["attrs"].get("id", ""), _box(option), option["label"], _described("card-choice", option))
        for option in _options(bound)
    )
    row = (
        '<label class="card-choice" for="{}">{}<span class="card-choice__text">'
        '<span class="card-choice__label">{}</span>{}</span></label>'
    )
    return format_html('<div class="cards">{}</div>', format_html_join("", row, rows))


def _rating(bound: BoundField) -> SafeString:
    def level(option: dict) -> tuple:
        rated = option["value"] != ""
        mark = format_html('<span class="rating__mark" aria-hidden="true">{}</span>', option["value"])
        return (
            "" if rated else " rating__level--none",
            option["attrs"].get("id", ""),
            _box(option),
            mark if rated else NOTHING,
            option["label"],
            _described("rating", option),
        )

    row = (
        '<label class="rating__level{}" for="{}">{}{}<span class="rating__text">'
        '<span class="rating__label">{}</span>{}</span></label>'
    )
    return format_html('<div class="rating">{}</div>', format_html_join("", row, map(level, _options(bound))))
