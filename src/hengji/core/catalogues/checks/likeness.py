"""Doubts about definitions that are too like another one, or unlike their own name."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from hengji.core.catalogues.checks.corpus import (
    Corpus,
    defined_entries,
    defined_lists,
    rows_text,
)
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import Entry
from hengji.core.catalogues.spelling import CONFUSABLE

_ENDING = "的能力"
_STOP = "。"
_ALIKE = 0.93
_ALIKE_NAMES = 0.8
_LONGER = 8  # characters; a text that is longer by more is another text
_LONG_ENOUGH = 24  # shorter definitions are alike by their form alone


@check("DEFINITION_COPIED", "error")
def copied_definition(corpus: Corpus) -> Iterator[Doubt]:
    """Two skills cannot have one definition: one of them was copied from the other."""
    for rows in defined_lists(corpus):
        users: dict[str, list[Entry]] = defaultdict(list)
        for entry in rows:
            users[entry.definition].append(entry)
        for same in users.values():
            if len(same) > 1:
                owner = max(same, key=lambda entry: _overlap(entry.name, entry.definition))
                for entry in same:
                    if entry is not owner:
                        text = f"“{entry.name}”的定义与第{owner.row}行“{owner.name}”一字不差"
                        yield about(
                            entry,
                            f"{text}：“{entry.definition}”",
                            f"定义似属“{owner.name}”，请为“{entry.name}”另拟定义",
                        )


def _overlap(name: str, definition: str) -> int:
    return sum(name[i : i + 2] in definition for i in range(len(name) - 1))


@check("DEFINITION_TEMPLATE", "note")
def template_definition(corpus: Corpus) -> Iterator[Doubt]:
    """Definitions that differ in hardly more than the name tell the skills apart by nothing.

    Names that are themselves alike, 计算机辅助制图（土建） and （机械）, may have like definitions.
    """
    for rows in defined_lists(corpus):
        texts = [(entry, masked(entry)) for entry in rows]
        groups: list[list[tuple[Entry, str]]] = []
        for entry, text in texts:
            if len(text) < _LONG_ENOUGH:
                continue
            alike = _alike_to(text)
            group = next((g for g in groups if alike(g[0][1])), None)
            if group and _ratio(group[0][0].name, entry.name) >= _ALIKE_NAMES:
                continue
            if group is None:
                groups.append([(entry, text)])
            elif entry.definition not in {other.definition for other, _ in group}:
                group.append((entry, text))
        for group in groups:
            if len(group) > 1:
                members = [entry for entry, _ in group]
                names = "、".join(f"“{entry.name}”" for entry in members[:4])
                text = f"第{rows_text([e.row for e in members])}行（{names}）的定义除名称外几乎相同"
                yield about(members[0], text, "请核对各项定义是否写出了各自的工具、对象和要求")


def masked(entry: Entry) -> str:
    """The definition with the longest piece of the name in it blotted out."""
    match = SequenceMatcher(None, entry.name, entry.definition, autojunk=False).find_longest_match()
    if match.size < 2:
        return entry.definition
    return entry.definition.replace(entry.name[match.a : match.a + match.size], "□")


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _alike_to(text: str) -> Callable[[str], bool]:
    """Is another text nearly this one? What is known of this one is counted once for all others."""
    matcher = SequenceMatcher(None, "", text, autojunk=False)

    def alike(other: str) -> bool:
        if abs(len(other) - len(text)) > _LONGER:
            return False
        matcher.set_seq1(other)
        return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE

    return alike


@check("DEFINITION_SPELLS_NAME_OTHERWISE", "warning")
def spells_name_otherwise(corpus: Corpus) -> Iterator[Doubt]:
    """静观蜡梅 in the name, 静观腊梅 in its definition: one of the two is misspelt."""
    for entry in defined_entries(corpus):
        for start in range(len(entry.name) - 3):
            piece = entry.name[start : start + 4]
            if piece in entry.definition:
                continue
            found = _one_off(piece, entry.definition)
            if found:
                text = f"名称里写“{piece}”，定义里写“{found}”"
                yield about(entry, text, "请核对哪一种写法正确，并统一")
                break


def _one_off(piece: str, text: str) -> str:
    """A place in the text that differs from the piece in one look-alike."""
    for start in range(len(text) - len(piece) + 1):
        window = text[start : start + len(piece)]
        differing = [(a, b) for a, b in zip(piece, window, strict=True) if a != b]
        if len(differing) == 1 and differing[0][1] in CONFUSABLE.get(differing[0][0], ""):
            return window
    return ""


@check("DEFINITION_OF_OTHER_NAME", "warning")
def definition_of_other(corpus: Corpus) -> Iterator[Doubt]:
    """A definition that ends in another row's name describes that other skill."""
    for rows in defined_lists(corpus):
        for entry in rows:
            body = entry.definition.rstrip(_STOP).removesuffix(_ENDING)
            for other in rows:
                if other is entry or len(other.name) < 5 or entry.name in entry.definition:
                    continue
                if _ends_nearly(body, other.name) and not _ends_nearly(body, entry.name):
                    text = f"“{entry.name}”的定义说的是“{body[-len(other.name) - 2 :]}”，"
                    text += f"近于第{other.row}行“{other.name}”"
                    yield about(entry, text, "请核对定义是否错抄自另一项")


def _ends_nearly(body: str, name: str) -> bool:
    if body[-2:] != name[-2:]:
        return False
    tails = (body[-len(name) - extra :] for extra in (0, 1))
    return any(SequenceMatcher(None, tail, name).ratio() >= 0.9 for tail in tails)
