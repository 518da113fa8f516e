"""What files are handed in for: each purpose says which kinds, how large, and who may read them."""

from dataclasses import dataclass

from hengji.platform.files.kinds import FileKind
from hengji.platform.roles import Permission

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Purpose:
    """``permission`` lets an officer read such a file of a record that it covers; without one only
    the sender may. ``most_bytes`` is the largest size.
    """

    code: str
    label: str
    kinds: tuple[FileKind, ...]
    most_bytes: int
    permission: Permission | None = None

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that a name may have, for the page that asks for the file."""
        return tuple(ending for kind in self.kinds for ending in kind.endings)

    @property
    def told(self) -> str:
        """Kinds and size as a sentence for the form."""
        return f"{'、'.join(self.endings)}，不超过 {self.most_bytes // MEGABYTE} MB"


_declared: dict[str, Purpose] = {}


def declare_purpose(
    code: str,
    label: str,
    *,
    kinds: tuple[FileKind, ...],
    most_bytes: int,
    permission: Permission | None = None,
) -> Purpose:
    """Make a purpose known; one code with two meanings is a mistake in the program."""
    purpose = Purpose(code, label, kinds, most_bytes, permission)
    if _declared.setdefault(code, purpose) != purpose:
        raise ValueError(f"file purpose {code} is declared twice")
    return purpose


def purpose_of(code: str) -> Purpose | None:
    """The purpose of this code; None for one that no package declares any more."""
    return _declared.get(code)
