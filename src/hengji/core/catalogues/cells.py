"""The cells of published lists, taken apart: stars, marks, brackets, codes, levels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hengji.core.catalogues.model import CELL_BREAK, LINE_BREAK
from hengji.core.text import narrow, squeeze

_MARKS = re.compile(r"(?<=[\u4e00-\u9fff])(L/S|S/L|L|S)$")
# What an editor left behind; it is no part of any name.
ARTEFACT = re.compile(r"\[bookmark:[^\]]*\]")
EDITION = re.compile(r"[（(](\d{4})年版[）)]")
_OPEN, _CLOSE = "（(", "）)"
_COMMON_HEAD = 4
_OCCUPATION_END = ("工", "员", "师", "人")


@dataclass(frozen=True)
class OccupationName:
    """A printed occupation: ``*网络与信息安全管理员S``, ``起重装卸机械操作工（叉车司机）``."""

    name: str
    scope: str
    marks: str
    starred: bool


def join_lines(cell: str) -> str:
    """A wrapped cell as one line: Chinese wraps without a blank."""
    return "".join(line.strip() for line in cell.split("\n"))


def clean(cell: str) -> str:
    """The text of a cell without line breaks and without what an editor left behind."""
    return ARTEFACT.sub("", join_lines(cell)).strip()


def split_brackets(text: str) -> tuple[str, str]:
    """What stands before a closing bracket at the end, and its content; brackets may nest."""
    if not text.endswith(tuple(_CLOSE)):
        return text, ""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        if text[place] in _CLOSE:
            depth += 1
        elif text[place] in _OPEN:
            depth -= 1
            if depth == 0:
                return text[:place].strip(), text[place + 1 : -1].strip()
    return text, ""


def split_marks(text: str) -> tuple[str, str]:
    """The name and its mark: S digital, L green, L/S both (职业分类大典 2022)."""
    found = _MARKS.search(text)
    if not found:
        return text, ""
    mark = found.group(1)
    return text[: found.start()].strip(), "L/S" if "/" in mark else mark


def parse_occupation(cell: str) -> OccupationName:
    """An occupation as printed, taken apart; a mark may stand before the bracket."""
    text = clean(cell)
    starred = text.startswith(("*", "＊"))
    bare, scope = split_brackets(text.lstrip("*＊").strip())
    name, marks = split_marks(bare)
    return OccupationName(name, scope, marks, starred)


def parse_code(cell: str) -> str:
    """The code without blanks and edition remark; a slash alone says that there is none."""
    code = squeeze(EDITION.sub("", narrow(join_lines(cell))))
    return "" if code in {"/", "-", "—"} else code


def parse_levels(cell: str) -> tuple[int, ...]:
    """``5、4、3`` as (5, 4, 3); empty where the cell holds no level."""
    parts = [part for part in re.split(r"[、,，/\s]+", narrow(cell)) if part]
    if not parts or not all(part in {"1", "2", "3", "4", "5"} for part in parts):
        return ()
    return tuple(sorted({int(part) for part in parts}, reverse=True))


def split_values(cell: str) -> tuple[str, ...]:
    """The occupations of a cell that names several, each on a line of its own.

    A line break parts two values only where it cannot be a wrap: every line ends like an
    occupation, or all begin alike, as two editions of one name do. The mark 、 parts nothing:
    其他水利、环境和公共设施管理服务人员 is one occupation.
    """
    lines = [clean(line) for line in cell.split("\n") if line.strip()]
    ends = all(split_marks(line)[0].endswith(_OCCUPATION_END) for line in lines)
    heads = {line[:_COMMON_HEAD] for line in lines}
    if len(lines) > 1 and not (ends or len(heads) == 1):
        lines = ["".join(lines)]
    return tuple(lines)


def split_codes(cell: str) -> tuple[str, ...]:
    """The codes of a cell: ``4139901、4139900`` are two; an empty cell has one empty code."""
    parts = [parse_code(part) for part in re.split(r"[、，,;；\n]+", cell)]
    return tuple(part for part in parts if part) or ("",)


def raw_row(row: Sequence[str]) -> str:
    """The cells as published, on one line; a line break inside a cell shows as ⏎."""
    return CELL_BREAK.join(row).replace("\n", LINE_BREAK)


def split_work_types(scope: str) -> tuple[str, ...]:
    """The work types of a bracket: parted by 、 or commas, but not inside a further bracket."""
    parts = re.split(r"[、，,;；](?![^（(]*[）)])", scope)
    return tuple(part.strip() for part in parts if part.strip())
