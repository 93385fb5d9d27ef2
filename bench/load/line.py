"""A browser on a bad line: some of its requests lose their answer, and are sent again as they were."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Thread
from urllib.parse import urlencode, urlsplit

BOUNDARY = "----jalon-load"
PATIENCE = 60


Fields = Iterable[tuple[str, str]]
Files = Mapping[str, tuple[str, bytes]]  # name → filename, content


@dataclass
class Seen:
    """Milliseconds of each answered request by what it was for, and how many were lost, repeated, refused.

    `late`: seconds by which a centre began after its moment, at most.
    """

    times: dict[str, list[float]] = field(default_factory=dict)
    lost: int = 0
    twice: int = 0
    late: float = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    page: str


class Line:
    """One person's browser, with its cookies. Not for two threads at once but where it says so."""

    lost, twice = 0.2, 0.05  # of the requests that change something

    def __init__(self, port: int, seen: Seen, draw: Random):
        self.port, self.seen, self.draw = port, seen, draw
        self.cookies: dict[str, str] = {}

    def get(self, what: str, path: str) -> Answer:
        """A page, its redirects followed."""
        answer = self._timed(what, "GET", path, b"", {})
        while answer.status in (301, 302, 303):
            answer = self._timed(what, "GET", answer.location, b"", {})
        if answer.status != 200:
            raise RuntimeError(f"{what}: {path} answered {answer.status}")
        return answer

    def send(self, what: str, path: str, fields: Fields, files: Files | None = None) -> Answer:
        """A form, on the bad line."""
        body, kind = _multipart(fields, files) if files else (urlencode(list(fields)).encode(), _PLAIN)
        asked = ("POST", path, body, {"Content-Type": kind})
        while self.draw.random() < self.lost:
            self.seen.lost += 1
            self._cut(*asked)
            time.sleep(self.draw.uniform(0.05, 1.5))
        if self.draw.random() < self.twice:
            self.seen.twice += 1
            other = Thread(target=self._quietly, args=asked)
            other.start()
            answer = self._timed(what, *asked)
            other.join()
            return answer
        return self._timed(what, *asked)

    def _timed(self, what: str, *asked: object) -> Answer:
        begun = time.perf_counter()
        answer = self._ask(*asked)  # type: ignore[arg-type]
        self.seen.times.setdefault(what, []).append(1000 * (time.perf_counter() - begun))
        if answer.status >= 500:
            self.seen.faults.append(f"{what}: {answer.status}")
        return answer

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        link = self._link(method, path, body, headers)
        try:
            response = link.getresponse()
            page = response.read().decode(errors="replace")
        finally:
            link.close()
        return self.answered(response.status, response.getheaders(), page)

    @property
    def cookie(self) -> str:
        """The cookies as they are sent."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def answered(self, status: int, headers: Iterable[tuple[str, str]], page: str) -> Answer:
        """What came back, its cookies kept."""
        location = ""
        for name, value in headers:
            if name.lower() == "set-cookie":
                cookie, _mark, given = value.partition(";")[0].partition("=")
                self.cookies[cookie] = given
            elif name.lower() == "location":
                location = value
        place = urlsplit(location)
        return Answer(status, f"{place.path}?{place.query}" if place.query else place.path, page)

    def _cut(self, *asked: object) -> None:
        """Sent, and the line is gone before the answer: sometimes before the server is done, sometimes after."""
        link = self._link(*asked)  # type: ignore[arg-type]
        time.sleep(self.draw.choice([0, 0, 0.01, 0.2]))
        link.close()

    def _quietly(self, *asked: object) -> None:
        try:
            self._ask(*asked)  # type: ignore[arg-type]
        except (OSError, HTTPException) as fault:
            self.seen.faults.append(f"repeated: {fault!r}")

    def _link(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> HTTPConnection:
        link = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        link.request(method, path, body=body or None, headers={"Cookie": self.cookie, **headers})
        return link


_PLAIN = "application/x-www-form-urlencoded"


def _multipart(fields: Fields, files: Files) -> tuple[bytes, str]:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    for name, (filename, content) in files.items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        parts.append(head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + content + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()]), f"multipart/form-data; boundary={BOUNDARY}"
