"""The first steps of every service here: the actor asked, the record locked."""

from hengji.domains.specifications.errors import NoSuchSpecificationError, SpecificationInputError
from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.rules import VIEW_SPECIFICATIONS
from hengji.platform.accounts.models import User
from hengji.platform.permissions import Permission, require


def locked_specification(actor: User, permission: Permission, pk: int) -> Specification:
    """The specification for changing, if the actor may; another's does not exist for them.

    Raises `PermissionDeniedError` and `NoSuchSpecificationError`.
    """
    require(actor, permission, None)
    found = (
        Specification.objects.select_for_update(of=("self",))
        .select_related("jurisdiction", "body")
        .visible_to(actor, permission)
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NoSuchSpecificationError
    return found


def account_that_sees(specification: Specification, username: str, field: str) -> User:
    """The account of that name. Raises `SpecificationInputError` if it may not see this record."""
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None or not any(
        one.covers(specification.jurisdiction, specification.body)
        for one in found.appointments_with(VIEW_SPECIFICATIONS)
    ):
        raise SpecificationInputError(
            "EXPERT_ACCOUNT_UNKNOWN",
            f"没有账号“{username}”，或它看不到这份考核规范。",
            field=field,
        )
    return found


def needed(text: str, field: str, label: str) -> str:
    """``text`` without outer blanks. Raises `SpecificationInputError` where nothing is left."""
    text = text.strip()
    if not text:
        raise SpecificationInputError(
            "SPECIFICATION_FIELD_MISSING", f"请填写{label}。", field=field
        )
    return text
