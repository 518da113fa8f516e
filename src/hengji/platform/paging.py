"""Pages of lists that may hold millions."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 2_000


class ListPaginator(Paginator):  # type: ignore[type-arg]  # generic for the type checker alone
    """Counts and leafs as far as `MOST_COUNTED`: nobody leafs further, he asks more narrowly.

    Counting a million rows that are not looked at would cost more than the page itself. The rows of
    a page are found by their keys first: an index that holds what is filtered and sorted by answers
    that alone, and only the rows that are shown are read and joined with others.
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

    def page(self, number: int | str) -> "Page[Any]":
        """The rows of one page, by their keys. Raises `InvalidPage`."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        # Two queries: in one, a planner with many joins before it does not begin with the keys.
        keys = list(self.object_list.values_list("pk", flat=True)[first:last])
        return Page(self.object_list.filter(pk__in=keys), number, self)
