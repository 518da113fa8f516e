"""PDF files as blocks, parsed by a process of its own that may use only so much.

A PDF of one kilobyte can claim a font of two thousand million characters or objects without end;
the parser is Python and believes it. A bound on another process is the only one that holds.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from hengji.core.documents.blocks import Block, Paragraph, Table
from hengji.core.documents.errors import DocumentError

MOST_SECONDS = 120
"""CPU time for one file; a page takes about a tenth of a second."""

MOST_BYTES = 2 << 30
"""Address space for one file, where the system knows such a limit."""


def read(path: Path) -> list[Block]:
    """The text and tables of a .pdf; a table that goes on overleaf is one table.

    Raises DocumentError: encrypted, damaged, too long, too complex, or a scan without text.
    """
    command = [sys.executable, "-m", "hengji.core.documents.pdfprocess"]
    limits = [str(MOST_SECONDS), str(MOST_BYTES)]
    done = subprocess.run(  # noqa: S603 (our own module; the path is one argument, no shell)
        [*command, str(path.absolute()), *limits],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise DocumentError(
            "TOO_COMPLEX", "PDF 过于复杂或已损坏，无法读取；请重新导出后提交，或改用 .docx、.xlsx"
        )
    answer = json.loads(done.stdout)
    if isinstance(answer, dict):
        raise DocumentError(answer["code"], answer["message"])
    return [
        Paragraph(item) if isinstance(item, str) else Table(tuple(tuple(row) for row in item))
        for item in answer
    ]
