"""The picture of a drawn signature: a small PNG, checked by its content and written again by us."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image

from jalon.domain.core.errors import InvalidInput

HEAVIEST = 200_000  # bytes
WIDEST, HIGHEST = 2400, 1200  # pixels


def signature_picture(picture: bytes | None) -> bytes:
    """The same drawing as a bare PNG. Raises `InvalidInput` when it is empty, too heavy, too large or no PNG."""
    if not picture:
        raise InvalidInput(_("Tracez la signature dans le cadre."), field="picture")
    if len(picture) > HEAVIEST:
        raise InvalidInput(
            _("La signature est trop lourde."), what_to_do=_("Effacez et tracez-la de nouveau."), field="picture"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(picture), formats=("PNG",))
            if image.width > WIDEST or image.height > HIGHEST:
                raise _unreadable()
            image.load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise _unreadable() from error
    drawing = image.convert("RGBA")
    if _is_blank(drawing):
        raise InvalidInput(_("Tracez la signature dans le cadre."), field="picture")
    out = io.BytesIO()
    drawing.save(out, "PNG", optimize=True)
    return out.getvalue()


def _is_blank(image: Image.Image) -> bool:
    """One colour everywhere: nothing was drawn."""
    return all(low == high for low, high in image.getextrema())


def _unreadable() -> InvalidInput:
    return InvalidInput(
        _("La signature n’est pas une image lisible."),
        what_to_do=_("Effacez et tracez-la de nouveau."),
        field="picture",
    )
