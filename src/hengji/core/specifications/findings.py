"""What the lint says of a specification."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One fault and where it stands.

    error: the 技术规程 forbids or orders it · warning: it says 一般. ``path`` is the place in the
    YAML form, such as ``tasks[1].criteria[0]``; ``clause`` the place in the notice; ``message``
    says in Chinese what is wrong and what to do.
    """

    code: str
    severity: Severity
    path: str
    clause: str
    message: str
