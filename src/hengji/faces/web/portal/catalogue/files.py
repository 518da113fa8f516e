"""A whole list as a file, with the printed cells beside the understood ones."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.http import HttpResponse

from hengji.core.documents.rowwriter import write_rows
from hengji.domains.catalogues.api import (
    EntryRow,
    ListInfo,
    ListKind,
    Pair,
    list_pairs,
    list_rows,
)

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
ENTRY_HEADER = (
    *("行", "序号", "编码", "名称", "工种", "标记", "带*", "类别", "等级", "职业领域", "能力定义"),
    *("证书", "标签", "原文"),
)
PAIR_HEADER = ("行", "情形", "现类别", "现编码", "现名称", "原类别", "原编码", "原名称")


def list_file(info: ListInfo, kind: str) -> HttpResponse:
    """The list as ``xlsx`` or ``csv``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{kind}"
        if info.kind == ListKind.CROSSWALK:
            write_rows(
                path, PAIR_HEADER, map(_pair, list_pairs(info)), text_columns=("现编码", "原编码")
            )
        else:
            write_rows(
                path, ENTRY_HEADER, map(_entry, list_rows(info)), text_columns=("序号", "编码")
            )
        answer = HttpResponse(path.read_bytes(), content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{info.id}-{info.edition}.{kind}"'
    return answer


def _entry(row: EntryRow) -> Sequence[str | int]:
    return (
        row.row, row.printed_seq, row.code, row.name, row.scope, row.marks,
        "是" if row.starred else "", row.rate_class, " ".join(map(str, row.levels)),
        row.occupation, row.definition, row.certificate, "/".join(row.tags), row.raw,
    )  # fmt: skip


def _pair(pair: Pair) -> Sequence[str | int]:
    return (
        pair.row, pair.case, pair.class_now, pair.code_now, pair.name_now,
        pair.class_old, pair.code_old, pair.name_old,
    )  # fmt: skip
