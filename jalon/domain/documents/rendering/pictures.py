"""Logos and drawn signatures: checked by content, bounded, and turned into an SVG string no file can hide in.

Typst receives pictures as text through its inputs, so a PNG or JPEG travels as data inside a small SVG.
"""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache
from xml.etree import ElementTree

from PIL import Image

from .errors import UnusablePicture

HEAVIEST = 2 * 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 900
MOST_SHAPES = 4000
SVG = "http://www.w3.org/2000/svg"
SHAPES = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "style",
    ]
)
DROPPED = frozenset(["title", "desc", "metadata", "namedview"])
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression|javascript:", re.IGNORECASE)
SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt|mm|cm|in)?\s*")


@lru_cache(maxsize=256)
def printable(picture: bytes) -> str:
    """The picture as a self-contained SVG string. Raises `UnusablePicture` with a sentence."""
    if not picture or len(picture) > HEAVIEST:
        raise UnusablePicture("empty or heavier than 2 MB")
    if picture.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        return _from_pixels(picture)
    return _from_shapes(picture)


def _from_pixels(picture: bytes) -> str:
    try:
        image = Image.open(io.BytesIO(picture), formats=("PNG", "JPEG"))
        if image.width * image.height > MOST_PIXELS:
            raise UnusablePicture("too many pixels")
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as error:
        raise UnusablePicture(str(error)) from error
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    data = io.BytesIO()
    image.save(data, "PNG")
    encoded = base64.b64encode(data.getvalue()).decode()
    return (
        f'<svg xmlns="{SVG}" width="{image.width}" height="{image.height}">'
        f'<image width="{image.width}" height="{image.height}" href="data:image/png;base64,{encoded}"/></svg>'
    )


def _from_shapes(picture: bytes) -> str:
    """An SVG reduced to shapes: no text (its font is not here), no link, no picture, no script, no entity."""
    try:
        text = picture.decode("utf-8-sig")
        if "<!ENTITY" in text or "<!DOCTYPE" in text.upper() and "[" in text:
            raise UnusablePicture("entities")
        root = ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        raise UnusablePicture(str(error)) from error
    if root.tag != f"{{{SVG}}}svg":
        raise UnusablePicture("not an SVG")
    if sum(1 for _ in root.iter()) > MOST_SHAPES:
        raise UnusablePicture("too many shapes")
    _strip(root)
    _check_size(root)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _strip(element: ElementTree.Element) -> None:
    for child in list(element):
        space, _, name = str(child.tag).rpartition("}")
        if name in DROPPED or space != f"{{{SVG}":
            element.remove(child)
        elif name not in SHAPES:
            raise UnusablePicture(f"element {name}")
        else:
            _strip(child)
    for name, value in list(element.attrib.items()):
        if name.startswith("{") or name.lower().startswith("on") or name in {"href", "filter", "mask"}:
            del element.attrib[name]
        elif OUTSIDE.search(value):
            raise UnusablePicture(f"attribute {name}")
    if element.text and OUTSIDE.search(element.text):
        raise UnusablePicture("style")


def _check_size(root: ElementTree.Element) -> None:
    """Without a size of its own the picture takes that of its view box."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    for name, index in (("width", 2), ("height", 3)):
        if not SIZE.fullmatch(root.get(name, "")):
            if len(box) != 4:
                raise UnusablePicture("no size")
            root.set(name, box[index])
        match = SIZE.fullmatch(root.get(name, ""))
        if match is None or not 0 < float(match[1]) < 20_000:
            raise UnusablePicture("size out of bounds")
