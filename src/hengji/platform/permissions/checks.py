"""The one question of every service and page: may this actor do this here?"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from hengji.platform.accounts.models import Appointment, User
from hengji.platform.errors import NotFoundError, PermissionDeniedError
from hengji.platform.jurisdictions.models import Body, Jurisdiction
from hengji.platform.roles import Permission


def allowed(actor: User | AnonymousUser, permission: Permission) -> bool:
    """Whether one of the actor's appointments has ``permission``, whatever the place."""
    return isinstance(actor, User) and bool(actor.appointments_with(permission))


def require(
    actor: User,
    permission: Permission,
    jurisdiction: Jurisdiction | None,
    body: Body | None = None,
) -> Appointment:
    """The appointment by which the actor may; raises where there is none.

    ``jurisdiction`` and ``body`` say where the record belongs; no jurisdiction means a thing of the
    whole system, for which the role alone decides. Raises `PermissionDeniedError` where the role is
    missing and `NotFoundError` where the record is another division's or another body's.
    """
    held = actor.appointments_with(permission)
    if not held:
        raise PermissionDeniedError(
            "PERMISSION_DENIED", f"您的角色（{actor.role_names or '无'}）不能{permission.label}。"
        )
    for appointment in held:
        if jurisdiction is None or appointment.covers(jurisdiction, body):
            return appointment
    raise NotFoundError("NOT_FOUND", "没有找到这条记录，或它不属于您所在的地区。")


P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def require_permission(permission: Permission) -> Callable[[View[P]], View[P]]:
    """For views: sign in first, then hold ``permission``; the service still asks for the place."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            require(request.user, permission, None)
            return view(request, *args, **kwargs)

        # What the address asks for, so that a test can hold every address to it.
        wrapper.permission = permission  # type: ignore[attr-defined]  # a function takes attributes
        return wrapper

    return decorate
