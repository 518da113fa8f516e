"""Keeping who renewed the way into an account, and telling its owner."""

from datetime import datetime

from django.utils import timezone

from hengji.platform.accounts.models import AccessRenewal, Renewed, User
from hengji.platform.audit.services import SYSTEM
from hengji.platform.messages.services import message_send_from
from hengji.platform.messages.templates import declare_template

RENEWED = declare_template(
    "accounts.access_renewed",
    title="您账号的登录凭据已由管理员更改",
    body="{at}，{by}为您的账号办理了：{what}。如果这不是您要求的，请立即告知单位负责人或审计人员。",
)


def renewal_keep(*, actor: User | None, user: User, what: Renewed, at: datetime) -> None:
    """From now on the actor and the account count as one hand (`hands_of`); its owner is told.

    The caller holds the transaction and the account's lock, and writes the audit row.
    """
    AccessRenewal.objects.create(account=user, by=actor, what=what, at=at)
    message_send_from(
        to=user,
        template=RENEWED,
        fields={
            "at": f"{timezone.localtime(at):%Y-%m-%d %H:%M}",
            "by": str(actor or SYSTEM),
            "what": what.label,
        },
        link="",
        at=at,
    )
