"""Taking files out of a run, and looking at whole identity codes; both leave a trace."""

from datetime import datetime
from enum import Enum

from django.db import transaction

from hengji.domains.subsidies.errors import NoSuchResultError
from hengji.domains.subsidies.queries.claims import person_codes
from hengji.domains.subsidies.rules import DOWNLOAD_WORKBOOK, REVEAL_IDENTITY, VIEW_RUNS
from hengji.domains.subsidies.services.access import locked_run
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.files.models import FileRecord
from hengji.platform.permissions import Permission


class RunFile(Enum):
    """The files of a run: the attribute that holds it, and who may have it."""

    SOURCE = ("source", DOWNLOAD_WORKBOOK)
    WORKBOOK = ("workbook", DOWNLOAD_WORKBOOK)
    DECISIONS = ("decisions_file", VIEW_RUNS)
    REPORT = ("report_file", VIEW_RUNS)

    @property
    def attribute(self) -> str:
        """Where the run keeps it."""
        return self.value[0]

    @property
    def permission(self) -> Permission:
        """The sheets of the applicants hold identity codes, the other files do not."""
        return self.value[1]


@transaction.atomic
def run_file_take(*, actor: User, run_id: int, file: RunFile, at: datetime) -> FileRecord:
    """The record of a file, to be sent to the actor. Raises `NoSuchResultError`."""
    run = locked_run(actor, file.permission, run_id)
    found: FileRecord | None = getattr(run, file.attribute)
    if found is None:
        raise NoSuchResultError
    record(
        actor=actor,
        action=f"subsidies.run.download.{file.name.lower()}",
        subject=run,
        jurisdiction=run.jurisdiction,
        at=at,
        after={"sha256": found.sha256},
    )
    return found


@transaction.atomic
def identity_reveal(*, actor: User, run_id: int, rows: list[int], at: datetime) -> dict[int, str]:
    """Whole identity codes of some rows, read from the stored sheet.

    The trace names the rows, never the codes.
    """
    run = locked_run(actor, REVEAL_IDENTITY, run_id)
    record(
        actor=actor,
        action="subsidies.identity.reveal",
        subject=run,
        jurisdiction=run.jurisdiction,
        at=at,
        after={"rows": rows},
    )
    return person_codes(run, rows)
