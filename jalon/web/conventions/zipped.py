"""Many files in one archive that is never whole in memory: each is sent as soon as it is made."""

import zipfile
from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any


class _Way(RawIOBase):
    """Where the archive is written, and taken from at once."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        """What was written since the last time."""
        parts, self.parts = self.parts, []
        return b"".join(parts)


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of an archive of these files (name, content), in parts; a PDF is packed already and is stored."""
    way = _Way()
    with zipfile.ZipFile(way, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
            yield way.taken()
    yield way.taken()
