"""Tables as documents hold them → grids of equal rows below one heading each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hengji.core.catalogues.shapes import recognise
from hengji.core.documents.blocks import Block, Paragraph, Table

_NUMBER = re.compile(r"^\s*[（(]?[A-Z]?\d{1,5}[）)]?\s*$")


@dataclass(frozen=True)
class Grid:
    """Rows below a heading; ``heading`` is None where a page went on without repeating it.

    ``above`` is the upper line of a heading of two lines.
    """

    heading: tuple[str, ...] | None
    rows: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()

    def heal(self, width: int) -> list[tuple[str, ...]]:
        """Rows of ``width`` cells: a row printed in two pieces is put together again.

        A number cell that ends in a line break parts its row in a text dump; the break is kept as
        published, so that the row still shows it.
        """
        healed: list[tuple[str, ...]] = []
        pending: tuple[str, ...] = ()
        for row in self.rows:
            if pending:
                row = (*pending[:-1], pending[-1] + "\n", *row)
                pending = ()
            if len(row) < width and len(row) < self._widest():
                pending = row
                continue
            healed.append((*row, *("",) * (width - len(row)))[:width])
        if pending:
            healed.append((*pending, *("",) * (width - len(pending))))
        return healed

    def _widest(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def cut_tables(blocks: Iterable[Block]) -> Iterator[Paragraph | Grid]:
    """Paragraphs and grids in order; text in a sheet that is no row of a list is a paragraph."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from _cut(block)


def _cut(table: Table) -> Iterator[Paragraph | Grid]:
    heading: tuple[str, ...] | None = None
    above: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    begun = False
    for cells in table.rows:
        row = tuple(cell or "" for cell in cells)
        if not any(cell.strip() for cell in row):
            continue
        if recognise(row) is not None:
            upper = heading if begun and not rows else None
            if rows and not _continues(rows[-1]):
                upper = rows.pop()
            if rows:
                yield Grid(heading, tuple(rows), above)
            heading, above, rows, begun = row, upper or (), [], True
        elif _is_text(row):
            if rows:
                yield Grid(heading, tuple(rows), above)
            # What follows a title is another table, unless its rows go on by number.
            heading, above, rows, begun = None, (), [], False
            yield Paragraph(_only(row))
        elif not begun and not _continues(row):
            heading, begun = row, True
        else:
            begun = True
            rows.append(row)
    if rows or heading:
        yield Grid(heading, tuple(rows), above)


def _is_text(row: Sequence[str]) -> bool:
    """A title, a remark or a numbered line, alone in the first cell of a sheet's row."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) == 1 and row[0] == filled[0] and not _NUMBER.match(filled[0])


def _only(row: Sequence[str]) -> str:
    return next(cell for cell in row if cell.strip())


def _continues(row: Sequence[str]) -> bool:
    """A data row: it begins with a number, or with an empty cell (merged, or cut by the page)."""
    return not row[0].strip() or any(_NUMBER.match(cell) for cell in row[:2])
