"""Small helpers of the matrix."""

from collections.abc import Sequence

from django import template

register = template.Library()


@register.filter
def beside(answers: Sequence[str], roles: Sequence[str]) -> list[tuple[str, str]]:
    """Each role with its answer."""
    return list(zip(roles, answers, strict=True))
