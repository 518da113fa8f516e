"""The user's own sheet goes back with what became of each row, and why."""

import tempfile
from datetime import datetime
from pathlib import Path, PurePath

from hengji.core.documents.cells import Value
from hengji.core.documents.workbook import append_columns
from hengji.platform.exchange.models import ImportBatch, RowState
from hengji.platform.files.kinds import TABLES, TEXT
from hengji.platform.files.models import FileRecord
from hengji.platform.files.purposes import MEGABYTE, declare_purpose
from hengji.platform.files.services import file_path, file_store_path

OUTCOME, REASON = "结果", "原因"

SHEET = declare_purpose(
    "exchange.sheet",
    "导入表",
    kinds=TABLES,
    most_bytes=16 * MEGABYTE,
    # Given out by the import's own page, which asks for the list's permission.
    permission=None,
)


def returned_sheet(batch: ImportBatch, at: datetime) -> FileRecord | None:
    """The sheet with the columns 结果 and 原因; None where every row went in."""
    wrong = batch.lines.filter(state__in=[RowState.FAULTY, RowState.REFUSED])
    if not wrong.exists():
        return None
    outcomes: dict[int, Value] = {}
    reasons: dict[int, Value] = {}
    for line in batch.lines.iterator():
        outcomes[line.row] = RowState(line.state).label
        if line.message:
            reasons[line.row] = f"{line.column}：{line.message}".lstrip("：")
    source = file_path(batch.source)
    ending = (
        PurePath(batch.source.original_name).suffix if batch.source.told_kind is TEXT else ".xlsx"
    )
    with tempfile.TemporaryDirectory(prefix="hengji-import-") as folder:
        target = Path(folder) / f"sheet{ending}"
        append_columns(
            source,
            target,
            batch.header_row,
            {OUTCOME: outcomes, REASON: reasons},
            sheet=batch.sheet_name or None,
        )
        return file_store_path(
            actor=batch.submitted_by,
            jurisdiction=batch.jurisdiction,
            purpose=SHEET,
            name=f"{PurePath(batch.source.original_name).stem}-导入结果{ending}",
            path=target,
            at=at,
            subject=batch,
        )
