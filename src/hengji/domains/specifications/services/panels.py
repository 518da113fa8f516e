"""Who sits on a panel: known by name, and by the account where there is one.

The province brings the panel together (001 一(二)); the notice asks for no number of members and
no account of them, so that outsiders stand in the text alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hengji.core.text import name_key, narrow
from hengji.domains.specifications.errors import SpecificationInputError
from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.recusals import part_in_the_text
from hengji.domains.specifications.services.access import account_that_sees, needed
from hengji.platform.accounts.models import User

_BETWEEN_USERNAMES = re.compile(r"[、，,；;\s]+")
_MEMBER = re.compile(r"([^(),、;\n]+)(?:\(([^)]*)\))?")


@dataclass(frozen=True)
class Panel:
    """All members by name, one after the other, and the accounts of those who have one."""

    members: str
    accounts: tuple[User, ...]


def panel_of(specification: Specification, members: str, usernames: str) -> Panel:
    """The panel as it was typed: ``members`` by name, ``usernames`` of those with an account.

    The names of the accounts are added where they are not written. Raises
    `SpecificationInputError` where nobody is named, for an account that is unknown or does not see
    the specification, and for whoever has had part in the text.
    """
    accounts = tuple(
        account_that_sees(specification, username, "accounts")
        for username in dict.fromkeys(_BETWEEN_USERNAMES.split(usernames))
        if username
    )
    for account in accounts:
        if part := part_in_the_text(specification, account):
            raise SpecificationInputError(
                "PANEL_MEMBER_HAD_PART",
                f"{account}（{account.username}）{part}，不能参加论证评审。",
                field="accounts",
            )
    written = {name for names, _ in _written(members) for name in names}
    unwritten = [str(one) for one in accounts if name_key(str(one)) not in written]
    named = "、".join(filter(None, (members.strip(), *unwritten)))
    _refuse_authors(specification, needed(named, "members", "评审专家"))
    return Panel(named, accounts)


def _written(members: str) -> Iterator[tuple[set[str], str]]:
    """Each member's name and employer; ``张　三`` may be one name with a blank, or two names."""
    for name, employer in _MEMBER.findall(narrow(members)):
        yield {name_key(one) for one in (name, *name.split())}, name_key(employer)


def _refuse_authors(specification: Specification, members: str) -> None:
    """Nobody of the expert group, whoever has left it included; a namesake works elsewhere."""
    written = tuple(_written(members))
    authors = dict.fromkeys(
        one.name
        for one in specification.experts.all()
        for names, employer in written
        if name_key(one.name) in names and employer in {"", name_key(one.employer)}
    )
    if authors:
        raise SpecificationInputError(
            "PANEL_MEMBER_IN_GROUP",
            f"{'、'.join(authors)}是编写这份规范的专家工作组成员，不能参加论证评审；"
            "如果是同名的另一人，请在姓名后用括号注明工作单位。",
            field="members",
        )
