"""One finished run of invented claims, only where the site runs as a demo."""

import hashlib
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hengji.core.documents.workbook import write_rows
from hengji.core.packs.model import Pack
from hengji.core.packs.registry import get_pack
from hengji.domains.subsidies.demo_claims import invented_claims
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.services.decide import decide
from hengji.domains.subsidies.services.results import results_keep
from hengji.domains.subsidies.services.upload import run_upload
from hengji.platform.accounts.models import User
from hengji.platform.states.services import transition_apply

NAME = "补贴核定示例"
PACK, OFFICER = "huaian-2024", "huaian-clerk"
FILE = "淮安市2024年补贴申领表（虚构示例）.xlsx"


def fingerprint() -> str:
    """Changes when the mode or the pack changes."""
    state = (settings.DEMO, get_pack(PACK).hash, FILE)
    return hashlib.sha256(repr(state).encode()).hexdigest()


def load() -> None:
    """Hand in the invented sheet and decide it at once; an earlier demo's run stays as it is."""
    officer = User.objects.filter(username=OFFICER, is_demo=True).first()
    if settings.DEMO and officer is not None:
        _run(officer, get_pack(PACK), timezone.now())


def _run(officer: User, pack: Pack, at: datetime) -> None:
    earlier = AdjudicationRun.objects.filter(
        uploaded_by=officer, pack_hash=pack.hash, source__original_name=FILE
    )
    if earlier.exists():  # a new .xlsx differs in its date, so its hash tells nothing
        return
    done = run_upload(actor=officer, pack_id=pack.id, name=FILE, chunks=[_sheet(pack)], at=at)
    run = AdjudicationRun.objects.get(pk=done.run_id)
    transition_apply(run, "submit", actor=officer, at=at, submitted_by=officer, submitted_at=at)
    results_keep(run_id=run.pk, results=decide(run, pack), at=at)


def _sheet(pack: Pack) -> bytes:
    """The sheet as an officer would have filled it in, headings in Chinese."""
    inputs = pack.adjudication.inputs if pack.adjudication else ()
    asked = [one for one in inputs if not one.optional]
    headings = [one.label for one in asked]
    rows = ([claim.get(one.name, "") for one in asked] for claim in invented_claims(pack))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.xlsx"
        write_rows(path, headings, rows, text_columns=headings)
        return path.read_bytes()
