"""The only door into the catalogues: for the pages, the commands and the domains above."""

from hengji.core.catalogues.diff import Change
from hengji.domains.catalogues.models import FindingState, ListKind, Resolution, Severity, SkillKind
from hengji.domains.catalogues.models.entries import LEVELS
from hengji.domains.catalogues.queries.comparison import Comparison, compare_editions
from hengji.domains.catalogues.queries.findings import (
    FindingFilter,
    FindingPage,
    FindingRow,
    ListTally,
    finding_detail,
    finding_page,
    list_tallies,
    list_titles,
)
from hengji.domains.catalogues.queries.lists import (
    Choices,
    ListPage,
    choices,
    current_lists,
    find_list,
    list_editions,
    list_page,
    list_pairs,
    list_rows,
)
from hengji.domains.catalogues.queries.occupations import OccupationNames, occupation_names
from hengji.domains.catalogues.queries.search import LONGEST, Filters, Hits, search
from hengji.domains.catalogues.queries.skills import SkillPage, skill_page
from hengji.domains.catalogues.queries.statistics import OpenFindings, open_findings
from hengji.domains.catalogues.queries.values import EntryRow, ListInfo, Pair
from hengji.domains.catalogues.rules import SETTLE_FINDINGS, VIEW_FINDINGS
from hengji.domains.catalogues.services.load import Loaded, load_packs
from hengji.domains.catalogues.services.settle import finding_reopen, findings_settle
from hengji.domains.catalogues.states import FINDING

__all__ = [
    "FINDING",
    "LEVELS",
    "LONGEST",
    "SETTLE_FINDINGS",
    "VIEW_FINDINGS",
    "Change",
    "Choices",
    "Comparison",
    "EntryRow",
    "Filters",
    "FindingFilter",
    "FindingPage",
    "FindingRow",
    "FindingState",
    "Hits",
    "ListInfo",
    "ListKind",
    "ListPage",
    "ListTally",
    "Loaded",
    "OccupationNames",
    "OpenFindings",
    "Pair",
    "Resolution",
    "Severity",
    "SkillKind",
    "SkillPage",
    "choices",
    "compare_editions",
    "current_lists",
    "find_list",
    "finding_detail",
    "finding_page",
    "finding_reopen",
    "findings_settle",
    "list_editions",
    "list_page",
    "list_pairs",
    "list_rows",
    "list_tallies",
    "list_titles",
    "load_packs",
    "occupation_names",
    "open_findings",
    "search",
    "skill_page",
]
