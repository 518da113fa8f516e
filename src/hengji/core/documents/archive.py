"""Office files are zip archives: look at the directory before anything is inflated."""

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hengji.core.documents.errors import DocumentError

_CHUNK = 1 << 20
_LOCAL_HEADER = 30
_LOCKED = 0x41  # flag bits 0 and 6: encrypted, strongly encrypted
# What the zip library and the steps below meet in a broken file; NotImplementedError is its
# answer to a version or a compression that does not exist.
_FAULTS = (
    zipfile.BadZipFile,
    NotImplementedError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
)


@dataclass(frozen=True)
class Limits:
    """How much an archive may unfold into.

    `ratio` (inflated to packed) counts only above `ratio_floor` bytes: a small sheet of
    equal rows packs extremely well and harms nobody.
    """

    total_bytes: int = 1 << 30
    ratio: int = 150
    ratio_floor: int = 64 << 20
    members: int = 10_000


DEFAULT_LIMITS = Limits()


def check_archive(path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a bomb, a damaged or an encrypted archive, and XML that declares entities.

    The directory is judged first; then every member is inflated in small pieces and must have
    exactly the size and checksum its directory promised, because the readers believe the directory.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_directory(members, path.stat().st_size, limits)
            for member in members:
                archive.open(member).close()  # compares its own header with the directory
        with path.open("rb") as stream:
            for member in members:
                _check_member(stream, member)
    except _FAULTS as error:
        raise _damaged() from error


def _check_directory(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    if len(members) > limits.members:
        raise DocumentError("BOMB", f"文件内部的部件超过 {limits.members} 个，拒绝打开")
    check_size(sum(member.file_size for member in members), packed, limits)
    names = Counter(member.filename.casefold() for member in members)
    if any(count > 1 for count in names.values()):
        # Two readers could each take another one of the two.
        raise _damaged()
    if any(member.flag_bits & _LOCKED for member in members):
        raise DocumentError("ENCRYPTED", "文件设有密码，请取消密码后重新提交")


def check_size(total: int, packed: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a file of `packed` bytes that unfolds into `total` bytes. Raises DocumentError."""
    too_dense = total > limits.ratio_floor and total > limits.ratio * packed
    if total > limits.total_bytes or too_dense:
        raise DocumentError(
            "BOMB",
            f"文件展开后至少有 {total >> 20:,} MB，是原文件的 {total // max(packed, 1)} 倍，"
            "不像正常的办公文件，拒绝打开；请删除多余的空行、空列后另存，再重新提交",
        )


def _check_member(stream: BinaryIO, member: zipfile.ZipInfo) -> None:
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    size = checksum = 0
    tail = b""
    for piece in _inflate(stream, member):
        if is_xml:
            _check_xml(tail + piece, at_start=size == 0)
            tail = piece[-16:]
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > member.file_size:
            raise _damaged()
    if size != member.file_size or checksum != member.CRC:
        raise _damaged()


def _check_xml(piece: bytes, *, at_start: bool) -> None:
    if at_start and (piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in piece[:4]):
        raise _damaged()  # office programs write UTF-8 only; elsewhere the check below is blind
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise DocumentError("ENTITIES", "文件内部声明了 XML 实体，正常的办公文件没有，拒绝打开")


def _inflate(stream: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    stream.seek(member.header_offset)
    header = stream.read(_LOCAL_HEADER)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    stream.seek(name_length + extra_length, 1)
    left = member.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0:
        packed = stream.read(min(left, _CHUNK))
        if not packed:
            raise EOFError
        left -= len(packed)
        if member.compress_type == zipfile.ZIP_STORED:
            yield packed
        elif member.compress_type == zipfile.ZIP_DEFLATED:
            while packed:
                yield inflater.decompress(packed, _CHUNK)
                packed = inflater.unconsumed_tail
        else:
            raise _damaged()


def _damaged() -> DocumentError:
    return DocumentError("DAMAGED", "文件已损坏或不完整，请用 Excel/WPS 打开后另存，再重新提交")
