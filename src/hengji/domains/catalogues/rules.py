"""Who may do what here. Lists themselves are public; doubts about them are for staff."""

from hengji.domains.catalogues.errors import NationalListError
from hengji.domains.catalogues.models import PublishedList
from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError
from hengji.platform.jurisdictions.models import Level
from hengji.platform.permissions import Permission, declare, require

VIEW_FINDINGS = declare("catalogues.view_findings", "查看目录疑点")
SETTLE_FINDINGS = declare("catalogues.settle_findings", "处理目录疑点")


def require_for_list(actor: User, permission: Permission, subject: PublishedList) -> None:
    """Return when the actor may do this with the list; raise otherwise.

    Everyone with the permission sees the doubts about a national list; only officers of a province
    settle them, since what they decide is seen in every city.
    """
    require(actor, permission, subject.jurisdiction)
    if subject.jurisdiction is None and permission == SETTLE_FINDINGS:
        held = actor.appointments_with(permission)
        if not any(one.place.level == Level.PROVINCE and one.body_id is None for one in held):
            raise NationalListError


def may_settle(actor: User, subject: PublishedList) -> bool:
    """Whether the actor could settle a doubt about this list, for a page that offers it."""
    try:
        require_for_list(actor, SETTLE_FINDINGS, subject)
    except HengjiError:
        return False
    return True
