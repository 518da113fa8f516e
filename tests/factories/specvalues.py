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
# What looks like a part of the form, and must not be taken for it.
_LIKE_THE_FORM = st.sampled_from(
    (
        *("一、定义", "定义：面", "（二）考评员构成", "四、鉴定要求", "场地：平整", "等级：五级"),
        *(
            "能力名称：面",
            "职业领域",
            "工作任务",
            "操作规范",
            "考核比重",
            "合计",
            "2．能",
            "（二）",
            "15%",
        ),
        *(
            "鉴定方式：机考",
            "鉴定时间：90min",
            "考试时间不少于60min",
            "理论知识：有",
            "考评员人数：3名。",
        ),
        *(
            "3名",
            "由五名考评员组成",
            "本项能力安全，考核内容包含相关法律法规、安全操作和卫生知识。",
        ),
        *("\u2060面", "1.5mm", "1. 面；2. 粉", "• 面", "……", "能力名称 a 职业领域 b"),
    )
)
lines = st.one_of(_LIKE_THE_FORM, st.text(st.one_of(_OFTEN, _HARMLESS), max_size=12).map(str.strip))
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
