"""Named checks over published lists; importing this package registers them all."""

from hengji.core.catalogues.checks import (
    characters,
    codes,
    crosswalk,
    definitions,
    fields,
    levels,
    likeness,
    lists,
    names,
    numbering,
)
from hengji.core.catalogues.checks.registry import CHECKS, Check

__all__ = [
    "CHECKS",
    "Check",
    "characters",
    "codes",
    "crosswalk",
    "definitions",
    "fields",
    "levels",
    "likeness",
    "lists",
    "names",
    "numbering",
]
