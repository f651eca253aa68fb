"""A provider of sign-in on this machine, that answers well, or lies as it is told."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KID = "headway-client", "headway-secret", "key-1"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC_PEM = KEY.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


class MockProvider:
    """Codes are given by `authorise`; what is answered can be bent: `bend[name] = function of the honest answer`."""

    def __init__(self):
        self.bend, self.codes, self.asked = {}, {}, []
        self.subject, self.email = "subject-1", "somebody@example.org"
        mock = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                mock.answer(self, {})

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                mock.answer(self, {name: values[0] for name, values in parse_qs(body).items()})

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/tenant-1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def authorise(self, address):
        """What the person's consent gives: the query that the provider sends them back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def answer(self, handler, posted):
        path = urlsplit(handler.path).path.removeprefix("/tenant-1")
        self.asked.append(path)
        name = {"/.well-known/openid-configuration": "discovery", "/keys": "keys", "/token": "tokens"}.get(
            path, "userinfo"
        )
        status, body = getattr(self, name)(posted)
        bent = self.bend.get(f"raw {name}")
        if bent:
            bent(handler)
            return
        content = json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def bent(self, name, honest):
        return self.bend.get(name, lambda same: same)(honest)

    def discovery(self, posted):
        told = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorise",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/userinfo",
        }
        return 200, self.bent("discovery", told)

    def keys(self, posted):
        one = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return 200, self.bent("keys", {"keys": [one | {"kid": KID, "use": "sig", "alg": "RS256"}]})

    def tokens(self, posted):
        asked = self.codes.pop(posted.get("code"), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        )
        honest = asked and (
            posted["client_id"] == CLIENT
            and posted["client_secret"] == SECRET
            and posted["redirect_uri"] == asked["redirect_uri"]
            and challenge.decode().rstrip("=") == asked["code_challenge"]
        )
        if not honest:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.url, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], "email": self.email, "email_verified": True,
        }  # fmt: skip
        token = self.bend.get("sign", honest_token)(self.bent("claims", claims))
        return 200, self.bent("tokens", {"access_token": "access", "token_type": "Bearer", "id_token": token})

    def userinfo(self, posted):
        told = {"sub": self.subject, "email": self.email, "email_verified": True}
        return 200, self.bent("userinfo", told)


def honest_token(claims):
    return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": KID})


def without(name):
    return lambda claims: {key: value for key, value in claims.items() if key != name}


def with_(**changed):
    return lambda claims: claims | changed
