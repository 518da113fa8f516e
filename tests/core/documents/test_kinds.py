"""What each kind of wrong file is answered with."""

import zipfile
from pathlib import Path

import docx
import pytest

from hengji.core.documents.errors import DocumentError
from hengji.core.documents.kinds import Kind, kind_of
from hengji.core.documents.sheet import open_sheet
from tests.core.documents.made_files import ole_file, raw_xlsx, row

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)
_HTML = "<html><table><tr><td>姓名</td></tr></table></html>".encode()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "EMPTY_FILE", "空的"),
        (b" \r\n\n", "EMPTY_FILE", "空的"),
        (_PNG, "WRONG_KIND", "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(32), "WRONG_KIND", "JPEG"),
        (_HTML, "WRONG_KIND", "网页"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "WRONG_KIND", "XML"),
        (b"{\\rtf1 x}", "WRONG_KIND", "RTF"),
        (b"MZ\x90\0\x03" + bytes(range(256)) * 4, "WRONG_KIND", "不是文本"),
        ("naïve café, déjà vu, señor\n".encode("latin-1") * 20, "WRONG_ENCODING", "编码"),
    ],
)
def test_kind_of_a_foreign_file_says_what_it_is(
    tmp_path: Path, content: bytes, code: str, words: str
) -> None:
    path = tmp_path / "申报.xlsx"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=words) as caught:
        kind_of(path)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("stream", "code", "words"),
    [
        ("EncryptedPackage", "ENCRYPTED", "密码"),
        ("WordDocument", "WRONG_KIND", "旧版 Word"),
        ("PowerPoint Document", "WRONG_KIND", "PowerPoint"),
        ("Something", "WRONG_KIND", "旧版 Office"),
    ],
)
def test_kind_of_an_ole_file_is_told_by_its_streams(
    tmp_path: Path, stream: str, code: str, words: str
) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        kind_of(ole_file(tmp_path / "a.xlsx", stream))
    assert caught.value.code == code


def test_kind_of_an_old_workbook_is_xls(tmp_path: Path) -> None:
    assert kind_of(ole_file(tmp_path / "a.dat", "Workbook")) is Kind.XLS


def test_old_workbook_that_is_only_a_head_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        open_sheet(ole_file(tmp_path / "a.xls", "Workbook"))
    assert caught.value.code == "DAMAGED"


def test_word_file_renamed_xlsx_is_no_data_sheet(tmp_path: Path) -> None:
    path = tmp_path / "补贴.xlsx"
    docx.Document().save(str(path))
    assert kind_of(path) is Kind.DOCX
    with pytest.raises(DocumentError, match=r"docx.*xlsx 或 .csv") as caught:
        open_sheet(path)
    assert caught.value.code == "WRONG_KIND"


def test_workbook_renamed_csv_is_read_as_a_workbook(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.csv", row(1, "编号", "名称") + row(2, "1", "电工"))
    assert open_sheet(path).kind == "xlsx"


@pytest.mark.parametrize(
    ("member", "words"),
    [("a.txt", "压缩包"), ("OFD.xml", "OFD"), ("word/vbaProject.bin", "带宏的 Word")],
)
def test_archive_of_other_things_is_refused(tmp_path: Path, member: str, words: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(DocumentError, match=words):
        kind_of(path)


def test_missing_file_is_a_document_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="打不开"):
        kind_of(tmp_path / "没有.csv")
