"""Taking files out of a run, and looking at whole identity codes; both leave a trace."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import PurePath

from django.db import transaction

from hengji.domains.subsidies.errors import NoSuchResultError
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.queries.claims import person_codes
from hengji.domains.subsidies.rules import DOWNLOAD_WORKBOOK, REVEAL_IDENTITY, VIEW_RUNS
from hengji.domains.subsidies.services.access import locked_run
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record, record_reveal
from hengji.platform.files.models import FileRecord
from hengji.platform.permissions import Permission

PERSONAL = ("证件号码",)


class RunFile(Enum):
    """The files of a run: the attribute that holds it, who may have it, and its name."""

    SOURCE = ("source", DOWNLOAD_WORKBOOK, "申领表原件")
    WORKBOOK = ("workbook", DOWNLOAD_WORKBOOK, "写有决定的申领表")
    DECISIONS = ("decisions_file", VIEW_RUNS, "决定")
    REPORT = ("report_file", VIEW_RUNS, "汇总")

    @property
    def attribute(self) -> str:
        """Where the run keeps it."""
        return self.value[0]

    @property
    def permission(self) -> Permission:
        """The sheets of the applicants hold identity codes, the other files do not."""
        return self.value[1]

    @property
    def personal(self) -> bool:
        """Whether who takes it sees the applicants' personal data."""
        return self.permission is DOWNLOAD_WORKBOOK

    @property
    def label(self) -> str:
        """What it is, in Chinese."""
        return self.value[2]


@dataclass(frozen=True)
class Taken:
    """A file to be sent, and the name that it goes out by: it says whether it was reviewed."""

    file: FileRecord
    name: str


@transaction.atomic
def run_file_take(*, actor: User, run_id: int, file: RunFile, at: datetime) -> Taken:
    """A file of the run, to be sent to the actor. Raises `NoSuchResultError`."""
    run = locked_run(actor, file.permission, run_id)
    found: FileRecord | None = getattr(run, file.attribute)
    if found is None:
        raise NoSuchResultError
    if file.personal:
        record_reveal(
            actor=actor,
            subjects=[run],
            fields=PERSONAL,
            jurisdiction=run.jurisdiction,
            at=at,
            purpose=f"下载{file.label}",
            details={"sha256": found.sha256},
        )
    else:
        record(
            actor=actor,
            action=f"subsidies.run.download.{file.name.lower()}",
            subject=run,
            jurisdiction=run.jurisdiction,
            at=at,
            after={"sha256": found.sha256},
        )
    return Taken(found, _name(run, file, found))


def _name(run: AdjudicationRun, file: RunFile, found: FileRecord) -> str:
    if file is RunFile.SOURCE:
        return found.original_name
    path = PurePath(found.original_name)
    return f"{path.stem}（{run.review_label}）{path.suffix}"


@transaction.atomic
def identity_reveal(
    *, actor: User, run_id: int, rows: list[int], purpose: str, at: datetime
) -> dict[int, str]:
    """Whole identity codes of some rows, read from the stored sheet.

    The trace names the rows and the ``purpose`` that the actor wrote, never the codes.
    """
    run = locked_run(actor, REVEAL_IDENTITY, run_id)
    record_reveal(
        actor=actor,
        subjects=[run],
        fields=PERSONAL,
        jurisdiction=run.jurisdiction,
        at=at,
        purpose=purpose,
        details={"rows": rows},
    )
    return person_codes(run, rows)
