"""Tables of a PDF dump, whose cells have run into a flow of words.

Only what the page itself tells is used: the words of the heading give the number of columns, the
rows that stand on one line give the values of the closed columns (those with few values), and
these values tell where the wrapped rows end and where a name stops.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from hengji.core.documents.blocks import Block, Paragraph, Table

# A heading begins with the number column; three words at least make a table, not a sentence.
_HEADING = re.compile(r"^序号(?: \S{1,12}){2,}$")
_NUMBER = re.compile(r"^[0-9]{1,4}$")
_SEVERAL_PAGES = 2
_CLOSED_VALUES = 12
_CLOSED_REPEATS = 3


def find_flow_tables(lines: Sequence[str]) -> list[Block]:
    """Paragraphs, and a table for each heading that comes back page after page."""
    headings = Counter(line.strip() for line in lines if _HEADING.match(line.strip()))
    wanted = {heading for heading, count in headings.items() if count >= _SEVERAL_PAGES}
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if line in wanted:
            table, used = _Flow(line.split(" "), lines[at + 1 :]).read()
            blocks.append(table)
            at += 1 + used
            wanted.discard(line)
            continue
        if line:
            blocks.append(Paragraph(line))
        at += 1
    return blocks


class _Flow:
    """The words below one heading, cut back into rows and cells."""

    def __init__(self, heading: list[str], lines: Sequence[str]) -> None:
        self._heading = heading
        self._lines = [line.strip() for line in lines]
        self._repeated = " ".join(heading)
        self._closed = self._closed_values()

    def read(self) -> tuple[Table, int]:
        """The table, and how many of the lines it took."""
        rows: list[list[str]] = []
        words: list[str] = []
        used = 0
        broken = False  # a page ended since the last row did
        for place, line in enumerate(self._lines):
            if line == self._repeated:
                broken = True
                continue
            for word in line.split():
                if not words and not _NUMBER.match(word):
                    if not (broken and rows):
                        return self._table(rows), used
                    self._continue_last(rows[-1], word)
                    continue
                broken = False
                words.append(word)
                if self._ends_row(words):
                    rows.append(self._cells(words))
                    words = []
                    used = place + 1
        return self._table(rows), used

    def _table(self, rows: Iterable[Sequence[str]]) -> Table:
        return Table((tuple(self._heading), *(tuple(row) for row in rows)))

    def _closed_values(self) -> list[set[str]]:
        """For each column the values it is limited to; empty for an open column."""
        width = len(self._heading)
        simple = [line.split() for line in self._lines if _NUMBER.match(line.split(" ")[0])]
        columns = list(zip(*(row for row in simple if len(row) == width), strict=True))
        if not columns:
            return [set() for _ in self._heading]
        return [self._closed_column(column) for column in columns]

    @staticmethod
    def _closed_column(column: Sequence[str]) -> set[str]:
        values = Counter(column)
        few = len(values) <= _CLOSED_VALUES
        return set(values) if few and len(column) >= _CLOSED_REPEATS * len(values) else set()

    def _ends_row(self, words: Sequence[str]) -> bool:
        return len(words) >= len(self._heading) and words[-1] in self._closed[-1]

    def _cells(self, words: Sequence[str]) -> list[str]:
        """Number, code, wrapped name, wrapped closed columns: found from both ends inwards."""
        last = len(self._heading) - 1
        cells = ["" for _ in self._heading]
        cells[0], cells[last] = words[0], words[-1]
        middle = list(words[1:-1])
        for column in range(last - 1, 1, -1):
            if not self._closed[column]:
                break
            start = self._start_of_closed(middle, column)
            cells[column] = "\n".join(middle[start:])
            middle = middle[:start]
        cells[1] = middle.pop(0) if middle else ""
        while middle and middle[0].startswith(("（", "(")) and len(middle) > 1:
            # A remark below the code, as "（2022年版）", belongs to the code's cell.
            cells[1] += "\n" + middle.pop(0)
        cells[2] = "\n".join(part for part in ("\n".join(middle), cells[2]) if part)
        return cells

    def _start_of_closed(self, words: Sequence[str], column: int) -> int:
        """Where the value of a closed column begins: at the first word that starts like one."""
        firsts = {value.split("/")[0] for value in self._closed[column]}
        for place in range(2, len(words)):
            if words[place].split("/")[0] in firsts:
                return place
        return len(words)

    def _continue_last(self, row: list[str], word: str) -> None:
        """The rest of a cell that a page break cut off, given back to the column it fits."""
        for column in range(len(row) - 2, 1, -1):
            joined = row[column].replace("\n", "") + word
            if self._closed[column] and self._known(joined, column):
                row[column] += "\n" + word
                return
        opened = [c for c in range(2, len(row)) if not self._closed[c]]
        row[opened[-1] if opened else 1] += "\n" + word

    def _known(self, value: str, column: int) -> bool:
        wrapped = {re.sub(r"\s", "", cell) for cell in self._wrapped_values(column)}
        return value in self._closed[column] | wrapped

    def _wrapped_values(self, column: int) -> list[str]:
        """Values that stand wrapped elsewhere in the table, put together again."""
        text = "".join(self._lines)
        firsts = {value.split("/")[0] for value in self._closed[column]}
        ends = "|".join(map(re.escape, self._closed[-1]))
        starts = "|".join(map(re.escape, sorted(firsts)))
        found = re.findall(rf"((?:{starts})/[^0-9（(]*?)(?:{ends})", text)
        return list(found)
