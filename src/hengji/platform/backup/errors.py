"""What can go wrong with a backup, each said so that an operator can act on it."""

from hengji.platform.errors import ConflictError, HengjiError

_LINE = 300  # characters of a line that are shown


class BackupDamagedError(HengjiError):
    """The file is no whole backup: cut off, changed, or of another program."""

    def __init__(self, what: str) -> None:
        super().__init__("BACKUP_DAMAGED", f"备份不可用：{what}。请换用另一份备份。")


class BackupFailedError(HengjiError):
    """PostgreSQL's program ended with an error, which the message ends with."""

    def __init__(self, *, program: str, text: str) -> None:
        # The statement that failed names every table; that line would push out the one with why.
        lines = (line if len(line) < _LINE else f"{line[:_LINE]}……" for line in text.splitlines())
        told = "\n".join(lines).strip()[-2000:]
        super().__init__("BACKUP_FAILED", f"{program} 未能完成：{told}")


class RestoreRefusedError(ConflictError):
    """Restoring now would destroy something, or would not give back what was saved."""

    def __init__(self, why: str) -> None:
        super().__init__("RESTORE_REFUSED", why)


class SealError(HengjiError):
    """The passphrase does not open the sealed keys."""

    def __init__(self) -> None:
        super().__init__("BACKUP_PASSPHRASE", "口令不对，打不开备份中的密钥。")
