"""Which column of a workbook is which input: by English key or by Chinese heading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hengji.core.documents.errors import DocumentError
from hengji.core.packs.model import Pack
from hengji.core.text import name_key

_REMARK = re.compile(r"[(（【*＊].*$")


@dataclass(frozen=True)
class Columns:
    """Where each input stands; ``ignored`` headings are nobody's; ``absent`` inputs are unknown."""

    places: Mapping[str, int]
    ignored: tuple[str, ...]
    absent: tuple[str, ...]


def match_columns(pack: Pack, header: Sequence[str]) -> Columns:
    """Raises DocumentError when a column is there twice or one that must be there is not."""
    adjudication = pack.adjudication
    if adjudication is None:
        raise DocumentError("NO_RULES", f"政策包“{pack.id}”只有目录，没有补贴规则")
    keys: dict[str, str] = {}
    for one in adjudication.inputs:
        for spelling in (one.name, one.label, _REMARK.sub("", one.label)):
            keys.setdefault(name_key(spelling), one.name)
    places: dict[str, int] = {}
    ignored: list[str] = []
    for place, heading in enumerate(header):
        name = keys.get(name_key(heading)) or keys.get(name_key(_REMARK.sub("", heading)))
        if name is None:
            ignored.append(heading)
        elif name in places:
            raise DocumentError(
                "COLUMN_TWICE",
                f"“{heading}”与第{places[name] + 1}列是同一栏；请只留一列",
                1,
                heading,
            )
        else:
            places[name] = place
    absent = [one for one in adjudication.inputs if one.name not in places and not one.optional]
    fatal = [
        one
        for one in absent
        if one.name == adjudication.claim_id or one.empty_is_none or any(filter(None, ignored))
    ]
    if fatal:
        missing = "、".join(f"{one.label}（{one.name}）" for one in fatal)
        unread = "、".join(filter(None, ignored))
        hint = f"；表中不认识的列：{unread}" if unread else ""
        raise DocumentError(
            "COLUMN_MISSING", f"缺少栏目：{missing}{hint}。请按模板的表头改正后再提交"
        )
    return Columns(places, tuple(filter(None, ignored)), tuple(one.name for one in absent))
