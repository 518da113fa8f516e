"""The first steps of every service here: the account locked, and the actor asked."""

from django.db.models import QuerySet

from hengji.platform.accounts.errors import AccountStateError, NoSuchAccountError
from hengji.platform.accounts.models import User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS
from hengji.platform.permissions import require
from hengji.platform.roles import role_named


def locked_account(actor: User | None, user_id: int) -> User:
    """The account for changing, if the actor manages accounts where it belongs; never one's own.

    ``actor`` is None for the command line, which whoever owns the server runs.
    Raises `PermissionDeniedError`, `NoSuchAccountError` and `AccountStateError`.
    """
    if actor is not None:
        require(actor, MANAGE_ACCOUNTS, None)
    user = (
        managed_accounts(actor)
        .select_for_update(of=("self",))
        .select_related("jurisdiction", "body")
        .filter(pk=user_id)
        .first()
    )
    if user is None:
        raise NoSuchAccountError
    if user == actor:
        raise AccountStateError("OWN_ACCOUNT", "不能管理自己的账号，请由另一位管理员办理。")
    return user


def managed_accounts(actor: User | None) -> QuerySet[User]:
    """Every account that the actor manages; all of them for the command line."""
    if actor is None:
        return User.objects.all()
    return User.objects.visible_to(actor, MANAGE_ACCOUNTS)


def refuse_keys_of_the_system(actor: User | None, user: User) -> None:
    """Who hands out an account's keys could use them: no division opens one of the whole system.

    Raises `AccountStateError`.
    """
    roles = [role_named(one.role) for one in user.appointments.all()]
    if actor is not None and any(role and not role.grantable for role in roles):
        raise AccountStateError(
            "SYSTEM_ACCOUNT", "这是看护整个系统的账号，请服务器管理人员用 hengji account 命令办理。"
        )
