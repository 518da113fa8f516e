"""What a backup says of itself; the last member of its file, so that only a whole one has it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

from hengji.platform.backup.errors import BackupDamagedError

FORMAT = 1
"""Raised when an older program could no longer read what a newer one writes."""


@dataclass(frozen=True)
class Fingerprint:
    """A table's rows: how many, and a sum over their hashes that no order changes."""

    rows: int
    checksum: str


@dataclass(frozen=True)
class Member:
    """A member of the file: bytes and SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """``made_at`` in ISO 8601; ``server`` as PostgreSQL counts its versions; tables by full name.

    ``lost`` are stored files that have a record and no content, ``damaged`` those whose content is
    not what their name says: both were so before the backup.
    """

    made_at: str
    program: str
    server: int
    migrations: tuple[tuple[str, str], ...]
    tables: Mapping[str, Fingerprint]
    members: Mapping[str, Member]
    lost: tuple[str, ...]
    damaged: tuple[str, ...]
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises `BackupDamagedError` for what is none, or is of a newer program."""
        try:
            values = json.loads(data)
            if values["format"] > FORMAT:
                raise BackupDamagedError(f"它由更新的版本 {values['program']} 制作")
            values["migrations"] = tuple((app, name) for app, name in values["migrations"])
            values["tables"] = {k: Fingerprint(**v) for k, v in values["tables"].items()}
            values["members"] = {k: Member(**v) for k, v in values["members"].items()}
            values["lost"], values["damaged"] = tuple(values["lost"]), tuple(values["damaged"])
            return cls(**values)
        except (ValueError, KeyError, TypeError) as error:
            raise BackupDamagedError("清单读不出来") from error
