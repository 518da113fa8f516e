"""What happens around every page: a number for it, a limit to it, and errors told in Chinese."""

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hengji.faces.web.address import client_address
from hengji.faces.web.error_pages import error_page
from hengji.platform.errors import HengjiError, TooLargeError
from hengji.platform.requests import Request, answering

Respond = Callable[[HttpRequest], HttpResponse]


class RequestMiddleware:
    """Number the request, so that its traces and logs are found by what its user was shown."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid4().hex
        with answering(Request(number, client_address(request))):
            response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        return response


class UploadLimitMiddleware:
    """Refuse an upload by its announced length, before a byte of it is read."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.MAX_UPLOAD_BYTES:
            megabytes = settings.MAX_UPLOAD_BYTES // 1024**2
            return error_page(
                request,
                TooLargeError("UPLOAD_TOO_LARGE", f"上传内容超过 {megabytes} MB，请拆分后再上传。"),
            )
        return self.get_response(request)


class ErrorPageMiddleware:
    """Turn a `HengjiError` that a view let through into its page."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django calls this with what the view raised; None leaves it to Django."""
        return error_page(request, error) if isinstance(error, HengjiError) else None
