"""What of a person is shown to everyone. A list is covered before it is stored, not when shown."""

import re
from enum import Enum

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_HEADINGS = (
    ("证件号|身份证|社会保障号|社保号|银行账号|银行卡", "identity"),
    ("电话|手机|联系方式", "phone"),
    ("姓名|申请人|申领人|学员|考生|法定代表人|联系人", "name"),
)


class Mask(Enum):
    """How a column's cells are covered."""

    NONE = "none"
    NAME = "name"
    IDENTITY = "identity"
    PHONE = "phone"

    def cover(self, text: str) -> str:
        """``text`` as the public may see it."""
        if self is Mask.NAME:
            return text[:1] + "*" * (len(text) - 1)
        if self is Mask.IDENTITY:
            return _ends(text, 1, 2)
        if self is Mask.PHONE:
            return _ends(text, 3, 2)
        return cover_codes(text)


def mask_for(heading: str) -> Mask:
    """The mask that a column's heading asks for, when nobody has chosen one."""
    for pattern, name in _HEADINGS:
        if re.search(pattern, heading):
            return Mask(name)
    return Mask.NONE


def cover_codes(text: str) -> str:
    """``text`` with whole identity codes and mobile numbers covered wherever they stand."""
    text = _IDENTITY.sub(lambda found: _ends(found[0], 1, 2), text)
    return _MOBILE.sub(lambda found: _ends(found[0], 3, 2), text)


def _ends(text: str, first: int, last: int) -> str:
    hidden = len(text) - first - last
    return text[:first] + "*" * hidden + text[-last:] if hidden > 0 else "*" * len(text)
