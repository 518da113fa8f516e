"""The first steps of every service here: the account locked, and the actor asked."""

from hengji.platform.accounts.errors import AccountStateError, NoSuchAccountError
from hengji.platform.accounts.models import User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS
from hengji.platform.permissions import require


def locked_account(actor: User, user_id: int) -> User:
    """The account for changing, if the actor manages accounts where it belongs; never one's own.

    Raises `PermissionDeniedError`, `NoSuchAccountError` and `AccountStateError`.
    """
    require(actor, MANAGE_ACCOUNTS, None)
    user = (
        User.objects.visible_to(actor, MANAGE_ACCOUNTS)
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
