"""The members of an expert group, as far as the actor may see their specification."""

from hengji.domains.specifications.errors import NoSuchPartError
from hengji.domains.specifications.models import Expert
from hengji.domains.specifications.queries.specifications import specifications_visible
from hengji.platform.accounts.models import User


def expert_get(expert_id: int, *, actor: User) -> Expert:
    """One who is still a member. Raises `NoSuchPartError`."""
    found = Expert.objects.select_related("specification", "account").filter(
        pk=expert_id, left_at=None, specification__in=specifications_visible(actor)
    )
    expert = found.first()
    if expert is None:
        raise NoSuchPartError("这名专家")
    return expert
