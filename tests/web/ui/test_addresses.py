"""`{% url %}` and `address` say what Django's `reverse` says, for every page of the house."""

from uuid import uuid4

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse

from jalon.web.ui.addresses import address
from tests.security.addresses import ADDRESSES

WORDS = {"quarter": "2026Q2", "publication": "2026Q1", "language": "nl", "article": 3, "number": 3}


def values_of(one) -> dict[str, object]:
    return {key: uuid4() if key.endswith("_id") else WORDS.get(key, "in_force") for key in one.keys}


def said(template: str, **told: object) -> str:
    return Template(template).render(Context(told))


@pytest.mark.parametrize("one", ADDRESSES, ids=str)
def test_every_address_is_the_one_django_gives(one):
    values = values_of(one)
    try:
        path = reverse(one.name, kwargs=values)
    except NoReverseMatch:
        with pytest.raises(NoReverseMatch):
            address(one.name, **values)
        return
    for again in (values, values_of(one)):
        assert address(one.name, **again) == reverse(one.name, kwargs=again)
    assert address(one.name, *values.values()) == reverse(one.name, args=[*values.values()])
    asked = " ".join(f"{key}={key}" for key in values)
    assert said(f"{{% url '{one.name}' {asked} %}}", **values) == path
    assert said(f"{{% url '{one.name}' {asked} as it %}}[{{{{ it }}}}]", **values) == f"[{path}]"


def test_what_is_no_id_is_quoted():
    with pytest.raises(NoReverseMatch):
        address("people:file", '"><script>')
    with pytest.raises(NoReverseMatch):
        said("{% url 'people:file' it %}", it="")
    assert said("{% url 'people:file' it as path %}[{{ path }}]", it="") == "[]"
    with pytest.raises(NoReverseMatch):
        address("people:nowhere", uuid4())
