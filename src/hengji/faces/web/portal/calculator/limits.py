"""A brake on programs that would keep the public calculator busy."""

from http import HTTPStatus
from typing import ClassVar

from django.core.cache import cache
from django.http import HttpRequest

from hengji.faces.web.address import client_address
from hengji.platform.errors import HengjiError

MINUTE = 60


class TooManyRequestsError(HengjiError):
    """One address asks more often in a minute than a person could."""

    status: ClassVar[HTTPStatus] = HTTPStatus.TOO_MANY_REQUESTS


def brake(request: HttpRequest, what: str, most: int) -> None:
    """Let at most ``most`` requests a minute pass from one address, counted in each process.

    Raises `TooManyRequestsError`.
    """
    key = f"calculator:{what}:{client_address(request)}"
    cache.add(key, 0, MINUTE)
    try:
        asked = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return
    if asked > most:
        raise TooManyRequestsError(
            "TOO_MANY_REQUESTS", "试算得太频繁了。请过一分钟，返回上一页再试，填写的内容还在。"
        )
