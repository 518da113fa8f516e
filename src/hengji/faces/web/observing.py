"""One log line and one count for every request, without anything that names a person."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hengji.platform.health.metrics import count_request
from hengji.platform.requests import current_request

Respond = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("hengji.requests")

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class ObservingMiddleware:
    """By the route's name: paths and query strings hold numbers and names that people typed."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = self.get_response(request)
        seconds = time.monotonic() - began
        method = request.method if request.method in METHODS else "other"
        route = request.resolver_match.view_name if request.resolver_match else "unmatched"
        count_request(
            method=method or "other", route=route, status=response.status_code, seconds=seconds
        )
        # Only if a view asked for it: loading the account here would be a query of its own.
        actor = getattr(request, "_cached_user", None)
        logger.info(
            "request",
            extra={
                "method": method,
                "route": route,
                "status": response.status_code,
                "ms": round(1000 * seconds),
                "actor": getattr(actor, "pk", None),
                "request": current_request().id,
            },
        )
        return response
