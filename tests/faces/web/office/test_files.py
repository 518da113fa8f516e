"""The page about a stored file."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hengji.platform.accounts.models import User
from hengji.platform.files.kinds import EVERY
from hengji.platform.files.models import FileRecord
from hengji.platform.files.purposes import Purpose
from hengji.platform.files.services import file_store
from tests.platform.files.made_files import pdf

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ANYTHING = Purpose("test.anything", "附件", EVERY, 4 << 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def _store(actor: User, name: str, content: bytes) -> FileRecord:
    place = actor.jurisdiction
    assert place
    return file_store(
        actor=actor, jurisdiction=place, purpose=ANYTHING, name=name, chunks=[content], at=AT
    )


def test_file_tells_who_brought_it_and_shows_each_page(office: Client, clerk: User) -> None:
    file = _store(clerk, "通知.pdf", pdf(3))
    page = office.get(f"/office/files/{file.pk}/about/").content.decode()
    assert f"{clerk}，2026-01-05 17:00" in page
    assert "共 3 页" in page
    pictures = [f"/office/files/{file.pk}/pages/{number}/1200.png" for number in (1, 2, 3)]
    assert [picture in page for picture in pictures] == [True] * 3
    assert office.get(pictures[2])["Content-Type"] == "image/png"


def test_file_without_pages_says_to_download_it(office: Client, clerk: User) -> None:
    file = _store(clerk, "名单.csv", "姓名\n某人\n".encode())
    page = office.get(f"/office/files/{file.pk}/about/").content.decode()
    assert "请下载后查看" in page
    assert f'href="/office/files/{file.pk}/"' in page
    assert "<img class" not in page
