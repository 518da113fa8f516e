"""Catalogues of several documents as one."""

from collections.abc import Sequence

from hengji.core.catalogues.model import LIST_TITLES, Catalogue
from hengji.core.documents.errors import DocumentError


def merge(parts: Sequence[tuple[str, Catalogue]]) -> Catalogue:
    """One catalogue of all; DocumentError where two documents hold the same list.

    Rows of two editions must never mix silently: the row numbers of a list are its places.
    """
    owner: dict[str, str] = {}
    for title, part in parts:
        for list_id in part.list_ids:
            if list_id in owner:
                message = (
                    f"“{LIST_TITLES[list_id]}”在 {owner[list_id]} 和 {title} 中都有；"
                    "请分开导入，再用 hengji catalogue diff 比较两版"
                )
                raise DocumentError("LIST_TWICE", message)
            owner[list_id] = title
    return Catalogue(
        entries=tuple(entry for _, part in parts for entry in part.entries),
        crosswalk=tuple(pair for _, part in parts for pair in part.crosswalk),
        announced=tuple(item for _, part in parts for item in part.announced),
        faults=tuple(fault for _, part in parts for fault in part.faults),
        unrecognised=tuple(item for _, part in parts for item in part.unrecognised),
    )
