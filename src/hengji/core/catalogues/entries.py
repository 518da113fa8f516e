"""One printed row → one Entry: what each cell means, whatever list it stands in."""

from collections.abc import Mapping

from hengji.core.catalogues import model
from hengji.core.catalogues.cells import (
    clean,
    parse_code,
    parse_levels,
    parse_occupation,
    split_marks,
    split_values,
)
from hengji.core.catalogues.model import Entry

_SPECIALTY = "专项"
_PLAIN_LISTS = model.SPECIALTY_LISTS | {model.HUAIAN_COMPLETION}


def build_entry(list_id: str, row: int, cells: Mapping[str, str], raw: str) -> Entry:
    """The understood values beside the printed ones; an absent column is an empty cell."""
    levels_cell = clean(cells.get("levels", ""))
    certificate = clean(cells.get("certificate", ""))
    if _SPECIALTY in levels_cell:
        # 002 附件2: in the column of levels these rows say 专项职业能力, which has none.
        certificate = levels_cell
    name, scope, marks, starred = clean(cells.get("name", "")), "", "", False
    if list_id not in _PLAIN_LISTS and _SPECIALTY not in certificate:
        printed = parse_occupation(cells.get("name", ""))
        name, scope, marks, starred = printed.name, printed.scope, printed.marks, printed.starred
    occupations, field_marks = _occupation_field(cells.get("occupation", ""))
    return Entry(
        list_id=list_id,
        row=row,
        printed_seq=clean(cells.get("seq", "")),
        code=parse_code(cells.get("code", "")),
        name=name,
        scope=scope,
        marks=marks or field_marks,
        starred=starred,
        rate_class=clean(cells.get("rate_class", "")),
        levels=parse_levels(levels_cell),
        occupation=occupations,
        definition=clean(cells.get("definition", "")),
        certificate=certificate,
        tags=tuple(tag for tag in clean(cells.get("tags", "")).split("/") if tag),
        raw=raw,
    )


def _occupation_field(cell: str) -> tuple[str, str]:
    """The occupations of the field, joined by 、, and the mark printed behind one of them."""
    parted = [split_marks(value) for value in split_values(cell)]
    marks = next((mark for _, mark in parted if mark), "")
    return "、".join(name for name, _ in parted), marks
