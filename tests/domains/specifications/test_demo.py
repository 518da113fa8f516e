"""What a demo shows: three specifications at different stages, made once."""

import pytest
from pytest_django import Settings

from hengji.domains.specifications import api, demo
from hengji.domains.specifications.vitals import (
    issued_is_what_was_approved,
    record_follows_the_text,
)
from hengji.platform.accounts import demo as accounts

pytestmark = pytest.mark.django_db


def test_demo_has_one_in_force_one_in_review_one_in_drafting_and_is_made_once(
    divisions: None, settings: Settings
) -> None:
    settings.DEMO = True
    accounts.load()
    demo.load()
    demo.load()
    found = dict(api.Specification.objects.values_list("state", "name"))
    assert found == {
        "in_force": "重庆小面制作",
        "first_review": "家居清洁",
        "drafting": "无人机农药喷洒",
    }
    assert [*issued_is_what_was_approved(), *record_follows_the_text()] == []


def test_site_that_is_no_demo_gets_none(divisions: None, settings: Settings) -> None:
    settings.DEMO = False
    demo.load()
    assert not api.Specification.objects.exists()
