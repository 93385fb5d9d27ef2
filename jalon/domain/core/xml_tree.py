"""XML from outside as a small tree: no document type, hence no entity of its own, no depth or number without end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

HEAVIEST = 12 * 2**20  # bytes: an invoice may carry its own PDF inside
DEEPEST, MOST = 60, 100_000  # elements within one another, elements in all
LOOK_ALIKE = "}"  # between a namespace and a name, as `{urn:…}Name` is usually written


class UnsafeXml(Exception):  # noqa: N818  not for people: each room says it in its own words
    """It is not read. `reason`: heavy, entities, deep or unreadable."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


@dataclass
class Element:
    """A name with its namespace (`urn:…}Name`), its attributes, what stands in it."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, blanks at its ends cut."""
        return "".join(self.pieces).strip()

    def all(self, *path: str) -> Iterator["Element"]:
        """Every element down a path of local names, whatever their prefix."""
        here = [self]
        for name in path:
            here = [child for one in here for child in one.children if child.local == name]
        yield from here

    def one(self, *path: str) -> "Element | None":
        """The first of them."""
        return next(self.all(*path), None)

    def say(self, *path: str) -> str:
        """The text of the first of them; empty without one."""
        found = self.one(*path)
        return found.text if found else ""

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition(LOOK_ALIKE)[2]


def tree(content: bytes) -> Element:
    """The root element. Raises `UnsafeXml`."""
    if len(content) > HEAVIEST:
        raise UnsafeXml("heavy")
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=LOOK_ALIKE)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler = reading.say
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnsafeXml("unreadable") from error
    if reading.root is None:
        raise UnsafeXml("unreadable")
    return reading.root


def _refuse(*_: object) -> None:
    raise UnsafeXml("entities")


class _Reading:
    """What expat tells, put together."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.count += 1
        if self.count > MOST or len(self.open) >= DEEPEST:
            raise UnsafeXml("deep")
        one = Element(name, attributes)
        if self.open:
            self.open[-1].children.append(one)
        self.root = self.root or one
        self.open.append(one)

    def end(self, _name: str) -> None:
        """It ends."""
        self.open.pop()

    def say(self, text: str) -> None:
        """Some of its text."""
        self.open[-1].pieces.append(text)
