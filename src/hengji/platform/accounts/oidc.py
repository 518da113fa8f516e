"""A site's own identity provider (OpenID Connect), as its environment names it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PROVIDER = "oidc"


def providers(environment: Mapping[str, str], secret: str | None) -> dict[str, Any]:
    """The provider for allauth; none where no issuer is named.

    The client's secret comes from the data folder (``secrets/oidc``) or from the environment.
    """
    issuer = environment.get("HENGJI_OIDC_ISSUER", "")
    if not issuer:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": environment.get("HENGJI_OIDC_NAME", "统一身份认证"),
        "client_id": environment.get("HENGJI_OIDC_CLIENT", "hengji"),
        "secret": environment.get("HENGJI_OIDC_SECRET") or secret or "",
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def origins(environment: Mapping[str, str]) -> list[str]:
    """Where a form of ours may lead: to the provider, for the Content-Security-Policy."""
    issuer = urlsplit(environment.get("HENGJI_OIDC_ISSUER", ""))
    return [f"{issuer.scheme}://{issuer.netloc}"] if issuer.netloc else []
