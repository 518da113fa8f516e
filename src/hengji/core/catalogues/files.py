"""Catalogues as files: entries.csv, crosswalk.csv, findings.json; written whole or not at all."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from hengji.core.catalogues.model import CrosswalkPair, Entry, Finding
from hengji.core.documents.errors import DocumentError

ENTRIES = "entries.csv"
PAIRS = "crosswalk.csv"
FINDINGS = "findings.json"

ENTRY_COLUMNS = (
    "list",
    "row",
    "printed_seq",
    "code",
    "name",
    "scope",
    "marks",
    "starred",
    "class",
    "levels",
    "occupation",
    "definition",
    "certificate",
    "tags",
    "raw",
)
PAIR_COLUMNS = (
    "case",
    "class_now",
    "code_now",
    "name_now",
    "class_old",
    "code_old",
    "name_old",
)


def entry_record(entry: Entry) -> dict[str, str]:
    """The entry as a row of entries.csv."""
    return {
        "list": entry.list_id,
        "row": str(entry.row),
        "printed_seq": entry.printed_seq,
        "code": entry.code,
        "name": entry.name,
        "scope": entry.scope,
        "marks": entry.marks,
        "starred": "true" if entry.starred else "false",
        "class": entry.rate_class,
        "levels": " ".join(map(str, entry.levels)),
        "occupation": entry.occupation,
        "definition": entry.definition,
        "certificate": entry.certificate,
        "tags": "/".join(entry.tags),
        "raw": entry.raw,
    }


def entry_from_record(record: dict[str, str]) -> Entry:
    """The entry behind a row of entries.csv; ValueError where a number is none."""
    return Entry(
        list_id=record["list"],
        row=int(record["row"]),
        printed_seq=record["printed_seq"],
        code=record["code"],
        name=record["name"],
        scope=record["scope"],
        marks=record["marks"],
        starred=record["starred"] == "true",
        rate_class=record["class"],
        levels=tuple(int(level) for level in record["levels"].split()),
        occupation=record["occupation"],
        definition=record["definition"],
        certificate=record["certificate"],
        tags=tuple(tag for tag in record["tags"].split("/") if tag),
        raw=record["raw"],
    )


def read_entries(path: Path) -> list[Entry]:
    """The rows of an entries.csv; DocumentError says which row is wrong."""
    entries = []
    for number, record in _records(path, ENTRY_COLUMNS):
        try:
            entries.append(entry_from_record(record))
        except ValueError as error:
            message = f"行号或等级不是数字（{error}）；请用目录导入命令重新生成 {path.name}"
            raise DocumentError("ROW_UNREADABLE", message, row=number) from error
    return entries


def read_crosswalk(path: Path) -> list[CrosswalkPair]:
    """The pairs of a crosswalk.csv; ``row`` is the place in the file."""
    return [
        CrosswalkPair(**record, row=number - 1) for number, record in _records(path, PAIR_COLUMNS)
    ]


def _records(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise DocumentError("FILE_MISSING", f"找不到文件 {path}；请检查路径") from error
    except (UnicodeDecodeError, OSError) as error:
        message = f"{path.name} 读不出来，应是 UTF-8 编码的 CSV；请用目录导入命令重新生成"
        raise DocumentError("ENCODING_UNKNOWN", message) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        message = f"{path.name} 缺少列 {'、'.join(missing)}；第一行应是 {','.join(columns)}"
        raise DocumentError("COLUMN_MISSING", message, row=1)
    return [
        (number, {name: record.get(name) or "" for name in columns})
        for number, record in enumerate(reader, start=2)
    ]


def write_catalogue(
    folder: Path,
    entries: Iterable[Entry],
    pairs: Iterable[CrosswalkPair],
    findings: Iterable[Finding],
) -> None:
    """Writes the three files into the folder, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / ENTRIES, _csv(ENTRY_COLUMNS, map(entry_record, entries)))
    _write(folder / PAIRS, _csv(PAIR_COLUMNS, map(_pair_record, pairs)))
    records = [_finding_record(finding) for finding in findings]
    _write(folder / FINDINGS, json.dumps(records, ensure_ascii=False, indent=1) + "\n")


def _pair_record(pair: CrosswalkPair) -> dict[str, str]:
    return {name: getattr(pair, name) for name in PAIR_COLUMNS}


def _finding_record(finding: Finding) -> dict[str, str | int | None]:
    return {
        "severity": finding.severity,
        "code": finding.code,
        "list": finding.list_id,
        "row": finding.row,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def _csv(columns: Sequence[str], records: Iterable[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    """A reader sees the old file or the new one, never half of one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)  # mkstemp's 0600 would hide the result from colleagues
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
