"""The name and the level: 000 规程 三(一)1, 二(一)."""

import re
from collections.abc import Iterator

from hengji.core.catalogues.naming import core_of, ends_like_worker, noun_ending, verb_first
from hengji.core.specifications.checks.registry import Doubt, check
from hengji.core.specifications.checks.texts import said
from hengji.core.specifications.occupations import Occupations
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.verbs import ends_in_action
from hengji.core.text import name_key

_CLAUSE = "技术规程三(一)1"
_WORKER_WORDS = ("工", "员", "师", "司机")
_NO_LEVEL = frozenset(("", "无", "无等级", "不分等级", "不划分等级", "/", "-", "——", "……"))
_LEVEL_WORDS = re.compile(
    r"(?:初级|中级|高级|[一二三四五1-5]级|技师|高级技师)工?(?:[/、至-]|[)]|$)"
)


@check(
    "NAME_ENDS_WITH_OCCUPATION_WORD",
    "error",
    _CLAUSE,
    "名称后不能有“工”“员”“师”等表示工种或职业名称的词",
)
def name_ends_with_occupation_word(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """Forbidden in so many words: “不能有”. A verb such as 加工 names work and may stand."""
    if ends_like_worker(spec.name):
        last = core_of(spec.name)[-1]
        yield Doubt(
            "name", f"名称以“{last}”结尾，像是职业或工种名称；请改为“产品或服务的名称＋动词”"
        )


@check("NAME_RESEMBLES_OCCUPATION", "error", _CLAUSE, "名称不能与工种或职业名称雷同")
def name_resembles_occupation(
    spec: AssessmentSpec, occupations: Occupations | None
) -> Iterator[Doubt]:
    """Forbidden: “不能与工种或职业名称雷同”.

    A name that lacks only the worker's word of its own occupation (陶瓷施釉, 陶瓷施釉工) is not
    the same; but it claims the whole occupation, whose part an ability is (二(一)): a warning.
    """
    name = said(spec.name)
    if not name:
        return
    same = occupations.worker_like(name) if occupations else ""
    if not same and name_key(name) == name_key(spec.occupation):
        same = spec.occupation
    if same:
        yield Doubt("name", f"名称与职业（工种）“{same}”相同；请按具体的产品或服务另行命名")
        return
    fields = [word for word in _WORKER_WORDS if name_key(name + word) == name_key(spec.occupation)]
    if fields:
        yield Doubt(
            "name",
            f"名称与职业“{spec.occupation}”只差“{fields[0]}”字；"
            "专项职业能力的适应范围应小于职业，请核对是否应再具体",
            "warning",
        )


@check("NAME_WITHOUT_ACTION", "warning", _CLAUSE, "名称一般用“具体产品或服务的名称＋动词”来表述")
def name_without_action(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“一般用”: the usual form, from which a name may have reason to depart."""
    name = said(spec.name)
    if not name or ends_like_worker(name):
        return
    noun, verb = noun_ending(name), verb_first(name)
    if noun:
        yield Doubt("name", f"名称以“{noun}”结尾，没有动词；请在产品或服务的名称之后写动词")
    elif verb:
        yield Doubt("name", f"名称把动词“{verb}”放在前面；一般先写产品或服务，动词在后")
    elif not ends_in_action(core_of(name)):
        yield Doubt("name", "名称末尾没有表示做什么的动词；一般写作“产品或服务的名称＋动词”")


@check("LEVEL_PRESENT", "error", "技术规程二(一)", "专项职业能力不可拆分，不划分等级")
def level_present(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """Forbidden: “不划分等级”."""
    level = spec.level.strip()  # a bare 5 is a level, though elsewhere it would be a row's number
    if level not in _NO_LEVEL:
        yield Doubt("level", f"写了等级“{level}”；专项职业能力不划分等级，请删去")
    found = _LEVEL_WORDS.search(said(spec.name))
    if found:
        yield Doubt("name", f"名称里有等级“{found.group().strip(')')}”；请删去")
