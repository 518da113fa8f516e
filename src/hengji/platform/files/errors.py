"""How files are refused, missed and found damaged."""

from hengji.platform.errors import HengjiError, NotFoundError


class FileRefusedError(HengjiError):
    """The file is not one that is taken; the message says what it is and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message, field="file")


class NoSuchFileError(NotFoundError):
    """There is no such file, or its record is not for this actor."""

    def __init__(self) -> None:
        super().__init__("FILE_NOT_FOUND", "没有找到这个文件，或您不能查看它。")


class FileLostError(NotFoundError):
    """The record is there and its bytes are not, or they are others than were handed in."""

    def __init__(self, name: str, *, is_damaged: bool = False) -> None:
        what = "与存入时不一致，已停止提供" if is_damaged else "已不在服务器上"
        super().__init__(
            "FILE_DAMAGED" if is_damaged else "FILE_LOST",
            f"文件“{name}”的内容{what}。请联系系统管理员从备份恢复。",
        )
