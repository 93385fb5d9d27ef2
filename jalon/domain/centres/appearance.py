"""What a centre puts on its documents: a logo checked by its content, and a colour that can be read on white."""

import io
import re
import warnings

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from jalon.domain.core.errors import InvalidInput

LOGO_BYTES = 2_000_000
LOGO_SIDE = 6000  # pixels that may come in, per side
LOGO_KEPT = (800, 400)  # pixels that are kept, at most
LOGO_FORMATS = ("PNG", "JPEG", "WEBP")

READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of normal text
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def checked_logo(content: bytes) -> bytes:
    """The picture as a new PNG of our own making: nothing of the file that came in survives but its pixels.

    Raises `InvalidInput` for anything that is not a PNG, JPEG or WebP of a reasonable size, whatever it is called.
    """
    if len(content) > LOGO_BYTES:
        raise InvalidInput(_("Cette image pèse plus de 2 Mo."), what_to_do=_("Réduisez-la."), field="logo")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=LOGO_FORMATS)
            # The header is enough to refuse a picture that would fill the memory once unfolded.
            if max(picture.size) > LOGO_SIDE or min(picture.size) < 1:
                raise InvalidInput(
                    _("Cette image est trop grande : %(width)s × %(height)s points.")
                    % {"width": picture.width, "height": picture.height},
                    what_to_do=_("Réduisez-la à %(side)s points au plus par côté.") % {"side": LOGO_SIDE},
                    field="logo",
                )
            kept = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise InvalidInput(
            _("Ce fichier n’est pas une image PNG, JPEG ou WebP lisible."),
            what_to_do=_("Choisissez un autre fichier."),
            field="logo",
        ) from error
    kept.thumbnail(LOGO_KEPT)
    out = io.BytesIO()
    kept.save(out, "PNG", optimize=True)
    return out.getvalue()


def read_colour(typed: str) -> str:
    """« #1F4E5F » as « #1f4e5f ». Raises `InvalidInput`."""
    colour = typed.strip().casefold()
    if not _COLOUR.fullmatch(colour):
        raise InvalidInput(_("Cette couleur ne se lit pas."), what_to_do=_("Écrivez-la comme #1f4e5f."), field="colour")
    return colour


def contrast_on_white(colour: str) -> float:
    """The WCAG contrast ratio of a colour with white, from 1 to 21."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def readable_colour(colour: str) -> str:
    """The same hue, darkened no more than it takes to be read on white."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    for percent in range(100, -1, -1):
        darker = "#" + "".join(f"{channel * percent // 100:02x}" for channel in channels)
        if contrast_on_white(darker) >= READABLE:
            return darker
    return "#000000"
