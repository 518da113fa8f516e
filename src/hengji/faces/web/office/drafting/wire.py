"""Specifications between the page's script and the site: JSON in, JSON out, errors in words."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException

from hengji.core.specifications.comparing import wording
from hengji.core.specifications.errors import SpecificationError
from hengji.core.specifications.findings import Finding
from hengji.core.specifications.merging import Conflict
from hengji.core.specifications.places import place_name
from hengji.core.specifications.plain import from_plain, plain_task, plain_weight
from hengji.core.specifications.value import AssessmentSpec, WorkTask
from hengji.platform.errors import HengjiError

P = ParamSpec("P")


def answers_json(
    view: Callable[Concatenate[HttpRequest, P], Mapping[str, Any]],
) -> Callable[Concatenate[HttpRequest, P], JsonResponse]:
    """What the view returns as JSON; what it refuses as JSON with the error's status."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> JsonResponse:
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except HengjiError as error:
            told = {"code": error.code, "message": error.message, "path": error.field or ""}
            return JsonResponse(told, status=error.status)

    return answer


def body_of(request: HttpRequest) -> bytes:
    """What was sent, as it is; nothing where it came as a form, whose bytes are read by then."""
    try:
        return request.body
    except RawPostDataException:
        return b""


def sent(text: str | bytes) -> dict[str, Any]:
    """The JSON object that ``text`` is. Raises HengjiError."""
    try:
        data = json.loads(text)
    except (RecursionError, ValueError):
        data = None
    return _object(data)


def _object(data: object) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise HengjiError("NOT_JSON", "没有收到文本。")
    return data


def sent_value(data: object) -> AssessmentSpec:
    """The specification that ``data`` is. Raises HengjiError naming the place."""
    data = _object(data)
    try:
        return from_plain(data)
    except SpecificationError as error:
        place = f"{place_name(error.path)}：" if error.path else ""
        raise HengjiError(error.code, f"{place}{error.message}", field=error.path) from error


def finding_told(finding: Finding) -> dict[str, str]:
    """A finding with the name of its place."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.path,
        "label": place_name(finding.path),
        "clause": finding.clause,
        "message": finding.message,
    }


def conflict_told(conflict: Conflict) -> dict[str, object]:
    """A conflict: my value to be taken over, and both as they are read."""
    return {
        "path": conflict.path,
        "after": conflict.after,
        "label": place_name(conflict.path),
        "mine": _plain(conflict.mine),
        "theirs": _plain(conflict.theirs),
        "mine_shown": _shown(conflict.mine),
        "theirs_shown": _shown(conflict.theirs),
    }


def _plain(value: object) -> object:
    if isinstance(value, WorkTask):
        return plain_task(value)
    if isinstance(value, tuple):
        return list(value)
    return plain_weight(value) if isinstance(value, Decimal) else value


def _shown(value: object) -> str:
    return " → ".join(value) if isinstance(value, tuple) else wording(value)
