"""Typed context in, PDF/A-2a and PDF/UA-1 bytes out, by Typst: milliseconds, no system library, no network.

A template reads only the templates' folder and its inputs. What users wrote arrives as JSON strings and is placed as
text; Typst never parses it. The same document gives the same bytes: the only clock is `made_at`.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from . import qr
from .cleaning import FONTS, MISSING, clean
from .colours import palette
from .contexts import AccessCard, Document, Language
from .dates import local
from .errors import NotConforming, WrongLanguage
from .pdfium import count_pages
from .pictures import printable
from .wording import View, view

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ["a-2a", "ua-1"]
CARRYING = ["a-3a", "ua-1"]  # PDF/A-2 allows no attached file; PDF/A-3 is the same with them
EDITION = 1  # raised when a template changes what a document says, so that its hash says so too
UNSHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed")
NO_PACKAGES = TEMPLATES / "packages"  # does not exist: a template can import no package, local or remote

_local = threading.local()


@dataclass(frozen=True)
class Rendered:
    """A document on paper. `sha256`: of `bytes`, 64 hex digits. `missing`: characters no font has, printed as □."""

    bytes: bytes
    sha256: str
    pages: int
    missing: tuple[str, ...] = ()


def render(document: Document, *, language: str) -> Rendered:
    """The document as PDF bytes in one of the four languages, valid PDF/A-2a and PDF/UA-1 or not at all.

    One that carries data is PDF/A-3a, which is the same with attached files.

    Raises a `RenderingError`: `NotConforming`, `UnprintableText`, `TextTooLong`, `UnusablePicture`, `WrongLanguage`.
    """
    words, missing = _worded(document, language)
    # A font may have a letter and an accent but not the two together: only Typst can tell, and says which.
    for _attempt in range(4):
        try:
            pdf = _compile(document, words)
            break
        except typst.TypstError as error:
            unshown = UNSHOWN.search(str(error))
            if unshown is None:
                raise NotConforming(f"{error}\n{error.diagnostic}") from error
            missing.add(unshown[1])
            words = _replace(words, unshown[1])
    else:
        raise NotConforming("too many texts without a font")
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), count_pages(pdf), tuple(sorted(missing)))


def canonical(document: Document, *, language: str) -> bytes:
    """What the document says, as canonical JSON: its words without its signatures, its seal, its look or the day it was
    printed. A signature binds the SHA-256 of exactly these bytes; keep them, they prove the hash for ever."""
    words, _ = _worded(document, language)
    said = {
        key: value
        for key, value in words.items()
        if key not in {"signatures", "seal", "made_on", "place-and-day", "common"}
    }
    frame = {"edition": EDITION, "template": document.template, "says": said}
    return json.dumps(frame, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(document: Document, *, language: str) -> str:
    """SHA-256 (64 hex digits) of `canonical`: what goes into a `Seal`, and what a signature binds."""
    return hashlib.sha256(canonical(document, language=language)).hexdigest()


def _worded(document: Document, language: str) -> tuple[View, set[str]]:
    if language not in set(Language):
        raise WrongLanguage(language)
    missing: set[str] = set()
    return _clean_tree(view(document, str(language)), missing), missing


def _clean_tree(node: Any, missing: set[str]) -> Any:
    if isinstance(node, str):
        return clean(node, missing)
    if isinstance(node, dict):
        return {key: _clean_tree(value, missing) for key, value in node.items()}
    if isinstance(node, list):
        return [_clean_tree(value, missing) for value in node]
    return node


def _replace(node: Any, unshown: str) -> Any:
    if isinstance(node, str):
        return node.replace(unshown, MISSING)
    if isinstance(node, dict):
        return {key: _replace(value, unshown) for key, value in node.items()}
    if isinstance(node, list):
        return [_replace(value, unshown) for value in node]
    return node


def _compile(document: Document, words: View) -> bytes:
    made_at = local(document.made_at)
    inputs = {
        "data": json.dumps(words, ensure_ascii=False),
        "look": json.dumps(
            {
                "palette": palette(document.centre.colour),
                "pictures": _pictures(document),
                "made": [made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second],
                "attached": [{"name": one.name, "type": one.media_type, "text": one.text} for one in document.attached],
            }
        ),
    }
    compiler = _compiler(document.template)
    standards = CARRYING if document.attached else STANDARDS
    return compiler.compile(
        format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=int(document.made_at.timestamp())
    )


def _pictures(document: Document) -> dict[str, Any]:
    seal = getattr(document, "seal", None)
    signed = [*getattr(document, "signatures", ()), *getattr(document, "entries", ())]
    drawings = [s.drawing for s in signed if s.drawing is not None and getattr(s, "signed_at", True) is not None]
    return {
        "logo": printable(document.centre.logo) if document.centre.logo else None,
        "code": qr.picture(seal.version_id, seal.content_hash) if seal else None,
        "drawings": [printable(drawing) for drawing in drawings],
        "addresses": [qr.address(one) for one in (document.address, document.home)]
        if isinstance(document, AccessCard)
        else [],
    }


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler(template: str) -> typst.Compiler:
    """One compiler a thread and template (a compiler can't serve two threads); fonts are loaded once."""
    compilers = _local.__dict__.setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            package_path=str(NO_PACKAGES),
            package_cache_path=str(NO_PACKAGES),
        )
    return compilers[template]
