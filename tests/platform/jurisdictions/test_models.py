"""Divisions: what the database refuses, and who sees what."""

import pytest
from django.db import IntegrityError

from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction, Level

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("320900", Level.PROVINCE, None),  # a city's code called a province
        ("320000", Level.CITY, "440000"),
        ("320900", Level.DISTRICT, "320000"),
        ("3209", Level.CITY, "320000"),
        ("32090A", Level.DISTRICT, "320000"),
        ("020000", Level.PROVINCE, None),  # no code begins with 0
        ("320900", Level.CITY, None),  # a city has a province above it
    ],
)
def test_division_with_unfit_code_or_parent_is_refused(
    divisions: None, code: str, level: Level, parent: str | None
) -> None:
    with pytest.raises(IntegrityError):
        Jurisdiction.objects.create(code=code, name="某地", level=level, parent_id=parent)


def test_loading_twice_changes_nothing(divisions: None) -> None:
    from hengji.platform.jurisdictions import loading

    before = list(Jurisdiction.objects.values_list())
    loading.load()
    assert list(Jurisdiction.objects.values_list()) == before


def test_municipality_and_province_cover_what_lies_in_them(divisions: None) -> None:
    jiangsu, huaian, lianshui, guangzhou = (
        Jurisdiction.objects.get(code=code) for code in ("320000", "320800", "320826", "440100")
    )
    assert lianshui.parent == huaian
    assert huaian.parent == jiangsu
    assert jiangsu.covers(huaian)
    assert jiangsu.covers(lianshui)
    assert huaian.covers(lianshui)
    assert not lianshui.covers(huaian)
    assert not jiangsu.covers(guangzhou)


def test_city_administrator_and_clerk_have_no_other_citys(clerk: User, stranger: User) -> None:
    assert clerk.jurisdiction
    assert stranger.jurisdiction
    assert not clerk.jurisdiction.covers(stranger.jurisdiction)
