"""The identity services an operator offers to persons, read from the environment: none unless named there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

_CODE = re.compile(r"[a-z][a-z0-9]{0,29}")
LIST = "JALON_IDENTITY_PROVIDERS"


@dataclass(frozen=True)
class Provider:
    """One service. `code` stands in addresses, `name` on buttons; `issuer` is compared to the letter."""

    code: str
    name: str
    issuer: str
    client_id: str
    secret: str = field(repr=False)


def read_providers(environment: Mapping[str, str]) -> tuple[Provider, ...]:
    """`JALON_IDENTITY_PROVIDERS=one,two`, then for each `JALON_IDENTITY_ONE_ISSUER`, `_CLIENT_ID`, `_SECRET`, `_NAME`.

    Ends the process with a sentence when something is missing, as the other settings do.
    """
    codes = [one.strip() for one in environment.get(LIST, "").split(",") if one.strip()]
    return tuple(_read(code, environment) for code in dict.fromkeys(codes))


def _read(code: str, environment: Mapping[str, str]) -> Provider:
    if not _CODE.fullmatch(code):
        raise SystemExit(f"{LIST} names « {code} »: small letters and figures only. See docs/operations.md.")
    values = {}
    for part in ("ISSUER", "CLIENT_ID", "SECRET"):
        name = f"JALON_IDENTITY_{code.upper()}_{part}"
        values[part.lower()] = environment.get(name, "")
        if not values[part.lower()]:
            raise SystemExit(f"{name} is not set, and {LIST} names « {code} ». See docs/operations.md.")
    if not values["issuer"].startswith("https://"):
        raise SystemExit(f"The issuer of « {code} » does not begin with https://. See docs/operations.md.")
    return Provider(code, environment.get(f"JALON_IDENTITY_{code.upper()}_NAME", "") or code, **values)


def offered() -> tuple[Provider, ...]:
    """Those of this installation."""
    return tuple(settings.JALON_IDENTITY_PROVIDERS)


def provider_called(code: str) -> Provider | None:
    """The one of that code, while it is offered."""
    return next((one for one in offered() if one.code == code), None)
