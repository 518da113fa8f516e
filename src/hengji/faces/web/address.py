"""From where a request comes."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def client_address(request: HttpRequest) -> str:
    """The caller's IP address, as told by the last proxy of our own; empty where nobody tells it.

    What stands before that in ``X-Forwarded-For`` is the caller's to write and is not believed.
    """
    told = request.headers.get("X-Forwarded-For", "").split(",")
    proxies: int = settings.PROXIES
    address = told[-proxies] if proxies and len(told) >= proxies else ""
    try:
        return str(ip_address(address.strip() or request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return ""


def came_from(request: HttpRequest) -> str:
    """The path of the page of ours on which something was pressed; empty where it is not told."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}):
        return ""
    return urlsplit(told)._replace(scheme="", netloc="", fragment="").geturl()
