"""Filters that stay: a list shows again what was last asked of it, until it is cleared."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

SUBMITTED = "filter"
"""What every filter form sends along: one with nothing ticked is else no question at all."""
_CLEAR = "clear"
_KEPT = "filters"
_PASSING = {"page", "before", "after", SUBMITTED, _CLEAR}  # where in the list, not which list

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def is_narrowed(query: QueryDict) -> bool:
    """Whether the address leaves anything out; an order leaves nothing out."""
    return any(name != "sort" for name in kept_part(query))


def clear_query() -> str:
    """The query that shows the whole list again."""
    return f"?{_CLEAR}=1"


def keeps_filters(view: View[P]) -> View[P]:
    """For views of lists: the bare address, as menus have it, shows the last filters again.

    They are kept in the session by the address, so they end with it and nobody else sees them.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        kept: dict[str, str] = request.session.get(_KEPT, {})
        last = kept.get(request.path, "")
        if not request.GET and last:
            return redirect(f"{request.path}?{last}")
        asked = "" if _CLEAR in request.GET else kept_part(request.GET).urlencode()
        if asked != last:
            request.session[_KEPT] = {**kept, request.path: asked}
        if _CLEAR in request.GET:
            return redirect(request.path)
        return view(request, *args, **kwargs)

    return wrapper


def kept_part(query: QueryDict) -> QueryDict:
    """What was asked of the list, without the place in it and without what was left empty."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        filled = [value for value in values if value.strip()]
        if filled and name not in _PASSING:
            kept.setlist(name, filled)
    return kept
