"""A small OpenID Connect provider for tests: one person, who always agrees.

    with provider(claims) as served:
        served.address            "http://127.0.0.1:41234"

It checks what a real one checks: client and secret, the redirect, the code once, PKCE.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY = "yanzhen", "a-secret-of-the-tests", "key-1"


@dataclass
class Provider:
    """What it knows: who the person is, its key, the codes and tokens it gave."""

    claims: Mapping[str, Any]
    address: str = ""
    audience: str = CLIENT
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": KEY, "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: Mapping[str, str]) -> str:
        """The address to go back to, with a code."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(12)
        self.codes[code] = dict(asked)
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: Mapping[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens of a code; nothing for a wrong client, redirect or verifier."""
        given = self.codes.pop(asked.get("code", ""), None)
        if given is None or not self._knows(asked, authorization):
            return None
        if asked.get("redirect_uri") != given["redirect_uri"]:
            return None
        if "code_challenge" in given:
            digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != given["code_challenge"]:
                return None
        access = secrets.token_urlsafe(12)
        self.tokens.add(access)
        now = int(time.time())
        claims = {
            **self.claims,
            "iss": self.address,
            "aud": self.audience,
            "iat": now,
            "exp": now + 300,
        }
        if "nonce" in given:
            claims["nonce"] = given["nonce"]
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY})
        return {"access_token": access, "token_type": "Bearer", "id_token": signed}

    def _knows(self, asked: Mapping[str, str], authorization: str) -> bool:
        if authorization.startswith("Basic "):
            pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
            return pair == f"{CLIENT}:{SECRET}"
        return (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET)


@contextmanager
def provider(claims: Mapping[str, Any]) -> Iterator[Provider]:
    """The provider, reachable as long as the block lasts."""
    served = Provider(claims)

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(page.query).items()}
            if page.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", served.authorize(asked))
                self.end_headers()
            elif page.path == "/userinfo":
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self._say(dict(served.claims) if token in served.tokens else None)
            elif page.path == "/keys":
                self._say(served.keys())
            else:
                self._say(
                    served.discovery() if page.path.endswith("openid-configuration") else None
                )

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(served.token(asked, self.headers.get("Authorization", "")))

        def _say(self, told: Mapping[str, Any] | None) -> None:
            text = json.dumps(told or {"error": "invalid_request"}).encode()
            self.send_response(200 if told else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_told: Any) -> None:
            """A test prints what it has to say itself."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        served.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
