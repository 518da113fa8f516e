"""What any document is to the rest of the core: text and tables, in the order of the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A line of running text."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells; a line break inside a cell is kept, a merged cell stands in its first place.

    Places covered by a merged cell hold ``None``, so that an empty cell ("") differs from them.
    """

    rows: tuple[tuple[str | None, ...], ...]


Block = Paragraph | Table
