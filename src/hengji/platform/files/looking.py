"""Looking at a PDF or a picture from outside, in a process of its own that may use only so much."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hengji.platform.files.errors import FileRefusedError

MOST_SECONDS = 20
"""CPU time for one file."""

MOST_BYTES = 1 << 30
"""Address space for one file: a picture of `MOST_PIXELS` takes a third of it."""

MOST_PIXELS = 60_000_000
"""A page scanned at 600 dpi in A4 has 35 million."""

_UNREADABLE = "文件已损坏或过于复杂，无法显示；请重新导出后再传"


@dataclass(frozen=True)
class PdfFacts:
    """How many pages, and how many scripts that run at its opening."""

    pages: int
    scripts: int


def look_at_pdf(path: Path) -> PdfFacts:
    """Open a PDF. Raises `FileRefusedError`: damaged, or locked by a password."""
    found = _ask("pdf", path)
    return PdfFacts(found["pages"], found["scripts"])


def look_at_image(path: Path, kind: str) -> None:
    """Unfold a picture of this kind. Raises `FileRefusedError`: damaged, or far too large."""
    _ask("image", path, kind, str(MOST_PIXELS))


def draw_pdf_page(path: Path, page: int, width: int, target: Path) -> None:
    """Draw a page, counted from 1, as a PNG ``width`` pixels wide."""
    _ask("draw-pdf", path, str(page), str(width), str(target))


def draw_image(path: Path, kind: str, width: int, target: Path) -> None:
    """Draw a picture anew as a PNG at most ``width`` wide: metadata and places stay behind."""
    _ask("draw-image", path, kind, str(MOST_PIXELS), str(width), str(target))


def _ask(what: str, path: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "hengji.platform.files.pictureprocess"]
    limits = [str(MOST_SECONDS), str(MOST_BYTES)]
    done = subprocess.run(  # noqa: S603 (our own module; the path is one argument, no shell)
        [*command, *limits, what, str(path.absolute()), *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise FileRefusedError("FILE_DAMAGED", f"{_UNREADABLE}。")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "code" in answer:
        raise FileRefusedError(answer["code"], answer["message"])
    return answer
