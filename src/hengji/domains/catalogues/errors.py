"""How this domain says no."""

from hengji.platform.errors import ConflictError, HengjiError, NotFoundError, PermissionDeniedError


class NoSuchFindingError(NotFoundError):
    """There is no such finding, or it is about another division's list."""

    def __init__(self) -> None:
        super().__init__("FINDING_NOT_FOUND", "没有找到这条疑点，或它不属于您所在地区的目录。")


class NoSuchListError(NotFoundError):
    """No list, edition or skill of this name."""

    def __init__(self, what: str) -> None:
        super().__init__("CATALOGUE_NOT_FOUND", f"没有找到{what}；请从目录检索页重新进入。")


class FindingStateError(ConflictError):
    """Another officer was faster, or the finding was opened again meanwhile."""


class NationalListError(PermissionDeniedError):
    """A list of the whole nation is looked after by officers of a province."""

    def __init__(self) -> None:
        super().__init__("NATIONAL_LIST", "全国目录的疑点由省级人员处理；请报省级管理员。")


class SettlementError(HengjiError):
    """The settlement itself lacks something; ``field`` says which."""
