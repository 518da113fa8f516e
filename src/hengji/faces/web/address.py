"""From where a request comes."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


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
