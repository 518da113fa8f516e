"""How many specifications are at each stage, for the list's head."""

from dataclasses import dataclass

from django.db.models import Count

from hengji.domains.specifications.queries.specifications import specifications_visible
from hengji.domains.specifications.states import State
from hengji.platform.accounts.models import User


@dataclass(frozen=True)
class StateTally:
    """One state that some specification is in."""

    state: State
    count: int


def tallies_by_state(actor: User) -> tuple[StateTally, ...]:
    """In the order of the procedure; states that none is in are left out."""
    found = specifications_visible(actor).select_related(None).order_by()
    counts = dict(found.values_list("state").annotate(number=Count("*")))  # an index alone answers
    return tuple(StateTally(one, counts[one]) for one in State if counts.get(one))
