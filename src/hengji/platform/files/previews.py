"""Pictures of PDFs and images for the browser: drawn anew, so that only pixels get there."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from hengji.platform.files.errors import NoSuchFileError
from hengji.platform.files.kinds import PDF
from hengji.platform.files.looking import draw_image, draw_pdf_page, look_at_pdf
from hengji.platform.files.models import FileRecord
from hengji.platform.files.services import file_path
from hengji.platform.files.storage import place, prune

WIDTHS = (240, 1200)
"""Pixels: a thumbnail, and a page to be read."""


@dataclass(frozen=True)
class Preview:
    """How many pages can be shown; none for kinds that are only downloaded."""

    pages: int


def preview_of(file: FileRecord) -> Preview:
    """What can be shown of a file. Raises `FileLostError`."""
    kind = file.told_kind
    if kind is PDF:
        return Preview(look_at_pdf(file_path(file)).pages)
    return Preview(1 if kind is not None and kind.is_image else 0)


def preview_page(file: FileRecord, page: int, width: int) -> Path:
    """A page as a PNG, counted from 1; it is drawn once and kept in the cache.

    Raises `NoSuchFileError` for what has no such page or width, and `FileLostError`.
    """
    kind = file.told_kind
    if kind is None or not kind.has_preview or width not in WIDTHS or page < 1:
        raise NoSuchFileError
    if kind.is_image and page > 1:
        raise NoSuchFileError
    folder = Path(settings.FILES_CACHE) / "previews"
    drawn = folder / f"{file.sha256}-{page}-{width}.png"
    if drawn.exists():
        return drawn
    source = file_path(file)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as desk:
        fresh = Path(desk) / "page.png"
        if kind is PDF:
            if page > look_at_pdf(source).pages:
                raise NoSuchFileError
            draw_pdf_page(source, page, width, fresh)
        else:
            draw_image(source, kind.code, width, fresh)
        place(fresh, drawn)
    prune(folder, settings.FILES_CACHE_BYTES)
    return drawn
