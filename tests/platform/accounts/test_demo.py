"""The invented accounts: there in a demo, closed outside of one."""

import pytest
from pytest_django import Settings

from hengji.core.packs.registry import all_packs
from hengji.domains.catalogues.services.derive import NATION
from hengji.platform.accounts import demo
from hengji.platform.accounts.models import User
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_demo_accounts_are_made_once_and_can_sign_in(divisions: None, settings: Settings) -> None:
    settings.DEMO, settings.DEMO_PASSWORD = True, "known to all"
    demo.load()
    demo.load()
    assert User.objects.count() == len(demo.ACCOUNTS)
    clerk = User.objects.get(username="huaian-clerk")
    assert clerk.check_password("known to all")
    assert str(clerk.jurisdiction) == "淮安市"


def test_places_shown_are_the_places_meant(divisions: None, settings: Settings) -> None:
    settings.DEMO, settings.DEMO_PASSWORD = True, "x"
    demo.load()
    for account in demo.ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert account.place.endswith(str(user.jurisdiction))


def test_leaving_the_demo_closes_its_accounts_and_no_others(
    divisions: None, settings: Settings
) -> None:
    settings.DEMO, settings.DEMO_PASSWORD = True, "known to all"
    demo.load()
    real = make_user("real", "320800")
    settings.DEMO = False
    demo.load()
    assert list(User.objects.filter(is_active=True)) == [real]
    assert not User.objects.get(username="huaian").is_active


def test_loader_is_due_when_the_mode_or_the_password_changes(settings: Settings) -> None:
    states = set()
    for mode, password in [(True, "a"), (True, "b"), (False, "a")]:
        settings.DEMO, settings.DEMO_PASSWORD = mode, password
        states.add(demo.fingerprint())
    assert len(states) == 3


def test_every_published_list_has_an_officer_who_settles_its_doubts() -> None:
    """A demo in which some list belongs to nobody shows findings that never end."""
    served = {who.jurisdiction for who in demo.ACCOUNTS if who.role == "administrator"}
    divisions = {pack.division for pack in all_packs()} - {NATION}
    assert divisions <= served
