"""What machines ask: is this process alive, should it get requests, what are its figures."""

import secrets
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from hengji.platform.health.metrics import CONTENT_TYPE_LATEST, exposition
from hengji.platform.health.readiness import readiness

Respond = Callable[[HttpRequest], HttpResponse]


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers at all, asked without the database: else restart it."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether requests should come here; 503 takes this process out until it is mended."""
    found = readiness()
    answer = {
        "ready": found.ready,
        "checks": {name: part.value for name, part in found.parts.items()},
    }
    return JsonResponse(answer, status=200 if found.ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures for Prometheus; for anybody else there is no such page."""
    if not _may_read_metrics(request):
        return HttpResponse(status=404)
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


class ProbeMiddleware:
    """Answers probes before anything else: they come by bare address, without TLS or session."""

    PROBES: ClassVar[dict[str, Respond]] = {
        "/healthz": healthz,
        "/readyz": readyz,
        "/metrics": metrics,
    }

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = self.PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        answer = probe(request)
        answer["Cache-Control"] = "no-store"
        answer["X-Content-Type-Options"] = "nosniff"  # Django's own comes after this
        return answer


def _may_read_metrics(request: HttpRequest) -> bool:
    """By token from anywhere, or straight from a named address.

    Behind a proxy every request comes from the proxy's own address, so what was forwarded needs
    the token.
    """
    given = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and secrets.compare_digest(
        given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()
    ):
        return True
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        asker = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(
        asker in ip_network(one.strip(), strict=False)
        for one in settings.METRICS_ADDRESSES
        if one.strip()
    )
