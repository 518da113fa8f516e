"""What files a specification's record consists of, and who may read them."""

from django.db.models import TextChoices

from hengji.domains.specifications.rules import VIEW_SPECIFICATIONS
from hengji.platform.files.kinds import EVIDENCE
from hengji.platform.files.purposes import MEGABYTE, declare_purpose

DOCUMENT = declare_purpose(
    "specifications.document",
    "考核规范开发材料",
    kinds=EVIDENCE,
    most_bytes=20 * MEGABYTE,
    permission=VIEW_SPECIFICATIONS,
)
PROOF = declare_purpose(
    "specifications.proof",
    "专家训练证明",
    kinds=EVIDENCE,
    most_bytes=10 * MEGABYTE,
    permission=VIEW_SPECIFICATIONS,
)


class DocumentKind(TextChoices):
    """The papers of a specification (000 规程 四; 001 一(一)–(二)), each with its versions."""

    SURVEY = "survey", "调查报告"
    ANALYSIS = "analysis", "分析材料"
    MINUTES = "minutes", "研讨会纪要"
    SCHEDULE = "schedule", "时间进度计划"
    ARGUMENT = "argument", "调研论证材料"
    FEASIBILITY = "feasibility", "可行性分析报告"
    APPLICATION = "application", "开发申请"
    PANEL = "panel", "论证评审意见"
    FIRST_OPINION = "first_opinion", "技术初审意见"
    REPLY = "reply", "修改说明"
    FINAL_OPINION = "final_opinion", "最后审定意见"
    FILING = "filing", "备案材料"
    PROMULGATION = "promulgation", "颁布文件"
    OTHER = "other", "其他材料"
