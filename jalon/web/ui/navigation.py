"""What stands in the header and footer: each app of pages adds its own entries from ``AppConfig.ready``.

navigation.add(Entry(label=gettext_lazy("Dossiers"), url_name="people:list", order=20, keys="d"))
navigation.places["search"] = "people:search"
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from django.http import HttpRequest
from django.urls import reverse

# One route name per place of the shell; an empty name leaves the place out. Filled by the apps that own the routes.
places: dict[str, str] = {"home": "", "search": "", "sign_in": "account_login", "sign_out": "account_logout"}


def everyone(request: HttpRequest) -> bool:
    """Shown to whoever sees the page."""
    return True


def signed_in(request: HttpRequest) -> bool:
    """Shown to whoever is signed in."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def in_centre(request: HttpRequest) -> bool:
    """Shown to a member at work in a centre."""
    return getattr(request, "centre", None) is not None


@dataclass(frozen=True)
class Entry:
    """A link of the shell.

    ``where`` is main, user or foot; ``keys`` the letter typed after ``g``; ``visible`` decides per request, without a
    query; ``prefix`` is the start of the paths where the entry is the current one (its own path by default);
    ``room`` the namespace whose pages all stand under it, wherever their address begins; ``under`` the name of
    the `Gathering` it stands in.
    """

    label: str
    url_name: str
    order: int = 50
    keys: str = ""
    where: str = "main"
    visible: Callable[[HttpRequest], bool] = signed_in
    prefix: str = ""
    room: str = ""
    under: str = ""


@dataclass(frozen=True)
class Gathering:
    """Entries of one subject: one link in the header, to the first of them; beside each other on their own pages."""

    label: str
    keys: str = ""


_entries: list[Entry] = []
_gatherings: dict[str, Gathering] = {}


def add(entry: Entry) -> None:
    """Add a link; the same route twice in one place is kept once."""
    if not any(old.url_name == entry.url_name and old.where == entry.where for old in _entries):
        _entries.append(entry)


def gather(name: str, gathering: Gathering) -> None:
    """Name what entries may stand ``under``."""
    _gatherings[name] = gathering


@dataclass(frozen=True)
class Link:
    """An entry for one request. ``exact``: the page is the entry's own; ``current``: it stands under it.

    Two links are equal when they are written alike; the label follows from the address and the language.
    """

    label: str = field(compare=False)
    url: str
    keys: str
    exact: bool
    current: bool


def shown(request: HttpRequest, where: str) -> tuple[Link, ...]:
    """The links of one place for this request, in order, the current one marked."""
    links: dict[str, Link] = {}
    for entry, link in _standing(request, where):
        if not entry.under:
            links[entry.url_name] = link
        elif entry.under in links:
            links[entry.under] = replace(links[entry.under], current=links[entry.under].current or link.current)
        else:
            all_of_them = _gatherings[entry.under]
            links[entry.under] = replace(link, label=all_of_them.label, keys=all_of_them.keys, exact=False)
    return tuple(links.values())


def beside(request: HttpRequest) -> tuple[Link, ...]:
    """The links that stand under the same name as the current one, itself among them; none where it stands alone."""
    standing = _standing(request, "main")
    name = next((entry.under for entry, link in standing if link.current), "")
    links = tuple(link for entry, link in standing if name and entry.under == name)
    return links if len(links) > 1 else ()


def _standing(request: HttpRequest, where: str) -> list[tuple[Entry, Link]]:
    """The entries this request may see in one place, in order."""
    path = request.path
    room = getattr(getattr(request, "resolver_match", None), "namespace", "")
    found = []
    for entry in sorted(_entries, key=lambda e: e.order):
        if entry.where == where and entry.visible(request):
            url = _address(entry.url_name)
            start = entry.prefix or url
            holds = path == url or (start != "/" and path.startswith(start))
            own = bool(entry.room) and entry.room == room
            found.append((entry, url, len(path) if own else len(start) if holds else 0))
    # Of two places that both hold the page, the nearer one.
    nearest = max((length for _entry, _url, length in found), default=0)
    return [
        (entry, Link(entry.label, url, entry.keys, url == path, 0 < length == nearest)) for entry, url, length in found
    ]


def place(name: str) -> str:
    """The address of a place of the shell, or nothing."""
    return _address(places[name]) if places.get(name) else ""


@cache
def _address(url_name: str) -> str:
    """The address of a route without arguments: the same on every page."""
    return reverse(url_name)
