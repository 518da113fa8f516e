"""Accounts for tests."""

from datetime import date

from hengji.platform.accounts.models import Appointment, User
from hengji.platform.jurisdictions.models import Body
from hengji.platform.roles import Role

PASSWORD = "correct horse battery staple"
LONG_AGO = date(2020, 1, 1)


def make_user(username: str, jurisdiction: str | None, *roles: type[Role]) -> User:
    """An active account with `PASSWORD` in the division of this code, and its roles there."""
    user = User.objects.create_user(
        username=username,
        password=PASSWORD,
        display_name=f"测试{username}",
        jurisdiction_id=jurisdiction,
    )
    if jurisdiction is not None:
        for role in roles:
            appoint(user, role, jurisdiction)
    return user


def appoint(
    user: User,
    role: type[Role],
    place: str,
    *,
    body: Body | None = None,
    since: date = LONG_AGO,
    until: date | None = None,
) -> Appointment:
    """The role at the place of this code or for a body, from long ago until further notice."""
    return Appointment.objects.create(
        user=user, role=role.code, place_id=place, body=body, since=since, until=until
    )
