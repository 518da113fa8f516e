"""The process that parses one PDF: `python -m hengji.core.documents.pdfprocess FILE SECONDS BYTES`.

It answers in JSON: a list of paragraphs (texts) and tables (rows), or an error's code and message.
"""

import json
import logging
import sys
from pathlib import Path

from hengji.core.documents.blocks import Paragraph
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.limits import limit_process
from hengji.core.documents.pdfpages import parse


def main(path: str, seconds: str, size: str) -> None:
    """Limit this process, parse, answer. Beyond a limit the system ends the process."""
    limit_process(int(seconds), int(size))
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


if __name__ == "__main__":
    main(*sys.argv[1:])
