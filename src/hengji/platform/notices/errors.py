"""How notices say no."""

from hengji.platform.errors import ConflictError, HengjiError, NotFoundError, TooManyError


class NoSuchNoticeError(NotFoundError):
    """There is no such notice, or it is another division's, or it is not public."""

    def __init__(self) -> None:
        super().__init__("NOTICE_NOT_FOUND", "没有找到这份公示，或它尚未公开。")


class NoSuchObjectionError(NotFoundError):
    """There is no such objection, or it is another division's."""

    def __init__(self) -> None:
        super().__init__("OBJECTION_NOT_FOUND", "没有找到这条异议，请核对回执编号。")


class NoticeInputError(HengjiError):
    """Something of the notice or the objection is missing or cannot be."""


class NoticeStateError(ConflictError):
    """The notice or the objection has moved on."""


class TooManyObjectionsError(TooManyError):
    """More objections came from one address than one person writes in a day."""

    def __init__(self) -> None:
        super().__init__(
            "OBJECTION_TOO_MANY",
            "这个网络地址今天提交的异议过多，请明天再试，或按公示上的联系方式书面提出。",
        )
