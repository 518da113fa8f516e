"""How a policy pack says what is wrong with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a pack: which file, which line, what, and what to do about it."""

    file: str
    line: int | None
    message: str
    suggestion: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line is not None else self.file
        return f"{place}：{self.message}。{self.suggestion}"


class PackError(Exception):
    """A pack cannot be used; ``faults`` says why, in Chinese."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
