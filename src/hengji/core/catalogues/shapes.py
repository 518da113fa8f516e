"""The headings by which each published list is recognised, and what its columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from hengji.core.catalogues import model
from hengji.core.text import name_key

Columns = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Shape:
    """A table's headings (printed text → field).

    ``exact``: no other heading may stand beside these. ``times``: how often the headings may
    stand side by side, as on a two-column page.
    """

    key: str
    headings: tuple[tuple[str, str], ...]
    exact: bool = False
    times: tuple[int, ...] = (1,)

    def columns(self, row: Sequence[str]) -> Columns | None:
        """Where each field stands in a table with this heading row; None if it is not ours."""
        found: Columns = {}
        keys = [name_key(cell) for cell in row]
        for heading, field in self.headings:
            places = tuple(place for place, key in enumerate(keys) if key == name_key(heading))
            found[field] = places
        counts = {len(places) for places in found.values()}
        if len(counts) > 1 or not counts <= set(self.times):
            return None
        used = {place for places in found.values() for place in places}
        if self.exact and any(key for place, key in enumerate(keys) if place not in used):
            return None
        return found


HUAIAN_GUIDE = "huaian-guide"  # one printed table that holds three lists

SHAPES = (
    Shape(
        model.CHONGQING,
        (
            ("序号", "seq"),
            ("能力名称", "name"),
            ("职业领域", "occupation"),
            ("能力定义", "definition"),
        ),
    ),
    Shape(
        model.EVALUATION,
        (
            ("序号", "seq"),
            ("职业编码", "code"),
            ("职业（工种）名称", "name"),
            ("职业名称", "occupation"),
            ("等级", "levels"),
        ),
    ),
    Shape(
        HUAIAN_GUIDE,
        (
            ("补贴项目", "certificate"),
            ("序号", "seq"),
            ("类别", "rate_class"),
            ("职业工种名称（含各职业下全部工种）", "name"),
            ("编码", "code"),
        ),
    ),
    Shape(
        model.HUAIAN_SHORTAGE,
        (("序号", "seq"), ("职业", "name"), ("编码", "code"), ("证书", "certificate")),
    ),
    Shape(
        model.CROSSWALK,
        (("工种类别", "class"), ("工种编码", "code"), ("工种名称", "name")),
        times=(2,),
    ),
    Shape(
        model.GUANGDONG,
        (
            ("序号", "seq"),
            ("编码", "code"),
            ("名称", "name"),
            ("类型", "tags"),
            ("证书类型", "certificate"),
        ),
    ),
    Shape(model.NATIONAL, (("序号", "seq"), ("名称", "name")), exact=True, times=(1, 2, 3)),
)


def recognise(row: Sequence[str]) -> tuple[Shape, Columns] | None:
    """The list whose heading this row is."""
    for shape in SHAPES:
        columns = shape.columns(row)
        if columns is not None:
            return shape, columns
    return None
