"""Numbers and days that came with a request: nothing that is sent is a fault of the program."""

from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date

from hengji.platform.errors import HengjiError

ID_DIGITS = 18
"""A key of the database has no more."""


def whole(text: str, digits: int = ID_DIGITS) -> int | None:
    """The whole number from 0 that ``text`` is, of at most so many digits; else None."""
    fits = text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if fits else None


def posted_date(request: HttpRequest, name: str, label: str) -> date:
    """A day of the form. Raises `HengjiError` where it is none."""
    try:
        found = parse_date(request.POST.get(name, "").strip())
    except ValueError:
        found = None
    if found is None:
        raise HengjiError("DATE_MISSING", f"请填写{label}。", field=name)
    return found
