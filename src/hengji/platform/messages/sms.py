"""Short messages: what an adapter must do, and the one that writes them into a file.

A site names its own adapter with HENGJI_SMS, as ``package.module.Class``; it is made without
arguments and reads what it needs from the environment.
"""

import fcntl
import json
import os
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class SmsSender(Protocol):
    """A provider of short messages."""

    def send(self, *, key: str, number: str, text: str) -> None:
        """Hand over one message; return when the provider has it, raise anything when it has not.

        A worker that dies after the hand-over calls again with the same ``key``: an adapter whose
        provider knows keys passes it on, and nobody is sent the message twice. It answers within
        ten seconds or raises.
        """


class FileSms:
    """Writes JSON lines into the data directory: for a site without a provider, and for tests."""

    def __init__(self) -> None:
        self._path = Path(settings.SMS_FILE)

    def send(self, *, key: str, number: str, text: str) -> None:
        """Append the message, unless its key is there already."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if any(json.loads(line)["key"] == key for line in file if line.endswith("\n")):
                return
            line = json.dumps({"key": key, "number": number, "text": text}, ensure_ascii=False)
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())


def sms_sender() -> SmsSender:
    """The site's adapter."""
    sender: SmsSender = import_string(settings.SMS_SENDER)()
    return sender
