"""The records of public notices, one noun a file."""

from hengji.platform.notices.models.notices import (
    NoticeAttachment,
    NoticeAuthor,
    NoticeRow,
    PublicNotice,
)
from hengji.platform.notices.models.objections import Objection, ObjectionFile

__all__ = [
    "NoticeAttachment",
    "NoticeAuthor",
    "NoticeRow",
    "Objection",
    "ObjectionFile",
    "PublicNotice",
]
