"""The list of specifications that can be taken out."""

from hengji.domains.specifications.queries.specifications import (
    SpecificationFilter,
    specifications_matching,
)
from hengji.domains.specifications.rules import VIEW_SPECIFICATIONS
from hengji.domains.specifications.states import State
from hengji.platform.accounts.models import User
from hengji.platform.exchange.exports import (
    ExportColumn,
    ExportSpec,
    Filters,
    Rows,
    declare_export,
)


def _rows(actor: User, filters: Filters) -> Rows:
    found = specifications_matching(
        actor,
        SpecificationFilter(
            text=filters.get("q", ""),
            state=filters.get("state", ""),
            occupation=filters.get("occupation", ""),
            place=filters.get("place", ""),
        ),
    )
    return Rows(found.count(), found.iterator(500))


SPECIFICATIONS = declare_export(
    ExportSpec(
        code="specifications.specifications",
        label="考核规范",
        permission=VIEW_SPECIFICATIONS,
        columns=(
            ExportColumn("能力名称", lambda one: one.name),
            ExportColumn("职业领域", lambda one: one.occupation),
            ExportColumn("状态", lambda one: one.status.label),
            ExportColumn("地区", lambda one: str(one.jurisdiction)),
            ExportColumn("申请单位", lambda one: one.applicant),
            ExportColumn("备案方式", lambda one: one.get_filing_kind_display()),
            ExportColumn("备案编号", lambda one: one.filing_number, is_code=True),
            ExportColumn("颁布文号", lambda one: one.promulgation_number),
            ExportColumn("颁布日期", lambda one: str(one.promulgated_on or "")),
            ExportColumn("推行日期", lambda one: str(one.in_force_on or "")),
        ),
        rows=_rows,
        filters={"q": "名称或定义", "state": "状态", "occupation": "职业领域", "place": "地区"},
        words={"state": dict(State.choices)},
    )
)
