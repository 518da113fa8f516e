"""In which encoding a text file is written."""

import codecs
from pathlib import Path

from hengji.core.documents.errors import DocumentError

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text has: their presence means a binary file.
_BINARY = frozenset(range(32)) - frozenset(b"\t\n\x0b\x0c\r\x1a\x1b")


def text_encoding(path: Path) -> str:
    """Return the Python codec that reads the whole of `path` without loss.

    UTF-8 and UTF-16 with or without mark, GB18030 (what Chinese Excel saves as .csv).
    Raises DocumentError: not a text, or none of these encodings.
    """
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    for codec in _candidates(head):
        if _decodes(path, codec):
            return codec
    if b"\x00" in head:
        raise _not_a_text()
    raise DocumentError(
        "WRONG_ENCODING",
        "无法识别文件的文字编码；请另存为“CSV UTF-8（逗号分隔）”或 UTF-8 文本后重新提交",
    )


def read_text(path: Path) -> str:
    """The whole of a text file, whatever its encoding. Raises DocumentError."""
    return path.read_text(encoding=text_encoding(path)).removeprefix("\ufeff")


def _candidates(head: bytes) -> list[str]:
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return [codec]
    if b"\x00" in head:
        # Without a mark: in UTF-16 the high half of each ASCII character is a zero byte.
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if max(even, odd) >= 8 * min(even, odd) + 1:
            return ["utf-16-le" if odd > even else "utf-16-be"]
    if any(byte in _BINARY for byte in head):
        raise _not_a_text()
    return ["utf-8", "gb18030"]


def _not_a_text() -> DocumentError:
    return DocumentError("WRONG_KIND", "这不是文本或表格文件，不能读取，请检查是否选错了文件")


def _decodes(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    foreign = usual = 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                text = decoder.decode(piece)
                if codec == "gb18030":
                    strange, common = _rarity(text)
                    foreign, usual = foreign + strange, usual + common
                elif codec.startswith("utf-16-") and not _BINARY.isdisjoint(map(ord, text)):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return foreign <= usual


def _rarity(text: str) -> tuple[int, int]:
    """Count characters outside and inside GB2312.

    Almost any Western text "decodes" as GB18030 into rare characters; real Chinese text
    consists of the 6,763 characters of GB2312 but for a few in names.
    """
    beyond = [character for character in text if character > "\x7f"]
    usual = len("".join(beyond).encode("gb2312", errors="ignore")) // 2
    return len(beyond) - usual, usual
