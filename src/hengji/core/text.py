"""Small, total functions on Chinese office text, shared by every room of the core."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣"), "-")


def narrow(text: str) -> str:
    """Full-width digits, letters and brackets as their ASCII forms, without outer blanks.

    Officers type codes with a Chinese input method on: ``４－０１`` means ``4-01``.
    """
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def squeeze(text: str) -> str:
    """Without any blank at all, line breaks in a cell included."""
    return _SPACE.sub("", text)


def name_key(text: str) -> str:
    """What two spellings of one published name have in common: width, case and blanks apart."""
    # Folding may undo what narrowing did (and the reverse): once more makes the key its own key.
    return squeeze(narrow(squeeze(narrow(text)).casefold())).casefold()
