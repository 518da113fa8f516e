"""What a published list becomes: rows, pairs of the crosswalk, and doubts about them."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

LINE_BREAK = "⏎"
CELL_BREAK = " | "


@dataclass(frozen=True)
class Entry:
    """One row of a published list: as printed in ``raw``, as understood in the other fields.

    ``list_id`` names the list, ``row`` is the place in it from 1. ``scope`` keeps the work types
    that a bracket behind an occupation names, as printed. ``levels`` run from 5 (lowest) to 1;
    empty where the list gives none. ``rate_class`` is the A, B or C of the subsidy rate.
    """

    list_id: str
    row: int
    printed_seq: str = ""
    code: str = ""
    name: str = ""
    scope: str = ""
    marks: str = ""
    starred: bool = False
    rate_class: str = ""
    levels: tuple[int, ...] = ()
    occupation: str = ""
    definition: str = ""
    certificate: str = ""
    tags: tuple[str, ...] = ()
    raw: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells as published, a line break inside a cell as ⏎."""
        return tuple(self.raw.split(CELL_BREAK))


@dataclass(frozen=True)
class CrosswalkPair:
    """One current occupation and one old one that count alike (003 五、附件4).

    ``row`` is the line of the printed table; a line with two codes in a cell gives two pairs.
    """

    case: str
    class_now: str
    code_now: str
    name_now: str
    class_old: str
    code_old: str
    name_old: str
    row: int = 0
    raw: str = ""


@dataclass(frozen=True)
class Finding:
    """A doubt about a list or one of its rows; nothing is corrected because of it.

    error: cannot be right as printed · warning: probably wrong · note: worth knowing.
    """

    severity: Severity
    code: str
    list_id: str
    row: int | None
    message: str
    suggestion: str


@dataclass(frozen=True)
class Catalogue:
    """Everything that was read out of one or more documents.

    ``announced`` holds the number of rows that a list's own title states, where it states one;
    ``unrecognised`` the headings of tables that are no known list.
    """

    entries: tuple[Entry, ...] = ()
    crosswalk: tuple[CrosswalkPair, ...] = ()
    announced: tuple[tuple[str, int], ...] = ()
    faults: tuple[Finding, ...] = ()
    unrecognised: tuple[str, ...] = ()

    @property
    def list_ids(self) -> tuple[str, ...]:
        """The lists that were found, in the order of the documents."""
        found = dict.fromkeys(entry.list_id for entry in self.entries)
        if self.crosswalk:
            found[CROSSWALK] = None
        return tuple(found)

    def rows_of(self, list_id: str) -> tuple[Entry, ...]:
        """The rows of one list in published order."""
        return tuple(entry for entry in self.entries if entry.list_id == list_id)


CHONGQING = "chongqing-specialties"
NATIONAL = "national-specialties"
SICHUAN_FILED = "sichuan-filed"
SICHUAN_MANAGED = "sichuan-managed"
EVALUATION = "evaluation-bodies"
HUAIAN_OCCUPATIONS = "huaian-occupations"
HUAIAN_SPECIALTIES = "huaian-specialties"
HUAIAN_COMPLETION = "huaian-completion"
HUAIAN_SHORTAGE = "huaian-shortage"
CROSSWALK = "huaian-crosswalk"
GUANGDONG = "guangdong-subsidy"

LIST_TITLES = {
    CHONGQING: "重庆市专项职业能力考核目录",
    NATIONAL: "人社部公布的专项职业能力考核规范目录",
    SICHUAN_FILED: "四川省备案通过的专项职业能力考核规范目录",
    SICHUAN_MANAGED: "四川省自行管理专项职业能力考核规范目录",
    EVALUATION: "社会培训评价组织征集遴选职业（工种）目录",
    HUAIAN_OCCUPATIONS: "淮安市职业（工种）指导目录·职业资格和技能等级",
    HUAIAN_SPECIALTIES: "淮安市职业（工种）指导目录·专项职业能力",
    HUAIAN_COMPLETION: "淮安市职业（工种）指导目录·培训合格证书",
    HUAIAN_SHORTAGE: "淮安市高技能人才培训补贴紧缺型职业（工种）指导目录",
    CROSSWALK: "参保职工技能提升补贴工种及目录信息对照表",
    GUANGDONG: "广东省职业技能培训补贴（指导）标准目录",
}
# Lists whose rows are occupations with codes of the 职业分类大典, each with its own brackets.
SPECIALTY_LISTS = frozenset(
    {CHONGQING, NATIONAL, SICHUAN_FILED, SICHUAN_MANAGED, HUAIAN_SPECIALTIES}
)
