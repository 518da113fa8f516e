"""Accounts for tests."""

from hengji.platform.accounts.models import User
from hengji.platform.accounts.roles import Role

PASSWORD = "correct horse battery staple"


def make_user(username: str, jurisdiction: str | None, *roles: Role) -> User:
    """An active account with `PASSWORD`, in the division of this code."""
    return User.objects.create_user(
        username=username,
        password=PASSWORD,
        display_name=f"测试{username}",
        jurisdiction_id=jurisdiction,
        roles=list(roles),
    )
