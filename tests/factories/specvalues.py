"""Any specification value that a file can carry, for property tests."""

from hypothesis import strategies as st

from hengji.core.specifications.value import (
    AssessmentSpec,
    Examiners,
    Flags,
    Requirements,
    WorkTask,
)

_HARMLESS = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
)
_OFTEN = st.sampled_from("能够运用制作面团1２.．、：（一）%％“”<&>…— 　;|#\"'-")
lines = st.text(st.one_of(_OFTEN, _HARMLESS), max_size=12).map(str.strip)
texts = st.lists(lines.filter(bool), max_size=3).map("\n".join)
weights = st.none() | st.decimals(
    min_value=-1, max_value=1000, places=2, allow_nan=False, allow_infinity=False
)
tasks = st.builds(
    WorkTask,
    task=lines,
    criteria=st.lists(texts, max_size=3).map(tuple),
    knowledge=st.lists(texts, max_size=3).map(tuple),
    weight=weights,
)
requirements = st.builds(
    Requirements,
    entry=texts,
    examiners=st.builds(Examiners, st.none() | st.integers(0, 99), texts),
    method=texts,
    duration_minutes=st.none() | st.integers(0, 999),
    theory=texts,
    venue=texts,
)
specifications = st.builds(
    AssessmentSpec,
    name=lines,
    occupation=lines,
    definition=texts,
    audience=texts,
    tasks=st.lists(tasks, max_size=4).map(tuple),
    requirements=requirements,
    flags=st.builds(Flags, st.booleans(), st.booleans(), st.booleans()),
    level=lines,
)
