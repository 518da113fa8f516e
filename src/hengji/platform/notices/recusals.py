"""Who keeps out of a notice (回避), in words: what the record's fields alone do not tell.

A draft goes through several hands, and whoever wrote in it last is no second pair of eyes either.
Triggers hold the same when a review or an answer is kept.
"""

from typing import TYPE_CHECKING

from hengji.platform.accounts.models import User

if TYPE_CHECKING:
    from hengji.platform.notices.models import Objection, PublicNotice


def had_no_part_in_the_notice(notice: "PublicNotice", actor: User) -> str | None:
    """Whoever has written the notice or handed it in."""
    part = notice.authors.filter(account=actor).exists()
    return "您编写或者提交过这份公示" if part else None


def had_no_part_in_its_notice(objection: "Objection", actor: User) -> str | None:
    """Whoever has written the notice or handed it in."""
    return had_no_part_in_the_notice(objection.notice, actor)
