"""How imports and exports say no."""

from hengji.core.documents.errors import DocumentError
from hengji.platform.errors import HengjiError, NotFoundError


class NoSuchListError(NotFoundError):
    """No list of this code can be taken out or filled in."""

    def __init__(self) -> None:
        super().__init__("LIST_NOT_FOUND", "没有这种可以导入或导出的列表。")


class NoSuchBatchError(NotFoundError):
    """There is no such import, or it is another division's."""

    def __init__(self) -> None:
        super().__init__("BATCH_NOT_FOUND", "没有找到这次导入，或它不属于您所在的地区。")


class PurposeMissingError(HengjiError):
    """Whole personal data are given out for a stated purpose only."""

    def __init__(self) -> None:
        super().__init__(
            "PURPOSE_MISSING", "导出完整个人信息须写明用途，至少两个字。", field="purpose"
        )


class UnusableSheetError(HengjiError):
    """The sheet as a whole cannot be used; the message says why and what to do."""

    @classmethod
    def of(cls, error: DocumentError) -> "UnusableSheetError":
        """What the reader of documents found."""
        return cls(error.code.upper(), str(error), field="file", row=error.row)
