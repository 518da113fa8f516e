"""What may be written into a cell, so that nothing a user typed ever runs as a formula."""

import datetime
import re
from decimal import Decimal

from hengji.core.documents.errors import DocumentError

Value = str | int | float | bool | Decimal | datetime.date | None
"""What the writers take; None is an empty cell."""

MOST_CHARACTERS = 32_767
"""Excel's limit for one cell."""

MOST_ROWS = 1_048_576
"""Excel's limit for one worksheet."""

# A spreadsheet evaluates a .csv cell that begins so; full-width signs too, in Chinese Excel.
# What Python and DuckDB call a blank or a digit differs, so both are written out.
_BLANK = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_FORMULA_START = f"[{_BLANK}]*[-=+@＝＋－＠\t\r]"
_NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?"
_starts_formula = re.compile(_FORMULA_START).match
_is_number = re.compile(_NUMBER).fullmatch
# XML 1.0 has no form for these characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def guarded(text: str) -> str:
    """A .csv cell that no spreadsheet takes for a formula: such text gets an apostrophe before it.

    A signed number stays as it is.
    """
    if _starts_formula(text) and not _is_number(text):
        return "'" + text
    return text


def guarded_sql(column: str) -> str:
    """`guarded` as an expression of DuckDB, for tables too long to go through Python."""
    return (
        f"CASE WHEN regexp_matches({column}, '^{_FORMULA_START}')"
        f" AND NOT regexp_full_match({column}, '{_NUMBER}')"
        f" THEN '''' || {column} ELSE {column} END"
    )


def plain(text: str) -> str:
    """Text as a workbook can hold it: without control characters, lines ended by \\n.

    Raises DocumentError when it is longer than a cell.
    """
    if len(text) > MOST_CHARACTERS:
        raise DocumentError(
            "CELL_TOO_LONG",
            f"单元格内容有 {len(text):,} 个字，超过 Excel 的上限 {MOST_CHARACTERS:,}",
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", text)


def iso_text(value: Value) -> str:
    """A value as text, the same in every program: TRUE, 12, 0.5, 2024-03-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def csv_text(value: Value) -> str:
    """A value as it stands in a .csv, guarded."""
    return guarded(value) if isinstance(value, str) else iso_text(value)
