"""How this domain says no."""

from collections.abc import Iterable

from hengji.core.documents.errors import DocumentError
from hengji.platform.errors import ConflictError, HengjiError, NotFoundError, PermissionDeniedError


class NoSuchRunError(NotFoundError):
    """There is no such run, or it is another division's."""

    def __init__(self) -> None:
        super().__init__("RUN_NOT_FOUND", "没有找到这次核定，或它不属于您所在的地区。")


class NoSuchDecisionError(NotFoundError):
    """The run has no decision for this row."""

    def __init__(self, row: int) -> None:
        super().__init__(
            "DECISION_NOT_FOUND", f"第{row}行没有核定结果；它可能未能读取，请看出错的单元格。"
        )


class NoSuchResultError(NotFoundError):
    """The run has not come to this result."""

    def __init__(self) -> None:
        super().__init__("RESULT_NOT_FOUND", "还没有这份结果文件；请等核定完成。")


class UnusableFileError(HengjiError):
    """The workbook as a whole cannot be adjudicated; the message says why and what to do."""

    @classmethod
    def of(cls, error: DocumentError) -> "UnusableFileError":
        """What the reader of documents found, as this domain's error."""
        return cls(error.code, str(error), field="file", row=error.row)


class NoSuchPackError(HengjiError):
    """The actor's division has no such pack to adjudicate by."""

    def __init__(self) -> None:
        super().__init__("PACK_NOT_FOUND", "本地区没有这个政策包，请重新选择。", field="pack_id")


class PackChangedError(ConflictError):
    """The rules are no longer those that the officer was shown."""

    def __init__(self) -> None:
        super().__init__("PACK_CHANGED", "上传之后政策包已更新。请放弃这次核定，重新上传申领表。")


class RunStateError(ConflictError):
    """The run has moved on, or another officer was faster."""


class ApprovedElsewhereError(ConflictError):
    """Another confirmed run has approved some of the claims; ``found`` says which, run by run."""

    def __init__(self, found: Iterable[str]) -> None:
        super().__init__(
            "APPROVED_ELSEWHERE",
            f"有申领已在别的核定中复核通过，不能再通过一次：{'；'.join(found)}。"
            "请退回，从申领表中删去这些行后重新上传；如果不是同一件，请改用没有用过的申领编号。",
        )


class NoDivisionError(PermissionDeniedError):
    """An account without a division has no records of its own."""

    def __init__(self) -> None:
        super().__init__("NO_DIVISION", "您的账号没有所属地区，不能办理补贴核定。")


class NoSuchHoldError(NotFoundError):
    """The run has no such hold, or it was released already."""

    def __init__(self) -> None:
        super().__init__("HOLD_NOT_FOUND", "没有这项暂缓，或它已经解除。")


class HoldReleaseError(HengjiError):
    """The hold stays; the message says why."""
