"""How the accounts say no."""

from hengji.platform.errors import ConflictError, HengjiError, NotFoundError


class AccountError(HengjiError):
    """What was filled in does not do; ``field`` says which."""


class UsernameTakenError(AccountError):
    """The name is another's, whatever its case, and whoever that is."""

    def __init__(self, username: str) -> None:
        super().__init__(
            "USERNAME_TAKEN", f"用户名“{username}”已有人使用，请换一个。", field="username"
        )


class NoSuchAccountError(NotFoundError):
    """There is no such account, or it is another division's."""

    def __init__(self) -> None:
        super().__init__("ACCOUNT_NOT_FOUND", "没有找到这个账号，或它不属于您所在的地区。")


class AccountStateError(ConflictError):
    """The account is not in the state that this act needs."""
