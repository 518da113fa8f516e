"""Pages of lists that may hold millions."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_COUNTED = 2_000


class ListPaginator(Paginator):  # type: ignore[type-arg]  # generic for the type checker alone
    """Counts and leafs as far as `MOST_COUNTED`: nobody leafs further, he asks more narrowly.

    Counting a million rows that are not looked at would cost more than the page itself. One query
    finds the keys as far as that: an index that holds what is filtered and sorted by answers it
    alone. A second one reads the rows that are shown, and joins only those with others.
    """

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        """How many rows there are, or `MOST_COUNTED` where there are more."""
        return len(self._keys)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than can be leafed through."""
        return self.count == MOST_COUNTED

    def page(self, number: int | str) -> "Page[Any]":
        """The rows of one page. Raises `InvalidPage`."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self._keys[first : first + self.per_page]
        return Page(self.object_list.filter(pk__in=keys), number, self)

    @cached_property
    def _keys(self) -> list[Any]:
        return list(self.object_list.values_list("pk", flat=True)[:MOST_COUNTED])
