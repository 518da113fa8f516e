"""Identity codes as they are shown to who need not know them."""

SHOWN_FIRST, SHOWN_LAST = 1, 2


def masked(text: str) -> str:
    """The first and the last two characters, the rest covered; a short code wholly."""
    hidden = len(text) - SHOWN_FIRST - SHOWN_LAST
    if hidden <= 0:
        return "*" * len(text)
    return text[:SHOWN_FIRST] + "*" * hidden + text[-SHOWN_LAST:]
