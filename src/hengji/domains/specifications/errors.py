"""How specifications say no."""

from hengji.platform.errors import ConflictError, HengjiError, NotFoundError


class NoSuchSpecificationError(NotFoundError):
    """There is no such specification, or it is another's, or it is not public."""

    def __init__(self) -> None:
        super().__init__(
            "SPECIFICATION_NOT_FOUND", "没有找到这份考核规范，或它不属于您所在的地区或机构。"
        )


class NoSuchPartError(NotFoundError):
    """The specification has no such version, comment, expert or guide."""

    def __init__(self, what: str) -> None:
        super().__init__("SPECIFICATION_PART_NOT_FOUND", f"没有找到{what}。")


class SpecificationInputError(HengjiError):
    """Something that was filled in is missing or cannot be."""


class SpecificationStateError(ConflictError):
    """The specification has moved on, or its text is fixed by now."""
