"""Addresses by their name, as Django's `reverse` gives them.

Django works each out from the patterns anew, and a page says some thirty, a list a hundred. Where only ids stand in an
address, its shape is asked once.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template import Context, Library, base
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parsed_by_django
from django.urls import NoReverseMatch, reverse

register = Library()


def address(name: str, *ids: Any, **named: Any) -> str:
    """The path of the page called `name`, with these in it, in their order or by their names."""
    if not _only_ids((*ids, *named.values())):
        return reverse(name, args=ids, kwargs=named)
    return _filled(name, ids, named)


def _filled(name: str, ids: Sequence[UUID], named: Mapping[str, UUID]) -> str:
    return _shape(settings.ROOT_URLCONF, name, len(ids), tuple(named)).format(*ids, *named.values())


def _only_ids(values: Iterable[Any]) -> bool:
    """Whatever else stands in a path may have to be quoted."""
    return all(type(value) is UUID for value in values)


@cache
def _shape(_addresses: str, name: str, count: int, keys: tuple[str, ...]) -> str:
    stand_ins = [UUID(int=place) for place in range(1, count + len(keys) + 1)]
    path = reverse(name, args=stand_ins[:count], kwargs=dict(zip(keys, stand_ins[count:], strict=True)))
    path = path.replace("{", "{{").replace("}", "}}")
    for place, stand_in in enumerate(stand_ins):
        path = path.replace(str(stand_in), f"{{{place}}}")
    return path


class AddressNode(URLNode):
    """Django's `{% url %}`, which answers itself where more than ids is said, or nothing found."""

    def render(self, context: Context) -> str:
        """The path, or nothing where it is kept under a name."""
        ids = [one.resolve(context) for one in self.args]
        named = {key: one.resolve(context) for key, one in self.kwargs.items()}
        if not _only_ids((*ids, *named.values())):
            return str(super().render(context))
        try:
            path = _filled(self.view_name.resolve(context), ids, named)
        except NoReverseMatch:
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = path
            return ""
        return path


@register.tag
def url(parser: base.Parser, token: base.Token) -> AddressNode:
    """As Django's, in every template."""
    found = parsed_by_django(parser, token)
    return AddressNode(found.view_name, found.args, found.kwargs, found.asvar)
