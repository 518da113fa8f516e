"""The one way a specification says that it has not the shape of one."""

from dataclasses import dataclass


@dataclass
class SpecificationError(Exception):
    """Data is no specification; ``message`` says in Chinese what is wrong and what to do.

    ``path`` is the place, such as ``tasks[1].weight``; empty for the whole.
    """

    code: str
    message: str
    path: str = ""

    def __str__(self) -> str:
        return f"{self.path}：{self.message}" if self.path else self.message
