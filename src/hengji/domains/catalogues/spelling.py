"""What the search compares: a row's names in comparable form, cut into pieces, and its filters.

Pure functions; the query side and the storing side must cut alike, so both are here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hengji.core.text import name_key

LINE = "\n"  # parts the texts of one row; no comparable text contains it
# An index row holds at most 2704 bytes: so much of a name orders it, so much of the names is in it.
SORTED_CHARACTERS = 60
NAME_CHARACTERS = 500


@lru_cache(maxsize=1 << 14)
def _syllable(character: str) -> str:
    """``zhi4制``: the reading first, the character to keep homophones apart."""
    from pypinyin import Style, lazy_pinyin  # half a second, which few processes need

    reading = lazy_pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)[0]
    return character if reading == character else reading + character


def sort_key(text: str) -> str:
    """Orders names by sound, on a server without ICU; a prefix of a name has a prefix of its key.

    Each character is read by itself: by phrases 重 would sound differently in 重庆 and in 重.
    """
    return "".join(map(_syllable, name_key(text)[:SORTED_CHARACTERS]))


def initials(text: str) -> str:
    """``jygz`` of 家用… : first letters as people type them, phrases read as phrases."""
    from pypinyin import Style, lazy_pinyin  # the same

    return "".join(lazy_pinyin(name_key(text), style=Style.FIRST_LETTER)).casefold()


def pieces(text: str, *sizes: int) -> Iterator[str]:
    """Every run of so many characters that does not cross a line."""
    for line in text.split(LINE):
        for size in sizes:
            for start in range(len(line) - size + 1):
                yield line[start : start + size]


def name_terms(text: str) -> set[str]:
    """What finds a name: its one- and two-character pieces."""
    return {f"n{piece}" for piece in pieces(text, 1, 2)}


def text_terms(text: str) -> set[str]:
    """What finds any text of a row; single characters would find nearly every definition."""
    return {f"t{piece}" for piece in pieces(text, 2)}


def wanted_name_terms(word: str) -> set[str]:
    """The fewest terms that a name with this word surely has."""
    return {f"n{piece}" for piece in pieces(word, min(len(word), 2))}


def filter_term(field: str, value: object) -> str:
    """``=level:3``: a value that can be filtered, in the same index as the pieces."""
    return f"={field}:{value}"


def line(term: str) -> str:
    """A term as a line of its own, so that level:1 is not found in level:12."""
    return f"{LINE}{term}{LINE}"


def old_code_term(code: str) -> str:
    """A code of the crosswalk's old side."""
    return f"o{code}"


@dataclass(frozen=True)
class SearchColumns:
    """The derived columns of one row."""

    sort_key: str
    code_key: str
    initials: str
    name_text: str
    filter_text: str
    other_text: str
    terms: list[str]


def comparable(texts: Iterable[str]) -> str:
    """Several texts as lines in comparable form."""
    return LINE.join(filter(None, map(name_key, texts)))
