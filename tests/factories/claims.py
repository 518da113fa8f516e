"""Sheets of invented claims under 淮人社发〔2024〕22号."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from hengji.core.documents.workbook import write_rows
from hengji.core.packs.model import Input
from hengji.core.packs.registry import get_pack

PACK = "huaian-2024"

# 003 附件2: 车工 is class A; 附件1: A, 四级 1500 元, 56 课时.
GOOD: Mapping[str, str] = {
    "benefit": "职业培训补贴",
    "programme": "职业技能等级培训",
    "code": "6-18-01-01",
    "name": "车工",
    "level": "四级",
    "total_minutes": "2520",
    "online_minutes": "0",
    "practical_minutes": "1600",
    "provider_stars": "四星级",
    "provider_removed_on": "",
    "filed_on": "2024-03-01",
    "trained_on": "2024-04-12",
    "applied_on": "2024-05-06",
    "certificate_found": "",
}


def claim(number: int, person: str | None = None, **changes: str) -> dict[str, str]:
    """A claim that is approved with 1500 元 unless ``changes`` say otherwise."""
    own = {"claim_id": f"HA-{number:04}", "person_id": person or f"32080019900101{number:04}"}
    return {**own, **GOOD, **changes}


def _asked() -> list[Input]:
    adjudication = get_pack(PACK).adjudication
    assert adjudication is not None
    return [one for one in adjudication.inputs if not one.optional]


def headings() -> list[str]:
    """The Chinese headings of the sheet, in the pack's order, without the officers' own."""
    return [one.label for one in _asked()]


def names() -> list[str]:
    """The inputs in the same order."""
    return [one.name for one in _asked()]


def _cells(claims: Iterable[Mapping[str, str]]) -> list[list[str]]:
    return [[one[name] for name in names()] for one in claims]


def csv_bytes(claims: Iterable[Mapping[str, str]], encoding: str = "utf-8") -> bytes:
    """The sheet as .csv."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings())
    writer.writerows(_cells(claims))
    return stream.getvalue().encode(encoding)


def write_xlsx(path: Path, claims: Iterable[Mapping[str, str]]) -> Path:
    """The sheet as .xlsx."""
    write_rows(path, headings(), _cells(claims), text_columns=headings())
    return path
