"""An account's own messages."""

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page

from hengji.platform.accounts.models import User
from hengji.platform.messages.models import Message, Reach
from hengji.platform.paging import ListPaginator

PER_PAGE = 30


def message_page(actor: User, *, unread: bool, page: int) -> "Page[Message]":
    """The actor's messages, the latest first; with ``unread`` those that wait to be read."""
    mine = Message.objects.filter(to=actor).prefetch_related("sendings")
    if unread:
        mine = mine.filter(read_at=None)
    return ListPaginator(mine, PER_PAGE).get_page(page)


def unread_count(actor: User | AnonymousUser) -> int:
    """How many of the actor's messages wait to be read; nobody's are none."""
    if not actor.is_authenticated:
        return 0
    return Message.objects.filter(to=actor, read_at=None).count()


def reach_of(actor: User) -> Reach:
    """How the actor wants to be reached; what holds by default where nothing was said."""
    return Reach.objects.filter(pk=actor.pk).first() or Reach(user=actor)
