"""The paragraphs of a specification, and the one that somebody spoke of before it was changed."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from hengji.core.specifications.aligning import ITEMS, align
from hengji.core.specifications.value import AssessmentSpec


@dataclass(frozen=True)
class Paragraph:
    """A wording and its place."""

    path: str
    text: str


def paragraphs(spec: AssessmentSpec) -> tuple[Paragraph, ...]:
    """Every text that says something, in the order of the value; numbers are no paragraphs."""
    return tuple(_paragraphs("", spec))


def _paragraphs(path: str, value: object) -> Iterator[Paragraph]:
    if isinstance(value, str):
        if value:
            yield Paragraph(path, value)
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from _paragraphs(f"{path}[{place}]", part)
    elif is_dataclass(value):
        for one in fields(value):
            inside = f"{path}.{one.name}" if path else one.name
            yield from _paragraphs(inside, getattr(value, one.name))


def locate(spec: AssessmentSpec, path: str, quote: str) -> str | None:
    """Where the paragraph is that said ``quote`` at ``path``; None if nothing like it is left.

    At its place if it still says that, else wherever it says so or most nearly so.
    """
    there = paragraphs(spec)
    texts = {one.path: one.text for one in there}
    if not quote or quote in texts.get(path, ""):
        return path
    same = (one.path for one in there if quote in one.text)
    found = next(same, None)
    if found is not None:
        return found
    alike = align((quote,), tuple(texts.values()), ITEMS)
    return there[alike[0]].path if alike else None
