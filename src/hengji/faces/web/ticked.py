"""Acts upon what was ticked in a list, told on the page that asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from hengji.faces.web.posted import whole
from hengji.platform.errors import HengjiError


def ticked(request: HttpRequest, name: str) -> list[int]:
    """The numbers of what was ticked; what is no number was not sent by our page."""
    numbers = map(whole, request.POST.getlist(name))
    return [one for one in numbers if one is not None]


@contextmanager
def refusal_told(request: HttpRequest) -> Iterator[None]:
    """What the service says no to is shown on the next page; no right and no record stay errors."""
    try:
        yield
    except HengjiError as error:
        if error.status in (403, 404):
            raise
        messages.error(request, error.message)


def page_that_asked(request: HttpRequest, otherwise: str) -> str:
    """The page that asked, if it is a path of ours; any other word would be taken for a name."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") else otherwise
