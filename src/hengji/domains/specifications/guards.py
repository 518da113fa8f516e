"""What closes a way of the procedure: each guard says in words what is missing, with its clause.

A guard asks the record only through its own relations, so that the state table, which names the
guards, is there before the models are.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from hengji.core.specifications.expert_group import ExpertKind, Member, group_faults
from hengji.core.specifications.lint import lint
from hengji.domains.specifications.files import DocumentKind
from hengji.domains.specifications.queries.documents import missing_documents
from hengji.domains.specifications.queries.occupations import lint_occupations

if TYPE_CHECKING:
    from hengji.domains.specifications.models import Specification

GROUP_CLAUSE = "技术规程四、第一"
SHOWN = 3

SURVEY_PAPERS = (DocumentKind.SURVEY, DocumentKind.ANALYSIS)
WORKSHOP_PAPERS = (DocumentKind.MINUTES, DocumentKind.SCHEDULE)
APPLICATION_PAPERS = (DocumentKind.ARGUMENT, DocumentKind.FEASIBILITY, DocumentKind.APPLICATION)
PANEL_PAPERS = (DocumentKind.PANEL,)
PROMULGATION_PAPERS = (DocumentKind.PROMULGATION,)


def gate_is_answered(one: "Specification") -> str | None:
    """Every gate question of the proposal has an answer: unknown is not yes."""
    return _closed("立项问题未答完", one.gate.unanswered, "技术规程二")


def gate_is_open(one: "Specification") -> str | None:
    """It is the smallest employable unit, technical, without levels, and no standard's module."""
    return _closed("不符合立项条件", one.gate.against, "技术规程二")


def group_is_complete(one: "Specification") -> str | None:
    """The expert group has its 3 to 7 members, its kinds, its half of practitioners, its heads."""
    members = [
        Member(
            ExpertKind(expert.kind),
            expert.is_trained and expert.proof_id is not None,
            expert.is_leader,
            expert.is_lead_author,
        )
        for expert in one.experts.filter(left_at=None)
    ]
    faults = group_faults(members, half_is_enough=settings.HALF_IS_ENOUGH)
    return _closed("专家组不符合要求", faults, GROUP_CLAUSE)


def survey_is_complete(one: "Specification") -> str | None:
    """The survey has something on each of its eight topics, who made it, and the analysis."""
    survey = getattr(one, "survey", None)
    missing = survey.missing if survey else ("调查和分析记录",)
    return _closed("调查分析未完成，缺", missing, "技术规程四、第二")


def workshop_is_complete(one: "Specification") -> str | None:
    """The workshop had a trained moderator and has its three outputs."""
    workshop = getattr(one, "workshop", None)
    missing = workshop.missing if workshop else ("研讨会记录",)
    return _closed("研讨会未完成，缺", missing, "技术规程四、第三")


def text_is_in_order(one: "Specification") -> str | None:
    """The text has nothing that the 规程 forbids, and its weights sum to 100."""
    found = lint(one.newest_text.spec, lint_occupations())
    errors = [finding.message.rstrip("。") for finding in found if finding.severity == "error"]
    if not errors:
        return None
    shown = "；".join(errors[:SHOWN]) + ("；等" if len(errors) > SHOWN else "")
    return f"考核规范文本还有 {len(errors)} 处错误：{shown}。（技术规程三）"


def comments_are_answered(one: "Specification") -> str | None:
    """Every comment on the text has its answer."""
    count = one.comments.filter(answered_at=None).count()
    return f"还有 {count} 条批注没有答复，不能颁布。" if count else None


def survey_papers_are_there(one: "Specification") -> str | None:
    """The survey report and the analysis are kept (000 规程 四 第二)."""
    return _papers(one, SURVEY_PAPERS, "技术规程四、第二")


def workshop_papers_are_there(one: "Specification") -> str | None:
    """The minutes and the time schedule are kept (000 规程 四 第三)."""
    return _papers(one, WORKSHOP_PAPERS, "技术规程四、第三")


def application_papers_are_there(one: "Specification") -> str | None:
    """The application has its papers (001 一(一)–(二))."""
    return _papers(one, APPLICATION_PAPERS, "川人社职鉴〔2020〕5号一（一）")


def panel_papers_are_there(one: "Specification") -> str | None:
    """The panel's opinion is kept (001 一(二))."""
    return _papers(one, PANEL_PAPERS, "川人社职鉴〔2020〕5号一（二）")


def promulgation_papers_are_there(one: "Specification") -> str | None:
    """The document of promulgation is kept (000 规程 四 第五)."""
    return _papers(one, PROMULGATION_PAPERS, "技术规程四、第五")


def _papers(one: "Specification", kinds: Iterable[DocumentKind], clause: str) -> str | None:
    return _closed("缺少材料", [kind.label for kind in missing_documents(one, kinds)], clause)


def _closed(what: str, reasons: Iterable[str], clause: str) -> str | None:
    told = "；".join(reasons)
    return f"{what}：{told}。（{clause}）" if told else None
