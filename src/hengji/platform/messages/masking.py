"""What an SMS may show: it lies open on a lock screen and passes through other hands."""

import re

# An identity code or a telephone number, whole and not a part of a longer number.
_NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15}|1[3-9][0-9]{9})(?![0-9])")


def masked_name(name: str) -> str:
    """张三丰 → 张**."""
    return name[:1] + "*" * (len(name) - 1)


def masked_numbers(text: str) -> str:
    """Every identity code and telephone number but for its last two characters."""
    return _NUMBER.sub(lambda found: "*" * (len(found[0]) - 2) + found[0][-2:], text)
