"""Passwords that Django's English list lets through and everybody here would try first."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_WORDS = (
    "motdepasse|mdp|bienvenue|bonjour|soleil|azerty|qwerty|azertyuiop|administrateur|secret|changezmoi|printemps|automne|hiver|"
    "wachtwoord|welkom|geheim|hallo|zomer|winter|herfst|lente|belgique|belgie|bruxelles|brussel|"
    "password|admin|letmein|jalon|cpas|ocmw|oszh|assistante?|sociale?|maatschappelijk|werker|piis|gpmi"
)
_ONLY_SUCH = re.compile(rf"(?:{_WORDS})*")


class LocalWordsValidator:
    """Refuses « Bienvenue2026! », « OCMW-Wachtwoord-1 »: known words with figures and signs around them."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError."""
        bare = unicodedata.normalize("NFKD", password.casefold()).encode("ascii", "ignore").decode()
        if _ONLY_SUCH.fullmatch(re.sub(r"[^a-z]", "", bare)):
            raise ValidationError(
                _("Ce mot de passe se devine trop facilement : ce sont des mots que tout le monde essaie."),
                code="password_local_words",
            )

    def get_help_text(self) -> str:
        """One line for a list of rules."""
        return _("Votre mot de passe n’est pas un mot que tout le monde essaierait.")
