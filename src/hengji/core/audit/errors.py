"""The one error of this package."""


class AuditFileError(Exception):
    """A file is no export and no list of heads; the message says so in Chinese."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
