"""Specifications made up by the dozen, alike enough to take their rows for one another."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal

from hypothesis import strategies as st

from hengji.core.specifications.value import AssessmentSpec, Examiners, Requirements, WorkTask

WORDS = (
    "",
    "能识别食材",
    "能识别食材与调料",
    "能切配",
    "能按图切配各种食材",
    "刀具常识",
    "卫生常识",
)
words = st.sampled_from(WORDS)
lists = st.lists(words, max_size=3).map(tuple)
weights = st.sampled_from([None, Decimal(30), Decimal(40)])
tasks = st.builds(WorkTask, task=words, criteria=lists, knowledge=lists, weight=weights)
requirements = st.builds(
    Requirements, venue=words, examiners=st.builds(Examiners, count=st.sampled_from([None, 3, 5]))
)
specs = st.builds(
    AssessmentSpec,
    name=words,
    definition=words,
    tasks=st.lists(tasks, max_size=4).map(tuple),
    requirements=requirements,
)


def texts(value: object) -> Iterator[str]:
    """Every wording anywhere inside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name))


def spec(*rows: WorkTask, name: str = "", venue: str = "") -> AssessmentSpec:
    """A specification that says only this."""
    return AssessmentSpec(name=name, tasks=rows, requirements=Requirements(venue=venue))
