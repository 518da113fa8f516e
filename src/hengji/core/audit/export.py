"""The file of an export: a header, then one entry a line in the order of chain and place."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hengji.core.audit.entry import FIELDS, Values
from hengji.core.audit.errors import AuditFileError
from hengji.core.audit.heads import Head, heads_in

FORMAT = "hengji-audit/1"


@dataclass(frozen=True)
class Stretch:
    """The unbroken part of a chain that an export holds; ``previous`` is the hash before it."""

    first: int
    last: int
    previous: bytes


@dataclass(frozen=True)
class Header:
    """When and of what the export was made.

    ``jurisdiction`` is the beginning of the codes that were asked for; empty for all.
    """

    at: str
    jurisdiction: str
    heads: tuple[Head, ...]
    stretches: dict[str, Stretch]


@dataclass(frozen=True)
class Line:
    """One link with its entry.

    ``seq`` and ``hash`` are None for an entry outside the chain, ``values`` for a link without
    its entry.
    """

    number: int
    chain: str
    seq: int | None
    hash: bytes | None
    entry_id: int
    values: Values | None


@dataclass(frozen=True)
class Export:
    """An export that is being read; its lines come one by one, however many there are."""

    path: Path
    header: Header

    def lines(self) -> Iterator[Line]:
        """Every line after the header. Raises `AuditFileError` at one that is none."""
        with self.path.open(encoding="utf-8") as file:
            next(file)
            for number, text in enumerate(file, 2):
                yield _line(number, text)


def open_export(path: Path) -> Export:
    """Read the header. Raises `AuditFileError` where the file is no export."""
    with path.open(encoding="utf-8") as file:
        try:
            record = json.loads(file.readline())
            if record["format"] != FORMAT:
                raise ValueError(record["format"])
            stretches = {
                str(chain): Stretch(int(first), int(last), bytes.fromhex(previous))
                for chain, (first, last, previous) in record["stretches"].items()
            }
            header = Header(record["at"], record["jurisdiction"], heads_in(record), stretches)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise AuditFileError(
                "AUDIT_EXPORT_UNREADABLE", f"{path.name} 不是审计日志的导出文件（{FORMAT}）。"
            ) from error
    return Export(path, header)


def _line(number: int, text: str) -> Line:
    try:
        record: dict[str, Any] = json.loads(text)
        absent = record["id"] is None
        return Line(
            number=number,
            chain=record["chain"],
            seq=record["seq"],
            hash=None if record["hash"] is None else bytes.fromhex(record["hash"]),
            entry_id=int(record["entry_id"]),
            values=None if absent else {name: _text(record[name]) for name in FIELDS},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise AuditFileError("AUDIT_EXPORT_UNREADABLE", f"第 {number} 行不是审计记录。") from error


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
