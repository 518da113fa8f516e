"""The start's loader: the packs that come with the system."""

import hashlib
from pathlib import Path

from django.utils import timezone

from hengji.core import catalogues as checks
from hengji.core.packs.registry import all_packs
from hengji.domains import catalogues as derivation
from hengji.domains.catalogues.services.load import load_packs

NAME = "职业技能目录"


def fingerprint() -> str:
    """Changes when a pack does, or comes into force, or with the program that reads them."""
    digest = hashlib.sha256()
    today = timezone.localdate()
    for pack in all_packs():
        waits = pack.effective_from is not None and pack.effective_from > today
        digest.update(f"{pack.hash}{waits}".encode())
    for package in (checks, derivation):
        for folder in package.__path__:
            for file in sorted(Path(folder).rglob("*.py")):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def load() -> None:
    """Bring the five notices' lists in."""
    load_packs(packs=all_packs(), at=timezone.now())
