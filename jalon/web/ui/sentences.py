"""Django's `{% translate %}`, but that a sentence written in a template is looked up once in each language.

A page says some fifty of them, and they never change while a process runs. `AppConfig.ready` puts it in Django's place.
"""

from typing import Any

from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language


class Sentence(Node):
    """A constant of the template, in the words of the language in force."""

    child_nodelists = ()

    def __init__(self, translated: Any):
        self.translated, self.asvar = translated, translated.asvar
        self.known: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The words, or nothing when they are kept under a name (`as`)."""
        language = get_language()
        if language not in self.known:
            said = self.translated.render(context)
            self.known[language] = context[self.asvar] if self.asvar else said
        if not self.asvar:
            return self.known[language]
        context[self.asvar] = self.known[language]
        return ""


def translate(parser: Parser, token: Token) -> Node:
    """Django's `translate`; a constant without filter or context is a `Sentence`."""
    node = i18n.do_translate(parser, token)
    told = node.filter_expression
    is_constant = told.var.literal is not None and not told.filters and node.message_context is None
    return Sentence(node) if is_constant else node
