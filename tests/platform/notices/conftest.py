"""Notices at every stage, made by the services themselves, on days that a person can count."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hengji.config.roles import Administrator, Clerk
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.services.drafting import notice_draft
from tests.factories.accounts import make_user
from tests.factories.notices import PUBLISHED, TABLE, TEXT, publish


@pytest.fixture
def author(clerk: User) -> User:
    return clerk


@pytest.fixture
def second(divisions: None) -> User:
    """Another clerk of 淮安, who drafted nothing."""
    return make_user("huaian-second", "320800", Clerk)


@pytest.fixture
def head(divisions: None) -> User:
    """Who reviews and publishes in 淮安."""
    return make_user("huaian-head", "320800", Administrator)


@pytest.fixture
def draft(author: User) -> Callable[..., PublicNotice]:
    def do(**changes: object) -> PublicNotice:
        return notice_draft(
            actor=author,
            jurisdiction=Jurisdiction.objects.get(code="320800"),
            text=replace(TEXT, **changes),  # type: ignore[arg-type]  # a test names its own fields
            table=TABLE,
            at=PUBLISHED,
        )

    return do


@pytest.fixture
def published(
    draft: Callable[..., PublicNotice], author: User, head: User
) -> Callable[..., PublicNotice]:
    def do(**changes: object) -> PublicNotice:
        notice = draft(**changes)
        publish(notice, author, head)
        return notice

    return do
