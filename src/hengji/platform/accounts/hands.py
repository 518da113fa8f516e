"""Which accounts count as one hand, since one person could have come by the keys of both.

Who hands out an account's keys could use them. For some days after an administrator has renewed the
way into an account in use, he and that account are one person for every two-person rule, and so are
two accounts of the same administrator's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from hengji.platform.accounts.models import AccessRenewal, User

_ALWAYS = datetime.max.replace(tzinfo=UTC)
_Step = tuple[int, int, datetime]
"""From one account to another, and how long."""


@dataclass(frozen=True)
class Hand:
    """Another account that counts as the actor's until then."""

    account: User
    until: datetime

    @property
    def reason(self) -> str:
        """Why, and until when, as the beginning of a sentence."""
        return (
            f"管理员重新发放过登录凭据，您与“{self.account}”到"
            f" {timezone.localtime(self.until):%Y-%m-%d %H:%M} 为止视为同一人"
        )


def hands_of(actor: User, at: datetime) -> tuple[Hand, ...]:
    """The other accounts that count as the actor's at this moment, by number."""
    lasts = timedelta(days=settings.ONE_HAND_DAYS)
    renewals = AccessRenewal.objects.filter(at__gt=at - lasts, at__lte=at, by__isnull=False)
    renewed = [
        (account, by, then + lasts)
        for account, by, then in renewals.values_list("account_id", "by_id", "at")
        if by is not None
    ]
    # First whoever could be behind the actor's account, then all that those could be behind.
    behind = _reached({actor.pk: _ALWAYS}, renewed)
    found = _reached(behind, [(by, account, until) for account, by, until in renewed])
    del found[actor.pk]
    accounts = User.objects.in_bulk(found) if found else {}
    return tuple(Hand(accounts[number], found[number]) for number in sorted(found))


def _reached(start: dict[int, datetime], steps: Iterable[_Step]) -> dict[int, datetime]:
    """Every account to which steps lead, and how long: a way lasts as long as its shortest step."""
    found, due = dict(start), list(start)
    ways = tuple(steps)
    while due:
        here = due.pop()
        for source, target, until in ways:
            lasts = min(found[here], until)
            if source == here and (target not in found or found[target] < lasts):
                found[target] = lasts
                due.append(target)
    return found
