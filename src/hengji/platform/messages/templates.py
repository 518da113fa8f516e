"""Texts of messages with named fields; each package declares its own beside what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True)
class MessageTemplate:
    """Title and body in Chinese with ``{fields}``; ``personal`` fields are covered in an SMS."""

    code: str
    title: str
    body: str
    personal: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        """The names of all fields."""
        parts = [*Formatter().parse(self.title), *Formatter().parse(self.body)]
        return frozenset(name for _, name, _, _ in parts if name)

    def filled(self, fields: Mapping[str, str]) -> tuple[str, str, str]:
        """Title, body, and the title as an SMS may show it.

        Raises ValueError where a field is missing or unknown: a mistake in the program.
        """
        if fields.keys() != self.fields:
            told, asked = sorted(fields), sorted(self.fields)
            raise ValueError(f"message {self.code} has the fields {asked}, not {told}")
        covered = {
            name: _covered(value) if name in self.personal else value
            for name, value in fields.items()
        }
        return (
            self.title.format_map(fields),
            self.body.format_map(fields),
            self.title.format_map(covered),
        )


def _covered(name: str) -> str:
    """张三丰 → 张**: an SMS lies open on a lock screen and passes through other hands."""
    return name[:1] + "*" * (len(name) - 1)


_templates: dict[str, MessageTemplate] = {}


def declare_template(
    code: str, *, title: str, body: str, personal: frozenset[str] = frozenset()
) -> MessageTemplate:
    """Make a text known; two texts of one code are a mistake in the program."""
    template = MessageTemplate(code, title, body, personal)
    if _templates.setdefault(code, template) != template:
        raise ValueError(f"message {code} is declared twice")
    return template
