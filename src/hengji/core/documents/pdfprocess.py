"""The process that parses one PDF: `python -m hengji.core.documents.pdfprocess FILE SECONDS BYTES`.

It answers in JSON: a list of paragraphs (texts) and tables (rows), or an error's code and message.
"""

import json
import logging
import resource
import sys
from pathlib import Path

from hengji.core.documents.blocks import Paragraph
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.pdfpages import parse


def main(path: str, seconds: str, size: str) -> None:
    """Limit this process, parse, answer. Beyond a limit the system ends the process."""
    _limit(resource.RLIMIT_CPU, int(seconds))
    _limit(resource.RLIMIT_AS, int(size))
    logging.disable(logging.CRITICAL)  # the parser grumbles about every odd font
    answer: object
    try:
        answer = [
            block.text if isinstance(block, Paragraph) else block.rows
            for block in parse(Path(path))
        ]
    except DocumentError as error:
        answer = {"code": error.code, "message": error.message}
    # Half a character, as a damaged font yields it, could not be written anywhere later.
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    try:
        resource.setrlimit(
            what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )
    except (ValueError, OSError):
        return  # macOS knows no limit of address space; the CPU's holds there too


if __name__ == "__main__":
    main(*sys.argv[1:])
