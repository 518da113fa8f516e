"""The crosswalk of old and current occupations, asked in both directions (003 附件4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from hengji.core.catalogues.cells import split_brackets
from hengji.core.catalogues.model import CrosswalkPair
from hengji.core.catalogues.resolve import code_key
from hengji.core.text import name_key


@dataclass(frozen=True)
class Lookup:
    """``replaced_by``: pairs whose old side was asked for; ``stands_for``: whose current side."""

    replaced_by: tuple[CrosswalkPair, ...]
    stands_for: tuple[CrosswalkPair, ...]


def look_up(pairs: Iterable[CrosswalkPair], asked: str) -> Lookup:
    """All pairs of a code (with or without hyphens) or of a name, many-to-many."""
    pairs = tuple(pairs)
    return Lookup(
        tuple(pair for pair in pairs if _means(asked, pair.code_old, pair.name_old)),
        tuple(pair for pair in pairs if _means(asked, pair.code_now, pair.name_now)),
    )


def _means(asked: str, code: str, name: str) -> bool:
    key = name_key(asked)
    return code_key(asked) == code_key(code) or key in (
        name_key(name),
        split_brackets(name_key(name))[0],
    )
