"""The one way a service says no. Pages, interface and commands show it each in their way."""

from http import HTTPStatus
from typing import ClassVar


class HengjiError(Exception):
    """Something the user can mend: a code for programs, a Chinese message, and where it belongs."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST

    def __init__(
        self, code: str, message: str, *, field: str | None = None, row: int | None = None
    ) -> None:
        """``field`` is the form's field, ``row`` the line of the sheet as the user counts it."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.row = row


class PermissionDeniedError(HengjiError):
    """The actor's roles do not hold the permission."""

    status = HTTPStatus.FORBIDDEN


class NotFoundError(HengjiError):
    """There is no such record, or none that the actor may know of."""

    status = HTTPStatus.NOT_FOUND


class ConflictError(HengjiError):
    """The record is no longer in the state that the request takes it to be in."""

    status = HTTPStatus.CONFLICT


class TooLargeError(HengjiError):
    """What was sent is larger than what is taken."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class TooManyError(HengjiError):
    """More was asked for from one place than one person asks for."""

    status = HTTPStatus.TOO_MANY_REQUESTS
