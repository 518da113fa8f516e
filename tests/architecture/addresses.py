"""Every address of the site, read from its own table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from hengji.platform.roles import Permission


@dataclass(frozen=True)
class Address:
    """One line of the table: its pattern, its name, and the view's own permission."""

    pattern: str
    name: str
    arguments: tuple[str, ...]
    permission: Permission | None
    module: str

    def url(self, values: Mapping[str, object]) -> str:
        """The path, its arguments filled in. Raises KeyError for one that nobody knows."""
        found = self.pattern
        for argument in self.arguments:
            start = found.index("<")
            end = found.index(">", start) + 1
            found = f"{found[:start]}{values[argument]}{found[end:]}"
        return f"/{found}"


def addresses() -> Iterator[Address]:
    """All of them, in the table's order."""
    yield from _below(get_resolver(), "", "")


def _below(resolver: Any, prefix: str, space: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _below(one, path, inner)
        elif isinstance(one, URLPattern):
            view: Callable[..., Any] = one.callback
            arguments = tuple(part.split(">")[0].split(":")[-1] for part in path.split("<")[1:])
            yield Address(
                path,
                f"{space}{one.name}",
                arguments,
                getattr(view, "permission", None),
                view.__module__,
            )
