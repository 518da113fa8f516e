"""What a service has against a filled-in form, told where it was filled in."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.forms import Form

from hengji.platform.errors import HengjiError

_MENDED_HERE = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
)


@contextmanager
def telling(form: Form, *, otherwise: str | None = None) -> Iterator[None]:
    """Call a service inside; afterwards ``form.is_valid()`` says whether it was done.

    What it refuses stands beside the field that it names, else beside ``otherwise``, else above
    the form. Another's record and a missing role stay errors of their own.
    """
    try:
        yield
    except HengjiError as error:
        if error.status not in _MENDED_HERE:
            raise
        form.add_error(error.field if error.field in form.fields else otherwise, error.message)
