"""The pages for what went wrong, all from one template."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from hengji.faces.web.address import came_from
from hengji.platform.errors import (
    HengjiError,
    NotFoundError,
    PermissionDeniedError,
    TooManyError,
)
from hengji.platform.requests import current_request

TITLES = {
    HTTPStatus.BAD_REQUEST: "请求有误",
    HTTPStatus.FORBIDDEN: "没有权限",
    HTTPStatus.NOT_FOUND: "没有找到",
    HTTPStatus.METHOD_NOT_ALLOWED: "不能直接打开",
    HTTPStatus.CONFLICT: "状态已变化",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "文件过大",
    HTTPStatus.TOO_MANY_REQUESTS: "请求过于频繁",
}

TITLES_BY_CODE = {"CSRF_FAILED": "页面已过期"}
"""Where the status alone would mislead."""


class OnlyByButtonError(HengjiError):
    """An address that only a form sends to was opened by itself, as after signing in again."""

    status = HTTPStatus.METHOD_NOT_ALLOWED

    def __init__(self) -> None:
        super().__init__("ONLY_BY_BUTTON", "这一步要在页面上按按钮办理。请从菜单打开要办的事项。")


def error_page(request: HttpRequest, error: HengjiError) -> HttpResponse:
    """The page of one typed error; for htmx only the message, to stand where it was asked."""
    template = "errors/fragment.html" if wants_part(request) else "errors/error.html"
    context = {
        "title": TITLES_BY_CODE.get(error.code) or TITLES[error.status],
        "error": error,
        "status": int(error.status),
        "back": came_from(request) if request.method == "POST" else "",
        "layout": "base_office.html" if _in_office(request) else "base_portal.html",
    }
    return render(request, template, context, status=error.status)


def wants_part(request: HttpRequest) -> bool:
    """Whether the answer comes into a page that is open: a boosted form takes a whole one."""
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def _in_office(request: HttpRequest) -> bool:
    """Whether the menu of the office leads on; a request may fail before its user is known."""
    user = getattr(request, "user", None)
    return request.path.startswith(reverse("office:home")) and bool(user and user.is_authenticated)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, HengjiError("BAD_REQUEST", "服务器不能理解这次请求。"))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request,
        PermissionDeniedError(
            "PERMISSION_DENIED", "您没有打开此页的权限；工作需要的，请联系本单位的管理员。"
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = "页面已过期或不是从本站打开的，没有提交。请回到刚才的页面再提交一次。"
    return error_page(request, PermissionDeniedError("CSRF_FAILED", message))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request, NotFoundError("NOT_FOUND", "这个地址没有内容，可能已移动或输入有误。")
    )


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Allauth asks for it where one address signs in again and again."""
    return error_page(request, TooManyError("TOO_MANY_REQUESTS", "请求太频繁了。请过几分钟再试。"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request's context: that may be what broke."""
    part = wants_part(request)
    context = {
        "error": HengjiError("SERVER_ERROR", "系统出了问题，已记入日志。请稍后再试。"),
        "number": current_request().id,
        "at": timezone.now(),
        "back": came_from(request) if request.method == "POST" else "",
    }
    page = render_to_string("errors/fragment.html" if part else "errors/500.html", context)
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
