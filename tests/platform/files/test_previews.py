"""Previews: pages as pictures, without anything of the file but its pixels."""

from datetime import UTC, datetime

import pytest
from PIL import Image

from hengji.platform.accounts.models import User
from hengji.platform.files.errors import NoSuchFileError
from hengji.platform.files.kinds import EVERY
from hengji.platform.files.models import FileRecord
from hengji.platform.files.previews import preview_of, preview_page
from hengji.platform.files.purposes import Purpose
from hengji.platform.files.services import file_store
from tests.platform.files import made_files as made

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ANYTHING = Purpose("test.anything", "附件", EVERY, 4 << 20)
pytestmark = pytest.mark.django_db


def _store(actor: User, name: str, content: bytes) -> FileRecord:
    assert actor.jurisdiction
    return file_store(
        actor=actor,
        jurisdiction=actor.jurisdiction,
        purpose=ANYTHING,
        name=name,
        chunks=[content],
        at=AT,
    )


def test_pdf_is_shown_page_by_page(clerk: User) -> None:
    file = _store(clerk, "通知.pdf", made.pdf(3))
    assert preview_of(file).pages == 3
    with Image.open(preview_page(file, 2, 1200)) as shown:
        assert (shown.format, shown.width) == ("PNG", 1200)
        assert min(shown.convert("L").tobytes()) < 64  # something is written on the page
    with pytest.raises(NoSuchFileError):
        preview_page(file, 4, 1200)


def test_photo_is_shown_without_camera_and_place(clerk: User) -> None:
    content = made.photo_with_place()
    assert b"Camera of somebody" in content
    shown = preview_page(_store(clerk, "照片.jpg", content), 1, 240)
    assert b"Camera" not in shown.read_bytes()
    with Image.open(shown) as picture:
        assert not picture.getexif()
        assert picture.size == (40, 30)


def test_preview_is_drawn_once(clerk: User) -> None:
    file = _store(clerk, "图.png", made.picture())
    first = preview_page(file, 1, 240)
    drawn = first.stat().st_mtime_ns
    assert preview_page(file, 1, 240).stat().st_mtime_ns == drawn


@pytest.mark.parametrize(("page", "width"), [(0, 240), (2, 240), (1, 999_999)])
def test_page_or_width_that_there_is_not_is_not_found(clerk: User, page: int, width: int) -> None:
    with pytest.raises(NoSuchFileError):
        preview_page(_store(clerk, "图.png", made.picture()), page, width)


def test_workbook_has_no_preview(clerk: User) -> None:
    file = _store(clerk, "名册.xlsx", made.workbook())
    assert preview_of(file).pages == 0
    with pytest.raises(NoSuchFileError):
        preview_page(file, 1, 240)
