"""What can go wrong between a context and its paper, each with a sentence a person can act on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class RenderingError(Exception):
    """A document can't be made or read. `str(error)` is the sentence to show; `detail` is for the log only."""

    message = _(
        "Le document n’a pas pu être préparé. Réessayez ; si cela se répète, prévenez la personne qui gère Jalon."
    )

    def __init__(self, detail: str = "", **values: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.values = values

    def __str__(self) -> str:
        return str(self.message) % self.values if self.values else str(self.message)


class NotConforming(RenderingError):
    """Typst refused the document: it would not have been valid PDF/A-2a and PDF/UA-1, or a template is wrong."""

    message = _(
        "Le document ne respecte pas les règles d’archivage et d’accessibilité, il n’a donc pas été émis. "
        "Prévenez la personne qui gère Jalon."
    )


class UnprintableText(RenderingError):
    """A text holds a character no paper can show (NUL, half a character)."""

    message = _("Un texte contient un caractère invisible interdit. Retapez ce passage, puis réessayez.")


class TextTooLong(RenderingError):
    """A text is longer than a document can hold."""

    message = _("Un texte dépasse %(limit)s caractères. Raccourcissez-le, puis réessayez.")


class UnusablePicture(RenderingError):
    """A logo or a drawn signature is not a picture we can print safely."""

    message = _("L’image ne peut pas être imprimée. Choisissez une image PNG, JPEG ou SVG simple de moins de 2 Mo.")


class WrongLanguage(RenderingError):
    """A language no document exists in."""

    message = _("Les documents existent en français, néerlandais, allemand et anglais.")


class MissingTimeZone(RenderingError):
    """A moment without its time zone: two machines would print two different hours."""

    message = _("Une heure a été donnée sans fuseau horaire. Prévenez la personne qui gère Jalon.")


class ScanError(RenderingError):
    """An uploaded scan can't be filed by itself."""

    message = _("Le scan n’a pas pu être lu. Classez-le à la main ou scannez de nouveau.")


class ScanTooHeavy(ScanError):
    message = _("Le fichier dépasse %(limit)s Mo. Scannez en gris à 150 ou 200 points par pouce, puis réessayez.")


class ScanTooLong(ScanError):
    message = _("Le fichier compte plus de %(limit)s pages. Envoyez seulement les pages du document signé.")


class ScanTooLarge(ScanError):
    message = _(
        "Une page du scan est trop grande pour être lue. Scannez à 150 ou 200 points par pouce, puis réessayez."
    )


class ScanUnknownType(ScanError):
    message = _(
        "Ce fichier n’est ni un PDF, ni une image PNG, JPEG, TIFF ou WebP. Choisissez le scan du document signé."
    )


class ScanUnreadable(ScanError):
    message = _("Le fichier est abîmé ou protégé par un mot de passe. Scannez le document de nouveau, puis réessayez.")


class ScanWithoutCode(ScanError):
    message = _(
        "Aucun code de Jalon n’a été trouvé sur le scan. Vérifiez que le coin avec le code est visible, "
        "ou classez le scan à la main."
    )


class ScanOfSeveralVersions(ScanError):
    message = _("Le scan contient des pages de plusieurs documents. Envoyez un fichier par document signé.")


class PieceUnknownType(ScanError):
    message = _("Ce fichier n’est ni un PDF, ni une image PNG ou JPEG, ni une facture électronique (XML).")


class PieceWithScript(ScanError):
    message = _("Ce PDF contient un programme : il n’est pas gardé. Imprimez-le de nouveau en PDF, puis réessayez.")
