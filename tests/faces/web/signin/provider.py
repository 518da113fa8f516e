"""An identity provider on this machine: what a site's own would answer, over real HTTP."""

import threading
from dataclasses import dataclass, field
from time import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask, jsonify
from werkzeug.serving import make_server

CLIENT = "hengji"


@dataclass
class Provider:
    """Vouches for whoever ``username`` names."""

    username: str = ""
    url: str = ""
    asked: list[str] = field(default_factory=list)

    def claims(self) -> dict[str, Any]:
        """What it tells about the one who signed in there."""
        return {"sub": f"subject-of-{self.username}", "preferred_username": self.username}


def serve(provider: Provider) -> "Server":
    """Start it on a free port."""
    app = Flask("provider")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        at = provider.url
        return jsonify(
            issuer=at,
            authorization_endpoint=f"{at}/authorize",
            token_endpoint=f"{at}/token",
            userinfo_endpoint=f"{at}/userinfo",
            jwks_uri=f"{at}/keys",
            token_endpoint_auth_methods_supported=["client_secret_post"],
        )

    @app.post("/token")
    def token() -> Any:
        provider.asked.append("token")
        now = int(time())
        claims = provider.claims() | {
            "iss": provider.url, "aud": CLIENT, "iat": now, "exp": now + 60,
        }  # fmt: skip
        signed = jwt.encode(claims, key, algorithm="RS256", headers={"kid": "1"})
        return jsonify(access_token="opaque", token_type="Bearer", id_token=signed)

    @app.get("/userinfo")
    def userinfo() -> Any:
        return jsonify(provider.claims())

    @app.get("/keys")
    def keys() -> Any:
        return jsonify(keys=[public | {"kid": "1", "alg": "RS256", "use": "sig"}])

    return Server(app, provider)


class Server:
    """The provider's process, in a thread."""

    def __init__(self, app: Flask, provider: Provider) -> None:
        self._server = make_server("127.0.0.1", 0, app)
        provider.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._thread.join()
