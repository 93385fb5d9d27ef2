"""An invented identity service that signs and answers as real ones do: in the place of the network, or over HTTPS."""

import base64
import hashlib
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from jalon.web.access.oidc import transport

ISSUER = "https://id.example/realm"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _public(key: Any) -> dict[str, Any]:
    return jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)


@dataclass
class Service:
    """What it answers is right unless a test says otherwise: `claims` over its own, `key` and `alg` to sign with."""

    issuer: str = ISSUER
    subject: str = "anna-0001"
    claims: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    key: Any = KEY
    kid: str = "one"
    published: dict[str, Any] = field(default_factory=lambda: {"one": KEY})
    alg: str = "RS256"
    is_down: str = ""  # which of its addresses does not answer
    described_as: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    odd: dict[str, tuple[int, str]] = field(default_factory=dict)  # status and body by path, only behind HTTPS

    def ask(self, url: str, *, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Any:
        """In the place of the network."""
        self.asked.append(url)
        if self.is_down and self.is_down in url:
            raise transport.Unreachable(url)
        if url == f"{self.issuer}/.well-known/openid-configuration":
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return {
                "issuer": self.described_as or self.issuer,
                **{name: f"{self.issuer}/{place}" for name, place in places.items()},
            }
        if url == f"{self.issuer}/keys":
            return {
                "keys": [
                    {**_public(key), "kid": kid, "use": "sig", "alg": "RS256"} for kid, key in self.published.items()
                ]
            }
        assert (url, form["grant_type"]) == (f"{self.issuer}/token", "authorization_code")
        assert headers["Authorization"] == f"Basic {base64.b64encode(b'jalon:a%20secret').decode()}"
        question = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if question is None or (question["code_challenge"], question["redirect_uri"]) != (proof, form["redirect_uri"]):
            raise transport.Refused("invalid_grant")
        return {"access_token": "never used", "id_token": self.token(question)}

    def token(self, question: dict[str, str]) -> str:
        """What it says of who came."""
        now = int(time.time())
        said = {"iss": self.issuer, "sub": self.subject, "aud": "jalon", "iat": now, "exp": now + 300}
        said |= {"nonce": question["nonce"], "name": "Anna Dubois", "email": "anna@example.org", **self.claims}
        said = {name: value for name, value in said.items() if name not in self.without}
        return jwt.encode(said, self.key, algorithm=self.alg, headers={"kid": self.kid})

    def visited(self, address: str) -> dict[str, str]:
        """The person goes there and says who they are: what they bring back."""
        question = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{self.issuer}/authorize?") and question["scope"] == "openid"
        assert (question["code_challenge_method"], question["client_id"]) == ("S256", "jalon")
        code = f"code-{len(self.asked)}-{question['state'][:6]}"
        self.codes[code] = question
        return {"code": code, "state": question["state"]}


@contextmanager
def behind_https(folder: Path) -> Iterator[tuple[Service, str]]:
    """The service on this machine, and the file of the certificate to trust. `Service.odd` is sent in its place."""
    port_of: list[int] = []
    service = Service()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(None)

        def do_POST(self) -> None:
            read = self.rfile.read(int(self.headers["Content-Length"]))
            self._say(dict(parse_qsl(read.decode())))

        def _say(self, form: dict[str, str] | None) -> None:
            try:
                status, body = (
                    200,
                    json.dumps(
                        service.ask(f"https://127.0.0.1:{port_of[0]}{self.path}", form=form, headers=dict(self.headers))
                    ),
                )
            except transport.Refused:
                status, body = 400, '{"error": "invalid_grant"}'
            status, body = service.odd.get(self.path, (status, body))
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", body)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: Any) -> None:
            """Nothing on the screen."""

    trusted, own = _certificate(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    port_of.append(server.server_address[1])
    service.issuer = f"https://127.0.0.1:{port_of[0]}"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, own)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service, trusted
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def _certificate(folder: Path) -> tuple[str, str]:
    """A certificate of this machine, signed by itself, and its key: two files."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(
            name, name, KEY.public_key(), x509.random_serial_number(), now, now + timedelta(hours=1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(KEY, hashes.SHA256())
    )
    trusted, own = folder / "trusted.pem", folder / "own.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    own.write_bytes(KEY.private_bytes(serialization.Encoding.PEM, kind, plain))
    return str(trusted), str(own)
