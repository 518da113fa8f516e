"""The doubts that the checks raise, brought into the database without losing a settlement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hengji.core.catalogues.model import Finding
from hengji.core.catalogues.resolve import code_key
from hengji.core.text import name_key
from hengji.domains.catalogues.models import Edition, FindingState, ListFinding
from hengji.domains.catalogues.services.sheets import Sheet
from hengji.platform.database.copying import copy_rows

_SETTLEMENT = ("state", "resolution", "reason", "settled_by_id", "settled_at")

_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Synced:
    """How many doubts are new, how many of them took a settlement over, how many are gone."""

    added: int
    carried: int
    gone: int


def findings_sync(edition: Edition, sheet: Sheet, found: Iterable[Finding]) -> Synced:
    """Add what is new and drop open doubts that no check raises any more; settled ones stay."""
    subjects = _subjects(sheet)
    here = _by_key(ListFinding.objects.filter(edition=edition).order_by("id"))
    before = _by_key(_settled_before(edition))
    due: list[ListFinding] = []
    for finding in found:
        new = ListFinding(
            edition=edition,
            row=finding.row,
            severity=finding.severity,
            code=finding.code,
            subject=subjects.get(finding.row, ""),
            message=finding.message,
            suggestion=finding.suggestion,
        )
        if here[_key(new)]:
            here[_key(new)].pop(0)
            continue
        if before[_key(new)]:
            _carry(before[_key(new)].pop(0), new)
        due.append(new)
    copy_rows(ListFinding, due)
    stale = [one.pk for rest in here.values() for one in rest if one.state == FindingState.OPEN]
    ListFinding.objects.filter(pk__in=stale).delete()
    return Synced(len(due), sum(1 for one in due if one.carried_from), len(stale))


def _settled_before(edition: Edition) -> Iterable[ListFinding]:
    previous = (
        Edition.objects.filter(published_id=edition.published_id, number__lt=edition.number)
        .order_by("-number")
        .first()
    )
    return ListFinding.objects.filter(edition=previous, state=FindingState.SETTLED).order_by("id")


def _carry(old: ListFinding, new: ListFinding) -> None:
    for name in _SETTLEMENT:
        setattr(new, name, getattr(old, name))
    new.carried_from = old


def _key(finding: ListFinding) -> _Key:
    return finding.code, finding.subject, finding.message


def _by_key(findings: Iterable[ListFinding]) -> defaultdict[_Key, list[ListFinding]]:
    groups: defaultdict[_Key, list[ListFinding]] = defaultdict(list)
    for finding in findings:
        groups[_key(finding)].append(finding)
    return groups


def _subjects(sheet: Sheet) -> Mapping[int | None, str]:
    """What each row is about, as printed: its place may change from one edition to the next."""
    rows: dict[int | None, str] = {
        entry.row: f"{code_key(entry.code)} {name_key(entry.name)} {name_key(entry.scope)}"[:300]
        for entry in sheet.entries
    }
    for pair in sheet.pairs:
        text = f"{pair.code_old} {pair.name_old} {pair.code_now} {pair.name_now}"
        rows[pair.row] = text[:300]
    return rows
