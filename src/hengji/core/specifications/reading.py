"""A file as people send it → a specification."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hengji.core.documents import wordfile
from hengji.core.documents.encoding import read_text
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.kinds import Kind, kind_of
from hengji.core.specifications.errors import SpecificationError
from hengji.core.specifications.places import place_name
from hengji.core.specifications.plain import from_plain, to_plain
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.wordreading import specification_of
from hengji.core.specifications.yamlform import parse_json, parse_yaml

MOST_BYTES = 20 << 20
"""Of a file; a specification of twenty pages has less than a tenth of one megabyte."""

MOST_TEXT_BYTES = 1 << 20
"""Of a .yaml or .json."""

ENDINGS = (".docx", ".yaml", ".yml", ".json")


def read_specification(name: str, data: bytes) -> AssessmentSpec:
    """The specification in a .yaml, .yml, .json, or .docx in the form of 附件3.

    ``name`` tells the kind by its ending, the content must agree. What the file does not say
    stays empty. Raises DocumentError: another kind, too large, damaged, not a specification.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise DocumentError("WRONG_KIND", f"只能读取 {'、'.join(ENDINGS)} 文件；请另存后重新提交")
    if len(data) > (MOST_BYTES if ending == ".docx" else MOST_TEXT_BYTES):
        raise DocumentError("TOO_LARGE", "文件过大，不像一份考核规范；请删去图片等内容后重新提交")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"specification{ending}"
        path.write_bytes(data)
        return _read(path, ending)


def _read(path: Path, ending: str) -> AssessmentSpec:
    kind = kind_of(path)
    if kind is not (Kind.DOCX if ending == ".docx" else Kind.TEXT):
        raise DocumentError("WRONG_KIND", f"文件的内容与“{ending}”不符；请检查是否选错了文件")
    if kind is Kind.DOCX:
        # As plain data it meets the same bounds as any other form; its places have no keys.
        return _value(to_plain(specification_of(wordfile.read(path))), place_name)
    text = read_text(path)
    plain = parse_json(text) if ending == ".json" else parse_yaml(text)
    if not isinstance(plain, dict):
        raise DocumentError("WRONG_SHAPE", "一个文件应是一份考核规范，由 name 等键和值组成")
    return _value(plain, str)


def _value(plain: Mapping[str, Any], named: Callable[[str], str]) -> AssessmentSpec:
    try:
        return from_plain(plain)
    except SpecificationError as error:
        place = f"{named(error.path)}：" if error.path else ""
        raise DocumentError(error.code, f"{place}{error.message}") from error
