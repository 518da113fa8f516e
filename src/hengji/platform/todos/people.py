"""Whose a todo may be: by permission and place, and never the person a second one must check."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from hengji.platform.accounts.models import Appointment, User
from hengji.platform.jurisdictions.models import Level
from hengji.platform.roles import Permission, all_roles, role_named
from hengji.platform.todos.errors import NoSuchTodoError
from hengji.platform.todos.models import Todo

NOBODY = Q(pk__in=())


def may_do(actor: User) -> Q:
    """Todos that the actor could do: of a permission of theirs, where they hold it or below."""
    return _by_appointment(actor, below=True)


def of_own_place(actor: User) -> Q:
    """The narrower group: what waits at the actor's own places, or was escalated to them."""
    return _by_appointment(actor, below=False)


def _by_appointment(actor: User, *, below: bool) -> Q:
    found = NOBODY
    for one in actor.current_appointments if actor.is_active else ():
        held = [permission.code for permission in _permissions(one)]
        found |= Q(permission__in=held) & _where(one, below=below)
    return found & (Q(not_for=None) | ~Q(not_for=actor))


def _permissions(appointment: Appointment) -> frozenset[Permission]:
    role = role_named(appointment.role)
    return role.permissions if role else frozenset()


def _where(appointment: Appointment, *, below: bool) -> Q:
    """A body's officer sees the body's; an office sees its division's, a province the nation's."""
    if appointment.body_id is not None:
        return Q(body_id=appointment.body_id)
    place = appointment.place
    if below:
        found = place.within("jurisdiction__code")
    else:
        # What went on to a division above stays in sight of those it has passed.
        found = Q(jurisdiction=place) | (
            place.within("jurisdiction__code") & Q(escalated_to__in=_chain(place.code))
        )
    return found | Q(jurisdiction=None) if place.level == Level.PROVINCE else found


def require_may_do(actor: User, todo: Todo) -> None:
    """Return when the actor could do it, or is the one who must not; raise `NoSuchTodoError`.

    Who must not is told so by the two-person rule itself.
    """
    if todo.not_for_id != actor.pk and not Todo.objects.filter(may_do(actor), pk=todo.pk).exists():
        raise NoSuchTodoError


def who_may_do(todo: Todo) -> QuerySet[User]:
    """The accounts that could do it today, by name."""
    today = timezone.localdate()
    roles = [
        role.code
        for role in all_roles()
        if any(one.code == todo.permission for one in role.permissions)
    ]
    held = Appointment.objects.filter(_covering(todo), role__in=roles, since__lte=today).filter(
        Q(until=None) | Q(until__gte=today)
    )
    found = User.objects.filter(is_active=True, pk__in=held.values("user_id"))
    if todo.not_for_id is not None:
        found = found.exclude(pk=todo.not_for_id)
    return found.order_by("display_name", "pk")


def _covering(todo: Todo) -> Q:
    if todo.jurisdiction is None:
        return Q(place__level=Level.PROVINCE, body=None)
    office = Q(place_id__in=_chain(todo.jurisdiction.code), body=None)
    return office | Q(body_id=todo.body_id) if todo.body_id else office


def _chain(code: str) -> set[str]:
    """A division's code and those of the divisions above it."""
    return {code, f"{code[:4]}00", f"{code[:2]}0000"}
