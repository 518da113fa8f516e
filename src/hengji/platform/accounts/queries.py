"""Accounts as the pages show them: never more than the actor's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Upper
from django.utils import timezone

from hengji.platform.accounts.errors import NoSuchAccountError
from hengji.platform.accounts.models import Appointment, User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS, VIEW_ACCOUNTS
from hengji.platform.paging import ListPaginator
from hengji.platform.permissions import require

ACCOUNTS_A_PAGE = 50
SUGGESTIONS = 10


@dataclass(frozen=True)
class AccountFilter:
    """Empty values ask for nothing; ``state`` is ``open`` or ``closed``."""

    name: str = ""
    place: str = ""
    role: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return any((self.name, self.place, self.role, self.state))


def accounts_visible(actor: User) -> QuerySet[User]:
    """Every account where the actor may look, with its appointments."""
    require(actor, VIEW_ACCOUNTS, None)
    appointments = Appointment.objects.select_related("place", "body", "acting_for", "granted_by")
    return (
        User.objects.visible_to(actor, VIEW_ACCOUNTS)
        .select_related("jurisdiction", "body")
        .prefetch_related(Prefetch("appointments", appointments))
        .order_by("jurisdiction_id", "username")
    )


def accounts_page(actor: User, asked: AccountFilter, page: str = "1") -> "Page[User]":
    """The accounts that fit, by place and name."""
    return ListPaginator(accounts_matching(actor, asked), ACCOUNTS_A_PAGE).get_page(page)


def accounts_matching(actor: User, asked: AccountFilter) -> QuerySet[User]:
    """The same without pages, for a file."""
    found = accounts_visible(actor)
    if asked.name:
        found = found.filter(
            Q(display_name__icontains=asked.name) | Q(username__icontains=asked.name)
        )
    if asked.place:
        found = found.filter(jurisdiction_id=asked.place)
    if asked.role:
        today = timezone.localdate()
        held = Appointment.objects.filter(
            Q(until__isnull=True) | Q(until__gte=today),
            user=OuterRef("pk"), role=asked.role, since__lte=today,
        )  # fmt: skip
        found = found.filter(Exists(held))
    if asked.state in {"open", "closed"}:
        found = found.filter(is_active=asked.state == "open")
    return found


def accounts_suggested(actor: User, name: str) -> QuerySet[User]:
    """The first open accounts of such a name, for a field that somebody types into."""
    return accounts_matching(actor, AccountFilter(name=name, state="open"))[:SUGGESTIONS]


def account_owners(actor: User, usernames: Iterable[str]) -> dict[str, str]:
    """Whose the names are that are taken, by the name in capitals; "" for those whom the actor
    does not manage: that a name is taken cannot be hidden, by whom it is can.
    """
    found = User.objects.annotate(name=Upper("username")).filter(
        name__in={username.upper() for username in usernames}
    )
    seen = dict(
        User.objects.visible_to(actor, MANAGE_ACCOUNTS)
        .filter(pk__in=found.values("pk"))
        .values_list("pk", "display_name")
    )
    return {name: seen.get(pk, "") for pk, name in found.values_list("pk", "name")}


def account_get(actor: User, user_id: int) -> User:
    """One account. Raises `NoSuchAccountError`."""
    found = accounts_visible(actor).filter(pk=user_id).first()
    if found is None:
        raise NoSuchAccountError
    return found
