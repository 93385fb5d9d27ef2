"""Account numbers: read, checked, shown whole to who may, masked everywhere else."""

from django.utils.translation import gettext as _
from stdnum import exceptions, iban

from jalon.domain.core.errors import InvalidInput

# Countries of the single euro payments area (European Payments Council, list of 2025): a payment file reaches no other.
SEPA = set(
    [
        "AD",
        "AL",
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MC",
        "MD",
        "ME",
        "MK",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RS",
        "SE",
        "SI",
        "SK",
        "SM",
        "VA",
    ]
)


def read(typed: str) -> str:
    """The number without blanks. Raises `InvalidInput`: not of a country it says, wrong length, wrong check digits."""
    try:
        # Not the list of bank codes: it ages, and a bank opened since would be refused.
        found = iban.validate(typed.upper(), check_country=False)
    except exceptions.ValidationError as error:
        raise InvalidInput(
            _("Ce numéro de compte n’est pas un IBAN juste."),
            _("Ses chiffres de contrôle ne correspondent pas : un chiffre manque, ou deux sont inversés."),
            _("Recopiez-le d’un extrait de compte."),
            field="iban",
        ) from error
    if found[:2] not in SEPA:
        raise InvalidInput(
            _("Ce compte est hors de la zone des paiements en euros (SEPA)."),
            what_to_do=_("Donnez un compte belge ou d’un pays de cette zone."),
            field="iban",
        )
    return found


def shown(number: str) -> str:
    """« BE68 5390 0754 7034 »."""
    return iban.format(number)


def masked(number: str) -> str:
    """« BE68 •••• 7034 »: what a journal and a list may say."""
    return f"{number[:4]} •••• {number[-4:]}"
