"""There and back: the person is sent to the service with a question of our own, and comes back with its answer.

State ties the answer to this browser, PKCE the code to this question, the nonce the token to both. A question is used
once: the caller takes it out of the session before it is answered.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import jwt

from jalon.web.access.oidc import transport
from jalon.web.access.oidc.discovery import ALGORITHMS, Known, known, signing_key
from jalon.web.access.oidc.providers import Provider

MINUTES = 10  # for as long as somebody looks for a password or a telephone
SKEW = 60  # seconds by which two clocks may differ
LONGEST = 255  # characters of a subject, says the standard


class NotProven(Exception):  # noqa: N818  an answer like others
    """The service, or whoever spoke in its name, did not say who this is. The words are for the operator's log."""


class Declined(NotProven):
    """The person turned back there."""


def begin(provider: Provider, *, redirect_uri: str, at: datetime) -> tuple[str, dict[str, Any]]:
    """The address to send the person to, and the question to keep in their session. Raises `transport.Unreachable`."""
    place = known(provider)
    question = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    asked = {
        "response_type": "code",
        "scope": "openid",  # who, and nothing of them
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "state": question["state"],
        "nonce": question["nonce"],
        "code_challenge": _challenge(question["verifier"]),
        "code_challenge_method": "S256",
        "prompt": "login",  # a telephone, or a library's computer, that somebody else left open there
    }
    mark = "&" if "?" in place.authorize else "?"
    return f"{place.authorize}{mark}{urlencode(asked)}", {**question, "provider": provider.code, "at": at.timestamp()}


def finish(
    provider: Provider, question: Mapping[str, Any], answer: Mapping[str, str], *, redirect_uri: str, at: datetime
) -> str:
    """The subject the answer proves. Raises `Declined`, `NotProven`, `transport.Unreachable`."""
    _answers(provider, question, answer, at)
    if error := answer.get("error"):
        if error in ("access_denied", "login_required", "interaction_required"):
            raise Declined(error)
        raise NotProven(f"the service answers {error[:60]!r}")
    place = known(provider)
    form = {
        "grant_type": "authorization_code",
        "code": answer.get("code", ""),
        "redirect_uri": redirect_uri,
        "code_verifier": question["verifier"],
    }
    token = _token(provider, place, form)
    return subject(provider, place, token, nonce=question["nonce"])


def _token(provider: Provider, place: Known, form: dict[str, str]) -> str:
    """What the service gives for the code. Who we are goes in the way it asks for."""
    headers = {}
    if place.secret_in_form:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    else:
        headers = {"Authorization": _basic(provider)}
    try:
        return str(transport.ask(place.token, form=form, headers=headers).get("id_token", ""))
    except transport.Refused as no:
        raise NotProven(str(no)) from no


def subject(provider: Provider, place: Known, token: str, *, nonce: str) -> str:
    """Who the token is about; whatever else it says is not read. Raises `NotProven`, `transport.Unreachable`."""
    try:
        key = signing_key(place.keys, jwt.get_unverified_header(token).get("kid"))
        if key is None:
            raise NotProven("signed with a key the service does not list")
        said = jwt.decode(
            token,
            key,
            algorithms=list(ALGORITHMS),
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=SKEW,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except jwt.PyJWTError as wrong:
        raise NotProven(f"{type(wrong).__name__}: {wrong}") from wrong
    if not hmac.compare_digest(str(said.get("nonce", "")).encode(), nonce.encode()):
        raise NotProven("the nonce is that of another question")
    # With several audiences, or another party named, the token may have been made for somebody else to hand on.
    for_several = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if (for_several or "azp" in said) and said.get("azp") != provider.client_id:
        raise NotProven("made for another party")
    if not said["sub"] or len(said["sub"]) > LONGEST:
        raise NotProven("no subject")
    return str(said["sub"])


def _answers(provider: Provider, question: Mapping[str, Any], answer: Mapping[str, str], at: datetime) -> None:
    """Whether this answer is to that question, asked by this browser a moment ago, of this service."""
    if question.get("provider") != provider.code:
        raise NotProven("the question was asked of another service")
    if at.timestamp() - question["at"] > MINUTES * 60:
        raise NotProven("answered too late")
    if not hmac.compare_digest(question["state"].encode(), answer.get("state", "").encode()):
        raise NotProven("the state is that of another question")
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise NotProven("answered by another service")


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _basic(provider: Provider) -> str:
    """Both parts are written as in a form, says RFC 6749 § 2.3.1."""
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"
