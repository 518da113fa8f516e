"""How the accounts say no."""

from hengji.platform.errors import ConflictError, HengjiError, NotFoundError


class AccountError(HengjiError):
    """What was filled in does not do; ``field`` says which."""


class NoSuchAccountError(NotFoundError):
    """There is no such account, or it is another division's."""

    def __init__(self) -> None:
        super().__init__("ACCOUNT_NOT_FOUND", "没有找到这个账号，或它不属于您所在的地区。")


class AccountStateError(ConflictError):
    """The account is not in the state that this act needs."""
