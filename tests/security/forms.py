"""The forms of a page, read as a browser reads them."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.security.addresses import Address
from tests.security.house import PEOPLE, ROLES, House
from tests.security.matrix import MATRIX

Values = dict[str, list[str]]


def allowed(house: House, address: Address, method: str) -> Client:
    """Somebody who may."""
    everybody = [*ROLES, "federal", "federal_manager", *PEOPLE]
    return house.browser(next(role for role in everybody if role in MATRIX[address.name][method]))


def read(client: Client, path: str) -> BeautifulSoup:
    """The page, empty when it is none."""
    page: Any = client.get(path)
    shown = page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    return BeautifulSoup(page.content if shown else b"", "html.parser")


def filled(page: BeautifulSoup, first: dict[str, str] | None = None) -> Values:
    """The fields of the forms of that page, as the browser would send them; `first`: those the page lacks."""
    found: Values = {name: [value] for name, value in (first or {}).items()}
    for element in page.select("input[name], select[name], textarea[name]"):
        found.setdefault(str(element["name"]), []).extend(_value(element))
    found.pop("csrfmiddlewaretoken", None)
    return found or {"what": [""], "revision": ["1"], "key": [""]}


def choices(page: BeautifulSoup) -> Values:
    """Every value a form of that page could send, chosen or not, by the name of its field."""
    found: Values = {}
    for element in page.select("input[name], select[name], button[name]"):
        options = element.select("option") if element.name == "select" else [element]
        found.setdefault(str(element["name"]), []).extend(str(one.get("value", "")) for one in options)
    return found


def _value(element: Tag) -> list[str]:
    if element.name == "select":
        chosen = element.select("option[selected]") or element.select("option")[:1]
        return [str(option.get("value", option.text)) for option in chosen]
    if element.name == "textarea":
        return [element.text]
    if element.get("type") in {"checkbox", "radio"} and not element.has_attr("checked"):
        return []
    return [str(element.get("value", "on" if element.get("type") == "checkbox" else ""))]
