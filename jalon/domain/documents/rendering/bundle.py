"""The evidence bundle as one file: the cover PDF and, beside it, each frozen document exactly as it was kept.

A ZIP and not one merged PDF: merging would rewrite the files and break their hashes, which are the evidence.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from .contexts import EvidenceBundle
from .dates import local
from .engine import Rendered
from .errors import RenderingError

SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
COVER = "000-index.pdf"


class BundleMismatch(RenderingError):
    """A file is missing, unlisted, or no longer what was frozen: the bundle is not made."""

    message = _(
        "Le fichier « %(name)s » ne correspond pas à l’empreinte gardée au dossier. "
        "Le dossier de preuves n’a pas été fait ; prévenez la personne qui gère Jalon."
    )


def pack(bundle: EvidenceBundle, cover: Rendered, files: Mapping[str, bytes]) -> bytes:
    """A ZIP of the cover, every file listed in the bundle's acts, and SHA256SUMS. Same input, same bytes.

    `files`: name → bytes. Raises `BundleMismatch` when a name or a hash is not the one listed.
    """
    listed = {act.file_name: act.sha256 for act in bundle.acts if act.sha256}
    for name in sorted(listed.keys() | files.keys()):
        intact = name in files and hashlib.sha256(files[name]).hexdigest() == listed.get(name)
        if not SAFE_NAME.fullmatch(name) or name in (COVER, "SHA256SUMS") or not intact:
            raise BundleMismatch(name=name)
    contents = {COVER: cover.bytes, **{name: files[name] for name in sorted(listed)}}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in contents.items())
    contents["SHA256SUMS"] = sums.encode()
    return _zip(contents, local(bundle.made_at).timetuple()[:6])


def _zip(contents: Mapping[str, bytes], stamp: tuple[int, ...]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, date_time=stamp)  # type: ignore[arg-type]
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
