"""``{% example %}``: a component and the very lines that make it, so that the page of components can't lie."""

from django import template
from django.template.base import Parser, Token, TokenType
from django.template.loader import render_to_string
from django.utils.text import slugify

register = template.Library()

WRITTEN = {
    TokenType.TEXT: "{}",
    TokenType.VAR: "{{{{ {} }}}}",
    TokenType.BLOCK: "{{% {} %}}",
    TokenType.COMMENT: "",
}


class ExampleNode(template.Node):
    """Renders its content, then shows its source folded below."""

    def __init__(self, title, anchor: str, source: str, nodelist) -> None:
        self.title, self.anchor, self.source, self.nodelist = title, anchor, source, nodelist

    def render(self, context: template.Context) -> str:
        """The example, its title and its source."""
        title = self.title.resolve(context)
        facts = {"title": title, "anchor": self.anchor, "source": self.source, "content": self.nodelist.render(context)}
        return render_to_string("ui/page/example.html", facts)


@register.tag
def example(parser: Parser, token: Token) -> ExampleNode:
    """``{% example _("Title") anchor %}…{% endexample %}``."""
    _name, title, anchor = token.split_contents()
    pieces = []
    for following in reversed(parser.tokens):
        if following.token_type == TokenType.BLOCK and following.contents == "endexample":
            break
        pieces.append(WRITTEN[following.token_type].format(following.contents))
    nodelist = parser.parse(("endexample",))
    parser.delete_first_token()
    return ExampleNode(parser.compile_filter(title), slugify(anchor), "".join(pieces).strip(), nodelist)
