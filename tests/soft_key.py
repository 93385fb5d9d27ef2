"""A telephone's key in software: what a browser would send for it."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG
OPENED = FLAG.UP | FLAG.UV


@dataclass
class SoftKey:
    """One key; `handle` is what it was told to say of its owner."""

    origin: str = "https://testserver"
    rp: str = "testserver"
    name: bytes = b"soft-key-of-a-test"
    secret: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: str = ""

    def make(self, options: dict[str, Any], flags: Any = OPENED) -> str:
        """The answer to a question for a new key."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.secret.public_key())
        data = AttestedCredentialData.create(Aaguid(bytes(16)), self.name, public)
        made = AuthenticatorData.create(self._rp(), flags | FLAG.AT, 0, data)
        parts = {
            "clientDataJSON": self._client("webauthn.create", asked["challenge"]),
            "attestationObject": websafe_encode(AttestationObject.create("none", made, {})),
        }
        return self._whole(parts)

    def answer(self, options: dict[str, Any], flags: Any = OPENED, handle: str = "") -> str:
        """The answer to a question at the door."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = AuthenticatorData.create(self._rp(), flags, 0)
        signed = bytes(data) + hashlib.sha256(websafe_decode(client)).digest()
        parts = {
            "clientDataJSON": client,
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(self.secret.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": handle or self.handle,
        }
        return self._whole(parts)

    def _whole(self, parts: dict[str, str]) -> str:
        name = websafe_encode(self.name)
        facts = {"id": name, "rawId": name, "type": "public-key", "response": parts, "clientExtensionResults": {}}
        return json.dumps(facts)

    def _client(self, kind: str, challenge: str) -> str:
        made = CollectedClientData.create(kind, websafe_decode(challenge), self.origin)
        return websafe_encode(bytes(made))

    def _rp(self) -> bytes:
        return hashlib.sha256(self.rp.encode()).digest()
