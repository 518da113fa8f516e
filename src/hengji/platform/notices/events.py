"""What this package tells; a domain hears more closely of its own notices through `effects`."""

from datetime import datetime

from hengji.platform.accounts.models import User
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.outbox.registry import declare_event
from hengji.platform.outbox.services import publish

NOTICE_PUBLISHED = declare_event("notices.published", "公示发布")
NOTICE_WITHDRAWN = declare_event("notices.withdrawn", "公示撤回")
NOTICE_CONCLUDED = declare_event("notices.concluded", "公示办结")
OBJECTION_RECEIVED = declare_event("notices.objection_received", "收到公示异议")
OBJECTION_ANSWERED = declare_event("notices.objection_answered", "答复公示异议")


def tell_of_notice(event: str, notice: PublicNotice, by: User | None, at: datetime) -> None:
    """With what was noticed, where that is a record of some domain; ``by`` is None for the day."""
    publish(
        event=event,
        subject=notice,
        jurisdiction=notice.jurisdiction,
        payload={
            "subject_type": notice.subject_type,
            "subject_id": notice.subject_id,
            "by": by and by.pk,
        },
        at=at,
    )


def tell_of_objection(event: str, objection: Objection, at: datetime) -> None:
    """Which notice it is about and where it stands; never who objected."""
    publish(
        event=event,
        subject=objection,
        jurisdiction=objection.jurisdiction,
        payload={"notice": objection.notice_id, "state": str(objection.state)},
        at=at,
    )
