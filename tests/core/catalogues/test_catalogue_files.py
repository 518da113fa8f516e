"""entries.csv, crosswalk.csv, findings.json: exact columns, nothing lost, whole or not at all."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from hengji.core.catalogues.files import (
    read_crosswalk,
    read_entries,
    write_catalogue,
)
from hengji.core.catalogues.merging import merge
from hengji.core.catalogues.model import Catalogue, Entry, Finding
from hengji.core.documents.errors import DocumentError


@pytest.fixture(scope="module")
def folder(
    published: Catalogue, doubts: tuple[Finding, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    out = tmp_path_factory.mktemp("catalogue") / "new" / "folder"
    write_catalogue(out, published.entries, published.crosswalk, doubts)
    return out


def test_entries_have_exactly_the_agreed_columns(folder: Path) -> None:
    header = (folder / "entries.csv").read_text("utf-8").splitlines()[0]
    assert header == (
        "list,row,printed_seq,code,name,scope,marks,starred,class,levels,"
        "occupation,definition,certificate,tags,raw"
    )
    header = (folder / "crosswalk.csv").read_text("utf-8").splitlines()[0]
    assert header == "case,class_now,code_now,name_now,class_old,code_old,name_old"


def test_values_are_written_as_agreed(folder: Path) -> None:
    with (folder / "entries.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["list"], row["row"]): row for row in csv.DictReader(file)}
    assert rows["evaluation-bodies", "1"]["levels"] == "5 4 3"
    assert rows["evaluation-bodies", "1"]["starred"] == "false"
    assert rows["huaian-occupations", "1"]["starred"] == "true"
    assert rows["guangdong-subsidy", "17"]["tags"] == "新业态/乡村工匠"


def test_findings_have_exactly_the_agreed_keys(folder: Path) -> None:
    findings = json.loads((folder / "findings.json").read_text("utf-8"))
    assert {tuple(finding) for finding in findings} == {
        ("severity", "code", "list", "row", "message", "suggestion")
    }
    assert {finding["severity"] for finding in findings} == {"error", "warning", "note"}


def test_what_was_written_is_read_back_the_same(folder: Path, published: Catalogue) -> None:
    assert tuple(read_entries(folder / "entries.csv")) == published.entries
    pairs = read_crosswalk(folder / "crosswalk.csv")
    assert [replace(pair, row=0) for pair in pairs] == [
        replace(pair, row=0, raw="") for pair in published.crosswalk
    ]


def test_no_half_written_file_is_left(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "crosswalk.csv",
        "entries.csv",
        "findings.json",
    ]


def test_failed_writing_keeps_the_old_file(tmp_path: Path) -> None:
    write_catalogue(tmp_path, [Entry("a", 1, name="剪纸")], [], [])
    before = (tmp_path / "entries.csv").read_bytes()
    with pytest.raises(UnicodeEncodeError):
        write_catalogue(tmp_path, [Entry("a", 1, name="\ud800")], [], [])
    assert (tmp_path / "entries.csv").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 3


def _error(path: Path) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_entries(path)
    return caught.value


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert "entries.csv" in str(_error(tmp_path / "entries.csv"))


def test_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "entries.csv"
    path.write_text("list,row,name\na,1,剪纸\n", "utf-8")
    assert "printed_seq" in str(_error(path))


def test_wrong_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "entries.csv"
    path.write_bytes("列表,行".encode("gb18030"))
    assert "UTF-8" in str(_error(path))


def test_row_that_is_no_number_is_told_with_its_place(tmp_path: Path, folder: Path) -> None:
    lines = (folder / "entries.csv").read_text("utf-8").splitlines()
    path = tmp_path / "entries.csv"
    path.write_text("\n".join([lines[0], lines[1], lines[2].replace(",2,2,", ",二,2,")]), "utf-8")
    assert _error(path).row == 3


def test_same_list_from_two_documents_is_refused() -> None:
    part = Catalogue(entries=(Entry("sichuan-filed", 1, name="剪纸"),))
    with pytest.raises(DocumentError, match=r"甲\.docx 和 乙\.docx"):
        merge([("甲.docx", part), ("乙.docx", part)])
