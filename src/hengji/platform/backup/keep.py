"""The stored files as a backup sees them, wherever the site keeps them."""

import shutil
import tempfile
from pathlib import Path
from typing import IO

from hengji.platform.files.storage import CHUNK, DamagedError, store


def kept_path(sha256: str) -> Path | None:
    """Where the bytes can be read, or nothing when they are gone or cannot be had unspoilt."""
    try:
        return store().local(sha256)
    except (FileNotFoundError, DamagedError):
        return None


def keep(sha256: str, stream: IO[bytes]) -> None:
    """Put the bytes back; equal ones that are there already are healed by it."""
    to = store()
    with tempfile.NamedTemporaryFile(dir=to.spool, prefix="incoming-", delete=False) as out:
        incoming = Path(out.name)
        try:
            shutil.copyfileobj(stream, out, CHUNK)
            out.flush()
            to.put(incoming, sha256)
        finally:
            incoming.unlink(missing_ok=True)
