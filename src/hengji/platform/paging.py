"""Pages of lists that may hold millions."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 10_000


class ListPaginator(Paginator):  # type: ignore[type-arg]  # generic for the type checker alone
    """Counts and leafs as far as `MOST_COUNTED`: nobody leafs further, he asks more narrowly.

    Counting a million rows that are not looked at would cost more than the page itself.
    """

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        """How many rows there are, or `MOST_COUNTED` where there are more."""
        return self.object_list.order_by()[:MOST_COUNTED].count()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than can be leafed through."""
        return self.count == MOST_COUNTED
