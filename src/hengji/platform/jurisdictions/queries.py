"""Divisions as an actor may choose among them."""

from django.db.models import Q, QuerySet

from hengji.platform.jurisdictions.models import Actor, Jurisdiction
from hengji.platform.roles import Permission


def places_of(actor: Actor, permission: Permission) -> QuerySet[Jurisdiction]:
    """The divisions in which the actor holds ``permission``, a superior before its inferiors."""
    where = Q(pk__in=())
    for scope in actor.appointments_with(permission):
        if scope.body_id is None:
            where |= scope.place.within("code")
    return Jurisdiction.objects.filter(where)
