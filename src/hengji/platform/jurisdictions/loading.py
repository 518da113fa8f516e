"""The divisions that the five notices are about, loaded at every start that finds them changed."""

import csv
import hashlib
from importlib.resources import files
from io import StringIO

from hengji.platform.jurisdictions.models import Jurisdiction, Level

NAME = "行政区划"


def _text() -> str:
    return files(__package__).joinpath("data/divisions.csv").read_text(encoding="utf-8")


def fingerprint() -> str:
    """Changes when the list changes."""
    return hashlib.sha256(_text().encode()).hexdigest()


def load() -> None:
    """Insert or rename every listed division; a superior stands before its inferiors."""
    known: set[str] = set()
    for row in csv.DictReader(StringIO(_text())):
        code = row["code"]
        # A municipality's districts hang directly on it (重庆 500000): the nearest one listed.
        parent = next((p for p in (f"{code[:4]}00", f"{code[:2]}0000") if p in known), None)
        Jurisdiction.objects.update_or_create(
            code=code,
            defaults={"name": row["name"], "level": level_of(code), "parent_id": parent},
        )
        known.add(code)


def level_of(code: str) -> Level:
    """The level that the trailing zeros of a GB/T 2260 code tell."""
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.CITY if code.endswith("00") else Level.DISTRICT
