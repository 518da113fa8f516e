"""What happens around every page: a number for it, a limit to it, and errors told in Chinese."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from hengji.faces.web.address import came_from, client_address
from hengji.faces.web.error_pages import OnlyByButtonError, error_page, wants_part
from hengji.platform.errors import HengjiError, TooLargeError
from hengji.platform.requests import Request, answering

Respond = Callable[[HttpRequest], HttpResponse]

NUL = "\0"


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


class NulMiddleware:
    """Leave out the character NUL of what was sent: PostgreSQL's text has no place for it.

    Nobody types it; where it came along with something pasted, the rest is what was meant, and a
    refusal could only name what no screen shows. No address of ours has one, so such a page does
    not exist. Files keep theirs; the JSON of the drafting editor loses them in its own reader.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if NUL in value]:
            del request.COOKIES[name]  # none that we gave out has one
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """The fields only here: whoever may not send so much was refused without reading it."""
        if NUL in request.path_info:
            raise Http404
        if _holds_nul(request.GET):
            request.GET = QueryDict(_without_nul(request.GET))
        if request.method == "POST" and _holds_nul(request.POST):
            request.POST = QueryDict(_without_nul(request.POST))


def _holds_nul(fields: QueryDict) -> bool:
    return any(NUL in "".join((name, *values)) for name, values in fields.lists())


def _without_nul(fields: QueryDict) -> str:
    return urlencode(list(fields.lists()), doseq=True).replace("%00", "")


class SignInAgainMiddleware:
    """Who was signed out in the middle of something comes back to where he was.

    What was sent is not done; its address could not be opened by itself afterwards. A part of a
    page that is fetched does not get the sign-in page into itself.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        login = reverse(settings.LOGIN_URL)
        if not response.headers.get("Location", "").startswith(f"{login}?"):
            return response
        if wants_part(request):
            return HttpResponseClientRedirect(_sign_in(came_from(request)))
        if request.method == "POST":
            messages.info(request, "刚才的内容没有提交；登录后会回到原页，填写的内容会恢复。")
            response.headers["Location"] = _sign_in(came_from(request))
        return response


def _sign_in(afterwards: str) -> str:
    return redirect_to_login(afterwards or reverse("office:home")).url


class ErrorPageMiddleware:
    """Turn a `HengjiError` that a view let through into its page."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            page = error_page(request, OnlyByButtonError())
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django calls this with what the view raised; None leaves it to Django."""
        return error_page(request, error) if isinstance(error, HengjiError) else None
