"""Which request is being answered: its number and where it came from, for traces and logs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """A page's or an interface's request, or a background job; empty where neither is at work."""

    id: str = ""
    address: str = ""


NO_REQUEST = Request()
_current: ContextVar[Request] = ContextVar("request", default=NO_REQUEST)


def current_request() -> Request:
    """What this thread is answering just now."""
    return _current.get()


@contextmanager
def answering(request: Request) -> Iterator[None]:
    """Within this block everything that happens belongs to ``request``."""
    token = _current.set(request)
    try:
        yield
    finally:
        _current.reset(token)
