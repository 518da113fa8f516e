"""The one way a document says that it cannot be read."""

from dataclasses import dataclass


@dataclass
class DocumentError(Exception):
    """A document cannot be used; ``message`` says in Chinese what is wrong and what to do.

    ``code``, in UPPER_SNAKE as every code, is for programs; ``row`` and ``column`` are as the user
    sees them in the sheet.
    """

    code: str
    message: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = "".join(
            part
            for part in (
                f"第{self.row}行" if self.row is not None else "",
                f"“{self.column}”列" if self.column else "",
            )
        )
        return f"{place}：{self.message}" if place else self.message
