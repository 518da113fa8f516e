"""The requirements of the examination: 000 规程 三(四), 附件3 四."""

import re
from collections.abc import Iterator

from hengji.core.specifications.checks.registry import Doubt, check
from hengji.core.specifications.checks.texts import said
from hengji.core.specifications.occupations import Occupations
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.text import narrow

FEWEST_EXAMINERS = 3
SHORTEST_MINUTES = 60

_STATUTE = (
    "安全|保护|卫生|管理|劳动|合同|质量|防治|促进|消防|广告|商务|商标|专利|著作权|航空|交通|计量|"
    "标准化|保险|道路|建筑|特种设备|处罚|产品|农业|防疫|药品|种子|节约能源|价格"
)
_LAW = re.compile(
    r"法律|法规|条例|规章|规定|办法|《[^》]*(?:法|规范|标准|准则)》|GB|"
    rf"(?:国家|行业|地方|卫生|安全|强制性)标准|(?:{_STATUTE})法"
)
# The title of a law teaches neither safe work nor hygiene; safe food is hygiene, not safe work.
_TITLE = re.compile(r"《[^》]*》|(?:食品|生产|产品质量|交通|网络)安全法")
_SAFE = re.compile(r"安全|防火|灭火|消防|触电|用电常识|操作规程|防护|应急")
_HYGIENE = re.compile(r"卫生|消毒|杀菌|灭菌|无菌|防疫|检疫|感染|职业健康|职业病|食品安全|洁净")


@check("EXAMINERS_FEWER_THAN_THREE", "warning", "技术规程三(四)2", "一般考评组由3名以上考评员组成")
def examiners_fewer_than_three(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“一般考评组要求由3名以上考评员组成”; 以上 includes the figure itself."""
    examiners = spec.requirements.examiners
    if examiners.count is not None and examiners.count < FEWEST_EXAMINERS:
        yield Doubt(
            "requirements.examiners.count", f"考评员只有{examiners.count}名；一般应有3名以上"
        )
    elif examiners.count is None and said(examiners.composition):
        yield Doubt("requirements.examiners.count", "没有写明考评员的人数；一般应有3名以上")


@check("METHOD_MISSING", "error", "技术规程三(四)3", "写明鉴定方式")
def method_missing(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“根据各个专项职业能力的具体情况确定”: each specification settles it."""
    if not said(spec.requirements.method):
        yield Doubt("requirements.method", "没有写鉴定方式；请写明，如“以实际操作方式进行”")


@check("DURATION_MISSING", "error", "技术规程三(四)3", "写明鉴定时间，单位一般用分（min）")
def duration_missing(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“指根据专项职业能力的特点确定的考试时间”: without it no session can be planned."""
    if not spec.requirements.duration_minutes:
        yield Doubt("requirements.duration_minutes", "没有写鉴定时间；请填分钟数")


@check("DURATION_BELOW_60", "warning", "附件3四(三)", "参考格式：考试时间不少于60min")
def duration_below_60(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """Only the 参考格式 names sixty minutes; the clause leaves the time to each ability."""
    minutes = spec.requirements.duration_minutes
    if minutes and minutes < SHORTEST_MINUTES:
        yield Doubt(
            "requirements.duration_minutes",
            f"鉴定时间{minutes}分钟；参考格式是不少于60min，请核对",
        )


@check("VENUE_MISSING", "error", "技术规程三(四)4", "写明必备的场所和设备、工具")
def venue_missing(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“指实施本专项职业能力考核所必备的场所和设备、工具等”: without them none can be held."""
    if not said(spec.requirements.venue):
        yield Doubt("requirements.venue", "没有写鉴定场所和设备要求；请列出场地、设备和工具")


@check(
    "SAFETY_KNOWLEDGE_MISSING",
    "error",
    "技术规程三(四)3",
    "技术复杂性较强、安全要求较高、影响消费者安全与健康的，必须包含相关法律法规、安全操作和卫生知识",
)
def safety_knowledge_missing(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“必须包含” for all three kinds of ability, and all three topics for each."""
    flags = spec.flags
    if not (flags.complex or flags.safety or flags.consumer_health) or not spec.tasks:
        return
    known = narrow("\n".join(text for task in spec.tasks for text in task.knowledge))
    practical = _TITLE.sub("", known)
    found = (
        ("相关法律法规", _LAW.search(known)),
        ("安全操作知识", _SAFE.search(practical.replace("食品安全", ""))),
        ("卫生知识", _HYGIENE.search(practical)),
    )
    missing = [label for label, match in found if not match]
    if missing:
        yield Doubt(
            "tasks",
            f"标明了技术复杂、安全要求高或影响消费者健康，相关知识里却没有{'、'.join(missing)}；"
            "请补入相应的工作任务",
        )
