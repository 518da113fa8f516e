"""From what stands in a cell to a value: forgiving about form, strict about meaning.

Every canonical form that :func:`canonical_sql` describes is read by SQL alone; anything else goes
through :func:`read_cell`, so that a million rows and one row are read alike.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from hengji.core.packs.model import Input
from hengji.core.rules.sql_engine import identifier, literal
from hengji.core.rules.values import Kind, Value
from hengji.core.text import name_key, narrow, squeeze

BLANKS = " \t\r\n\u3000\u00a0\ufeff\u200b"
"""What people leave around a value without seeing it."""

LONGEST_TEXT = 200
_TEXT_MARK = "'"
_DATE = re.compile(
    r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?"
)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LOST_DIGITS = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_YES = frozenset({"true", "是", "yes", "y", "1", "√", "有", "已查询到", "可查询"})
_NO = frozenset({"false", "否", "no", "n", "0", "×", "无", "未查询到", "查询不到"})
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


class CellError(ValueError):
    """A cell that does not say what its column needs; the message is for the user."""


def read_cell(asked: Input, text: str) -> Value:
    """The value of a cell, ``None`` when it is empty. Raises :class:`CellError`.

    Money comes back in fen. Full-width digits are digits; Chinese labels are their values.
    """
    stripped = text.strip(BLANKS)
    if not stripped:
        return None
    return _READERS[asked.kind](asked, stripped)


def _text(asked: Input, text: str) -> Value:
    if len(text) > LONGEST_TEXT:
        raise CellError(f"超过{LONGEST_TEXT}个字，请检查是否串行")
    if not asked.is_code:
        return text
    if _LOST_DIGITS.fullmatch(text):
        raise CellError(f"“{text}”是科学计数法，数字已丢失；请把该列设为文本格式后重新填写")
    # Blanks that group the digits of an identity number, and Excel's mark of a text, say nothing.
    return squeeze(narrow(text)).removeprefix(_TEXT_MARK).upper() or None


def _choice(asked: Input, text: str) -> Value:
    key = _word(asked, text) or narrow(text).upper()
    if key not in asked.choices:
        labels = [word for word, value in asked.words.items() if value in asked.choices]
        shown = labels[: len(asked.choices)] or asked.choices
        raise CellError(f"“{text}”不在可选项中；可填：{'、'.join(shown)}")
    return key


def _word(asked: Input, text: str) -> str | None:
    wanted = name_key(text)
    return next((value for word, value in asked.words.items() if name_key(word) == wanted), None)


def _whole(asked: Input, text: str) -> Value:
    plain = _word(asked, text) or narrow(text).replace(",", "")
    try:
        number = Decimal(plain) if re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,6})?", plain) else None
    except InvalidOperation:
        number = None
    if number is None:
        unit = f"（{asked.unit}）" if asked.unit and asked.unit != "yuan" else ""
        raise CellError(f"“{text}”不是数{unit}；请填整数")
    if asked.unit == "yuan":
        number *= 100
    if number != number.to_integral_value():
        raise CellError(f"“{text}”不是整数；请填整数" if asked.unit != "yuan" else "最多两位小数")
    whole, factor = int(number), 100 if asked.unit == "yuan" else 1
    low, high = asked.minimum, asked.maximum
    if (low is not None and whole < low * factor) or (high is not None and whole > high * factor):
        raise CellError(f"“{text}”应在{low}至{high}之间")
    return whole


def _date(_asked: Input, text: str) -> Value:
    plain = narrow(text)
    parts = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    if parts is None:
        raise CellError(f"“{text}”不是日期；请写成 2024-03-01")
    try:
        day = date(*map(int, parts.groups()))
    except ValueError as error:
        raise CellError(f"没有“{text}”这一天；请核对年月日") from error
    if not EARLIEST <= day <= LATEST:
        raise CellError(f"“{text}”不在{EARLIEST.year}至{LATEST.year}年之间；请核对")
    return day


def _yesno(_asked: Input, text: str) -> Value:
    word = name_key(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(f"“{text}”看不出是或否；请填“是”“否”，不清楚的留空")


_READERS: Mapping[Kind, Callable[[Input, str], Value]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.WHOLE: _whole,
    Kind.DATE: _date,
    Kind.YESNO: _yesno,
}


def canonical_sql(asked: Input, column: str) -> str:
    """A condition that holds for the cells that :func:`value_sql` reads as ``read_cell`` does."""
    text = identifier(column)
    match asked.kind:
        case Kind.TEXT if asked.is_code:
            # Printable ASCII without blanks, in capitals, too short to hide an exponent.
            return (
                f"({text} = UPPER({text}) AND LENGTH({text}) = STRLEN({text})"
                f" AND LENGTH({text}) <= {LONGEST_TEXT} AND NOT CONTAINS({text}, ' ')"
                f" AND NOT CONTAINS({text}, 'E+')"
                f" AND NOT STARTS_WITH({text}, {literal(_TEXT_MARK)})"
                f" AND NOT regexp_matches({text}, '[\\x00-\\x1f\\x7f]'))"
            )
        case Kind.TEXT:
            return f"({text} = TRIM({text}, {blanks_sql()}) AND LENGTH({text}) <= {LONGEST_TEXT})"
        case Kind.CHOICE:
            return f"({text} IN ({', '.join(map(literal, asked.choices))}))"
        case Kind.WHOLE:
            low, high = asked.minimum or 0, asked.maximum
            most = f" AND CAST({text} AS BIGINT) <= {high}" if high is not None else ""
            scaled = "FALSE AND " if asked.unit == "yuan" else ""
            digits = f"regexp_full_match({text}, '[0-9]{{1,9}}')"
            # CASE, not AND: only a run of digits may reach the cast.
            return (
                f"({scaled}CASE WHEN {digits} THEN CAST({text} AS BIGINT) >= {low}{most}"
                " ELSE FALSE END)"
            )
        case Kind.DATE:
            day = f"TRY_CAST({text} AS DATE)"
            # COALESCE: 2024-02-30 is no day, and its NULL would pass for neither read nor odd.
            return (
                f"(regexp_full_match({text}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
                f" AND COALESCE({day} BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}', FALSE))"
            )
        case Kind.YESNO:
            return f"({text} IN ('true', 'false'))"


def value_sql(asked: Input, column: str) -> str:
    """The typed value of a cell that :func:`canonical_sql` holds for."""
    text = identifier(column)
    match asked.kind:
        case Kind.WHOLE:
            return f"CAST({text} AS BIGINT)"
        case Kind.DATE:
            return f"CAST({text} AS DATE)"
        case Kind.YESNO:
            return f"({text} = 'true')"
        case _:
            return text


def blanks_sql() -> str:
    """:data:`BLANKS` as an SQL text."""
    return " || ".join(f"CHR({ord(blank)})" for blank in BLANKS)
