"""From the strokes drawn on the page to the picture that is kept."""

import io

from PIL import Image, ImageDraw

from jalon.web.ui.forms import SignatureField

SCALE = 2  # pixels for one step of the pad's grid
INK = (20, 24, 40, 255)
WIDTH = 5


def drawn(path: str) -> bytes:
    """A PNG of the signature, transparent around the ink. `path`: a valid one of `SignatureField`, not empty."""
    columns, lines = SignatureField.grid
    image = Image.new("RGBA", (columns * SCALE, lines * SCALE), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    for stroke in path.split("M")[1:]:
        points = [tuple(SCALE * int(part) for part in pair.split(" ")) for pair in stroke.split("L")]
        if len(points) > 1:
            pen.line(points, fill=INK, width=WIDTH, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - WIDTH // 2, y - WIDTH // 2, x + WIDTH // 2, y + WIDTH // 2), fill=INK)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
