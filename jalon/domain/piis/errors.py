"""What a PIIS refuses, each with what, why and what to do."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from jalon.domain.core.errors import DomainError, NotAllowed, Text


@dataclass(frozen=True)
class Missing:
    """One thing still missing: the field of the page it is about, the sentence, and whether the law asks it."""

    field: str
    sentence: Text
    article: str = ""


class Incomplete(DomainError):
    """The text can't be handed over yet; `missing` lists everything at once."""

    what = _("Le texte ne peut pas encore être remis.")

    def __init__(self, missing: tuple[Missing, ...]):
        self.missing = missing
        super().__init__(why=" ".join(str(one.sentence) for one in missing))


class OldVersion(DomainError):
    """A text that was replaced can't be signed."""

    what = _("Ce texte a été remplacé : il ne peut plus être signé.")
    what_to_do = _("Ouvrez la dernière version et faites signer celle-là.")


class WrongVersion(DomainError):
    """A scan of another text than the one the page is about."""

    what = _("Ce papier est celui d’un autre texte.")
    what_to_do = _("Vérifiez que vous avez scanné la bonne feuille, ou classez-la dans le bon dossier.")


class UnreadableCode(DomainError):
    """No readable code of ours on the scan."""

    status = 400
    what = _("Le code du papier n’a pas pu être lu.")
    what_to_do = _("Scannez de nouveau, à plat, ou ouvrez le PIIS et ajoutez le scan à partir de sa page.")


class TooEarly(DomainError):
    """The time to think over has not passed."""

    what = _("Ce texte ne peut pas encore être signé.")

    def __init__(self, *args: Text, from_day: date, **kwargs: str | None):
        self.from_day = from_day
        super().__init__(*args, **kwargs)


class NotForTheCentre(NotAllowed):
    """Only who represents the centre signs for it."""

    what = _("Vous ne signez pas pour le centre.")
    why = _(
        "La présidence et la direction générale le représentent, et les personnes à qui elles délèguent leur signature."
    )
    what_to_do = _("Demandez-leur de signer ici ou sur le papier, ou de vous donner une délégation.")


class AlreadySigned(DomainError):
    """One signature per party and version."""

    what = _("Cette partie a déjà signé ce texte.")
    what_to_do = _("Rechargez la page pour voir qui doit encore signer.")


class UsedForm(DomainError):
    """The key of a form that already did something else: another act, or an act on another project."""

    what = _("Ce formulaire a déjà servi à autre chose.")
    what_to_do = _("Rechargez la page, puis recommencez.")


class Overlaps(DomainError):
    """Two running PIIS of the same person in one centre."""

    what = _("Cette personne a déjà un PIIS en cours pendant cette période.")
    what_to_do = _("Terminez d’abord l’autre PIIS, ou changez les dates de celui-ci.")
