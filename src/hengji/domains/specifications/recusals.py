"""Who keeps out of a review (回避), in words: what the record's fields alone do not tell.

The reviews are the province's and the trade's look at what others have worked out (000 规程 四
第五; 001 一(二)). A trigger holds the same when a review is kept.
"""

from typing import TYPE_CHECKING

from hengji.platform.accounts.models import User

if TYPE_CHECKING:
    from hengji.domains.specifications.models import Specification

PROPOSED_TEXT = 1
"""The number of the text that a proposal begins with: its words are the notice's."""

FIRST_REVIEW = "first"
"""As `ReviewKind` names it; the table that names these functions is there before the models are."""


def part_in_the_text(one: "Specification", account: User) -> str | None:
    """What an account has had to do with the text, as it follows its holder's name."""
    if one.experts.filter(account=account).exists():
        return "是专家工作组的成员"
    handed_in = one.versions.filter(frozen_by=account)
    written = one.text_revisions.filter(saved_by=account, number__gt=PROPOSED_TEXT)
    return "编写或者提交过这份文本" if handed_in.exists() or written.exists() else None


def had_no_part_in_the_text(one: "Specification", actor: User) -> str | None:
    """Whoever has written the text, handed it in or sits in the expert group."""
    part = part_in_the_text(one, actor)
    return f"您{part}" if part else None


def gave_no_first_opinion(one: "Specification", actor: User) -> str | None:
    """Whoever has given an opinion in the technical first review, be it to return the text."""
    given = one.reviews.filter(kind=FIRST_REVIEW, by=actor)
    return "您提过技术初审意见" if given.exists() else None
