"""Files that are two things at once, or carry a program: each is refused by its name."""

import re
import zipfile
from pathlib import Path, PurePath

from hengji.core.documents.encoding import read_text
from hengji.platform.files.errors import FileRefusedError
from hengji.platform.files.kinds import DOCX, OFD, PDF, TEXT, XLS, XLSX, FileKind
from hengji.platform.files.looking import PdfFacts, look_at_image, look_at_pdf
from hengji.platform.files.purposes import Purpose

_EDGE = 1 << 16
# Tags that make a browser take a file for a page. Long enough not to occur by chance.
_PAGE_TAGS = re.compile(rb"<(?:script|html|iframe|!doctype html|svg xmlns|\?php)", re.IGNORECASE)
_PDF_ACTS = re.compile(rb"/(?:JavaScript|Launch)\b")
_TEXT_PROGRAM = re.compile(
    r"""\s*(?:<(?:\?xml|\?php|!doctype|html|svg|script|body|head|iframe)
    |(?:var|let|const)\s+[\w$]+\s*=|(?:async\s+)?function\s*[\w$]*\s*\(|[!(]+function\b
    |\(\(?[\w$,\s]*\)\s*=>|import\s.+\sfrom\s|(?:window|document|self|globalThis)\.
    |eval\(|["']use\ strict["']|@echo\s+off|powershell\s|CreateObject\()""",
    re.IGNORECASE | re.VERBOSE,
)
_PROGRAM_ENDINGS = frozenset(
    {".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".dll", ".lnk", ".hta", ".jar"}
    | {".js", ".jse", ".vbs", ".vbe", ".wsf", ".ps1", ".sh", ".py", ".php", ".asp", ".aspx", ".jsp"}
    | {".htm", ".html", ".xhtml", ".svg", ".docm", ".xlsm", ".pptm"}
)
_MACRO_PARTS = ("vbaproject.bin", "macrosheets/", "activex/")
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def refuse_tricks(path: Path, name: str, kind: FileKind, purpose: Purpose) -> None:
    """Raise `FileRefusedError` unless name, kind and every part of the bytes are plain.

    ``kind`` is what `kind_of` told; the purpose and the name must agree with it.
    """
    _refuse_name(name)
    if kind is TEXT:
        _refuse_program(path)
    if kind not in purpose.kinds:
        raise FileRefusedError(
            "FILE_KIND", f"这是{kind.label}，不能读取；{purpose.label}请提交 {purpose.told}。"
        )
    ending = PurePath(name).suffix.lower()
    if ending not in kind.endings:
        raise FileRefusedError(
            "FILE_TYPE_MISMATCH",
            f"文件名以“{ending or '（无扩展名）'}”结尾，内容却是{kind.label}；"
            f"请改正扩展名（{'、'.join(kind.endings)}）或另存后再传。",
        )
    if kind is not TEXT:
        _refuse_second_nature(path, kind)
    if kind in (XLSX, DOCX, OFD):
        _refuse_parts(path)
    elif kind is XLS:
        _refuse_ole_macros(path)
    elif kind is PDF:
        _refuse_acts(path, look_at_pdf(path))
    elif kind.is_image:
        look_at_image(path, kind.code)


def _refuse_name(name: str) -> None:
    """``合同.pdf.exe`` is shown as ``合同.pdf`` by a desktop that hides known endings."""
    endings = [ending.lower() for ending in PurePath(name).suffixes]
    if not _PROGRAM_ENDINGS.isdisjoint(endings[:-1]) or (
        len(endings) > 1 and endings[-1] in _PROGRAM_ENDINGS
    ):
        raise FileRefusedError(
            "FILE_DOUBLE_EXTENSION", f"文件名“{name}”带有双重扩展名，可能是伪装的程序，没有接收。"
        )


def _refuse_program(path: Path) -> None:
    if _TEXT_PROGRAM.match(read_text(path)[:4096]):
        raise FileRefusedError(
            "FILE_ACTIVE_CONTENT", "这是网页、SVG 或脚本，不是数据文件，没有接收。"
        )


def _refuse_second_nature(path: Path, kind: FileKind) -> None:
    """A file may be read from its start by one program and from its end by another."""
    with path.open("rb") as stream:
        if kind.is_image:
            pieces = [stream.read()]  # a picture's comments are anywhere
        else:
            pieces = [stream.read(4096)]
            stream.seek(max(0, path.stat().st_size - _EDGE))
            pieces.append(stream.read())
    if any(_PAGE_TAGS.search(piece) for piece in pieces):
        raise FileRefusedError(
            "FILE_POLYGLOT", f"这个{kind.label}里还夹着一个网页或脚本，没有接收。"
        )
    if kind not in (XLSX, DOCX, OFD) and zipfile.is_zipfile(path):
        raise FileRefusedError("FILE_POLYGLOT", f"这个{kind.label}里还夹着一个压缩包，没有接收。")


def _refuse_parts(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = [name.lower() for name in archive.namelist()]
    if any(mark in part for part in parts for mark in _MACRO_PARTS):
        raise _macros()
    hidden = next((part for part in parts if PurePath(part).suffix in _PROGRAM_ENDINGS), None)
    if hidden is not None:
        raise FileRefusedError(
            "FILE_ACTIVE_CONTENT", f"文件内部夹带了程序或网页“{PurePath(hidden).name}”，没有接收。"
        )


def _refuse_ole_macros(path: Path) -> None:
    if _OLE_MACROS in path.read_bytes():
        raise _macros()


def _refuse_acts(path: Path, facts: PdfFacts) -> None:
    """Scripts in packed objects are counted by PDFium, others seen in the open."""
    if facts.scripts or _PDF_ACTS.search(path.read_bytes()):
        raise FileRefusedError(
            "FILE_ACTIVE_CONTENT", "PDF 里有脚本或启动程序的动作，没有接收；请重新打印成 PDF。"
        )


def _macros() -> FileRefusedError:
    return FileRefusedError(
        "FILE_MACROS", "文件里有宏，没有接收；请另存为不含宏的 .xlsx 或 .docx 后再传。"
    )
