"""Files with bytes changed at random places are read or refused, and never anything else."""

import contextlib
import zipfile
from pathlib import Path

import docx
import fpdf
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengji.core.documents.errors import DocumentError
from hengji.core.documents.reading import read_blocks
from hengji.core.documents.sheet import open_sheet

_SETTINGS = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# Where (as a share of the file), how many bytes go, what comes instead.
_CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 20), st.binary(max_size=8)),
    min_size=1,
    max_size=5,
)


def _change(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for share, gone, new in changes:
        place = int(share * len(content))
        content = content[:place] + new + content[place + gone :]
    return content


def _read_all(path: Path) -> None:
    for read in (read_blocks, lambda path: list(open_sheet(path).rows())):
        with contextlib.suppress(DocumentError):
            read(path)


def _workbook(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["编号", "名称", "日期"])
        sheet.write_row(1, 0, [1, "电工", 45352], book.add_format({"num_format": 14}))
        sheet.write_formula(2, 0, "=A2+1", None, 2)
        sheet.merge_range(3, 0, 4, 1, "合")


def _word(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("目录", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
    document.save(str(path))


def _pdf(path: Path) -> None:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_font("helvetica")
    pdf.cell(40, 10, "title", new_x="LMARGIN", new_y="NEXT")
    pdf.cell(40, 10, "4-03-02-01", border=1)
    pdf.cell(40, 10, "x", border=1)
    pdf.output(str(path))


def _csv(path: Path) -> None:
    path.write_bytes('编号;名称\r\n1;"电;工"\r\n2;焊工\r\n'.encode("gb18030"))


_MAKERS = {"xlsx": _workbook, "docx": _word, "csv": _csv}


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv"])
@given(_CHANGES)
@_SETTINGS
def test_changed_file_is_read_or_refused(
    tmp_path: Path, kind: str, changes: list[tuple[float, int, bytes]]
) -> None:
    whole = tmp_path / f"whole.{kind}"
    if not whole.exists():
        _MAKERS[kind](whole)
    path = tmp_path / f"changed.{kind}"
    path.write_bytes(_change(whole.read_bytes(), changes))
    _read_all(path)


@given(_CHANGES)
@settings(_SETTINGS, max_examples=6)  # each starts a process
def test_changed_pdf_is_read_or_refused(
    tmp_path: Path, changes: list[tuple[float, int, bytes]]
) -> None:
    path = tmp_path / "changed.pdf"
    _pdf(path)
    path.write_bytes(_change(path.read_bytes(), changes))
    with contextlib.suppress(DocumentError):
        read_blocks(path)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@given(_CHANGES, st.floats(0, 1, exclude_max=True))
@_SETTINGS
def test_archive_with_a_changed_member_is_read_or_refused(
    tmp_path: Path, kind: str, changes: list[tuple[float, int, bytes]], share: float
) -> None:
    whole = tmp_path / f"whole.{kind}"
    if not whole.exists():
        _MAKERS[kind](whole)
    path = tmp_path / f"changed.{kind}"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = names[int(share * len(names))]
        for name in names:
            content = old.read(name)
            new.writestr(name, _change(content, changes) if name == chosen else content)
    _read_all(path)
