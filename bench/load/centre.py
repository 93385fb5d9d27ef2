"""What the two people of one centre do: five costs with their documents, the words of the report, two signatures."""

import io
import re
from random import Random

from PIL import Image

from bench.load.database import YEAR
from bench.load.forms import form_with
from bench.load.line import Line

COSTS = 5
WORDS = "Des ateliers chaque semaine, avec la maison de quartier."
SIGNED, AGAIN = (200, 302, 303), (200, 302, 303, 409, 422)  # what a repeated request may be told: it is done already


def sign_in(line: Line, user: str) -> None:
    """Through the demonstration's door, without a password.

    From another page of the sign-in: the first lists everybody invented, here more than a thousand, elsewhere nobody.
    """
    token = form_with(line.get("sign in", "/account/password/reset/").page, "csrfmiddlewaretoken").fields
    line.send("sign in", "/demo/sign-in/", [*token[:1], ("user", user)])
    line.get("sign in", "/centres/choose/")


def work(president: Line, secretary: Line, users: tuple[str, str], number: int) -> None:
    """From the first sign-in to the second signature."""
    draw = president.draw
    sign_in(president, users[0])
    sign_in(secretary, users[1])
    costs = _link(president.get("grants", "/reports/costs/").page, r"/reports/[0-9a-f-]{36}/costs/")
    for one in range(COSTS):
        _cost(president, f"{costs}new/", number, one, draw)
    report = _link(president.get("reports", "/reports/").page, r"/reports/[0-9a-f-]{36}/")
    _write(president, report)
    for line in (president, secretary):
        _sign(line, report)


def _cost(line: Line, path: str, number: int, one: int, draw: Random) -> None:
    form = form_with(line.get("form of a cost", path).page, "supplier", "file")
    told = {
        "supplier": f"Imprimerie {number}", "number": f"{number}-{one}", "spent_on": f"{YEAR}-0{one + 3}-15",
        "net": f"{1000 + one},00", "vat": "0,00", "total": f"{1000 + one},00", "project": "Ateliers",
        "link": "Affiches de l’atelier.", "proportion": "Un atelier pour trente personnes.",
    }  # fmt: skip
    answer = line.send(
        "cost with its document", form.action or path, form.filled(**told), {"file": ("f.jpg", _photo(draw))}
    )
    if answer.status not in AGAIN:
        raise RuntimeError(f"a cost answered {answer.status}")


def _photo(draw: Random) -> bytes:
    """About a hundred kilobytes nobody sent before."""
    out = io.BytesIO()
    Image.frombytes("L", (340, 340), draw.randbytes(340 * 340)).save(out, "JPEG", quality=90)
    return out.getvalue()


def _write(line: Line, report: str) -> None:
    form = form_with(line.get("report", report).page, "field-A1")
    words = {name: WORDS for name in ("field-A1", "field-A2", "field-A3")}
    line.send("words of the report", form.action or report, form.filled(**words))


def _sign(line: Line, report: str) -> None:
    form = form_with(line.get("page to sign", f"{report}sign/").page, "shown")
    line.send("signature", form.action or f"{report}sign/", form.fields)


def _link(page: str, pattern: str) -> str:
    found = re.search(f'href="({pattern})"', page)
    if found is None:
        raise LookupError(f"no link {pattern}")
    return found[1]
