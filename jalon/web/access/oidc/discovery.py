"""What a service says of itself: where it is asked, and the keys it signs with. Kept an hour by each process."""

from dataclasses import dataclass
from typing import Any

import jwt
from django.core.cache import caches

from jalon.web.access.oidc import transport
from jalon.web.access.oidc.providers import Provider
from jalon.web.access.oidc.transport import Unreachable

HOUR = 3600  # seconds
PATIENCE = 60  # seconds between two looks for a key nobody knows: a forged token must not make us ask all day
# Signatures with a key pair only: with a shared secret, or none, whoever knows the client could sign.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")


@dataclass(frozen=True)
class Known:
    """Where to send people, where to change the code, where the keys are, how we say who we are."""

    authorize: str
    token: str
    keys: str
    secret_in_form: bool


def known(provider: Provider) -> Known:
    """Read from the service's own description, which must be of this very issuer. Raises `Unreachable`."""
    said = _kept(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration", fresh=False)
    if said.get("issuer") != provider.issuer:
        raise Unreachable(f"{provider.code}: the description is of another issuer")
    found = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(isinstance(one, str) and one.startswith("https://") for one in found):
        raise Unreachable(f"{provider.code}: the description lacks an address")
    ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Known(*found, secret_in_form="client_secret_basic" not in ways)  # type: ignore[arg-type]


def signing_key(address: str, kid: str | None) -> jwt.PyJWK | None:
    """The key of that name; without a name, the only one. An unknown name is looked for once more, not more often."""
    if (found := _among(_kept(address, fresh=False), kid)) is not None:
        return found
    if not caches["memory"].add(f"oidc.looked:{address}", True, PATIENCE):
        return None
    return _among(_kept(address, fresh=True), kid)


def _among(said: dict[str, Any], kid: str | None) -> jwt.PyJWK | None:
    try:
        listed = jwt.PyJWKSet.from_dict(said).keys
    except (jwt.PyJWTError, AttributeError, TypeError) as wrong:
        raise Unreachable(f"keys that cannot be read: {wrong}") from wrong
    usable = [one for one in listed if one.public_key_use in (None, "sig")]
    if kid is None:
        return usable[0] if len(usable) == 1 else None
    return next((one for one in usable if one.key_id == kid), None)


def _kept(address: str, *, fresh: bool) -> dict[str, Any]:
    kept = None if fresh else caches["memory"].get(f"oidc:{address}")
    if kept is None:
        kept = transport.ask(address)
        caches["memory"].set(f"oidc:{address}", kept, HOUR)
    return kept
