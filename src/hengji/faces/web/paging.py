"""Which page an address asks for."""

from django.http import HttpRequest


def asked_page(request: HttpRequest) -> int:
    """The ``page`` of the query; 1 where it is none: a spoilt address still shows a page."""
    page = request.GET.get("page", "")
    return int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
