"""A policy pack as a value: what one published notice orders, with the clause of each order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from hengji.core.catalogues.model import CrosswalkPair, Entry
from hengji.core.packs.located import Located
from hengji.core.rules.expression import Expression
from hengji.core.rules.values import Kind


@dataclass(frozen=True)
class Clause:
    """Where in the notice an order stands, and the few words that decide."""

    place: str
    quote: str


@dataclass(frozen=True)
class Input:
    """One fact about a claim: a column of the workbook.

    ``words`` maps other spellings (Chinese labels, for one) to the value; ``unit`` is ``yuan``
    for money, which is kept in fen. An empty cell means *not known*, unless ``empty_is_none``:
    then it says that there is no such thing (a provider that was never removed). A column that
    is ``optional`` is asked only where the workbook has it: facts an officer establishes.
    """

    name: str
    label: str
    kind: Kind
    note: str = ""
    choices: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""
    example: str = ""
    is_code: bool = False
    empty_is_none: bool = False
    optional: bool = False


class Outcome(StrEnum):
    """What follows when a rule's demand is not met."""

    REJECT = "reject"
    PENDING = "pending"


@dataclass(frozen=True)
class Rule:
    """Where ``applies`` holds, ``require`` must hold; else ``outcome`` follows under ``code``."""

    code: str
    numbers: tuple[int, ...]
    title: str
    clause: Clause
    applies: Expression
    require: Expression
    outcome: Outcome
    officer_may_override: bool
    line: int

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the rule reads."""
        return tuple(dict.fromkeys(self.applies.names + self.require.names))


@dataclass(frozen=True)
class AtMost:
    """Among the claims where ``among`` holds, at most ``limit`` count for one person and key."""

    code: str
    numbers: tuple[int, ...]
    title: str
    clause: Clause
    among: Expression
    per: tuple[Expression, ...]
    limit: int
    pending_counts: bool
    line: int


@dataclass(frozen=True)
class NoLowerAfterHigher:
    """A person who ended a higher rank on an earlier day gets nothing for a lower one."""

    code: str
    numbers: tuple[int, ...]
    title: str
    clause: Clause
    among: Expression
    rank: str
    ranks: tuple[str, ...]
    by: str
    line: int


@dataclass(frozen=True)
class OfOnePerson:
    """What is one person's alone: claims of several persons that give the same value stay open.

    Nobody knows whose it is until an officer finds out, so it leaves them pending, in whatever
    order they come. ``value`` is an input; it is compared where ``among`` holds.
    """

    code: str
    numbers: tuple[int, ...]
    title: str
    clause: Clause
    among: Expression
    value: str
    line: int


Quota = AtMost | NoLowerAfterHigher | OfOnePerson


@dataclass(frozen=True)
class AmountLine:
    """Where ``when`` holds (always, if ``None``), the amount is ``fen`` times ``percent``/100."""

    when: Expression | None
    fen: Expression
    percent: int
    clause: Clause
    title: str
    line: int


@dataclass(frozen=True)
class Statement:
    """A rule of the notice that is carried by something other than an expression."""

    numbers: tuple[int, ...]
    clause: Clause
    carried_by: str


@dataclass(frozen=True)
class Interpretation:
    """An ambiguity in the notice: the question, the readings, the one taken, by whom and when."""

    code: str
    clause: Clause
    question: str
    options: Mapping[str, str]
    chosen: str
    reason: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True)
class FactSpec:
    """A lookup: from the inputs it ``reads`` to the attributes it ``gives``."""

    uses: str
    reads: tuple[str, ...]
    gives: Mapping[str, Kind]
    options: Located


@dataclass(frozen=True)
class Amount:
    """A row of ``amounts.csv``; ``fen`` a head, ``minimum_lessons`` of 45 minutes (0: none)."""

    programme: str
    class_: str
    code: str
    level: int | None
    fen: int
    minimum_lessons: int
    clause: str
    valid_from: date
    valid_to: date | None
    line: int


@dataclass(frozen=True)
class ListInfo:
    """One published list of a pack: its title, where it stands, which occupations it counts."""

    id: str
    title: str
    clause: str
    kind: str
    rows: int


@dataclass(frozen=True)
class Adjudication:
    """What a pack needs to decide claims; absent from packs that only carry catalogues."""

    claim_id: str
    person: str
    order: str
    inputs: tuple[Input, ...]
    facts: tuple[FactSpec, ...]
    rules: tuple[Rule, ...]
    quotas: tuple[Quota, ...]
    amounts: tuple[AmountLine, ...]
    statements: tuple[Statement, ...]

    def input(self, name: str) -> Input:
        """The declared input of that name; raises :class:`KeyError`."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Input]:
        return {one.name: one for one in self.inputs}


@dataclass(frozen=True)
class Case:
    """An officer-readable example that is run as a test: claims given, decisions expected."""

    name: str
    rules: tuple[str, ...]
    given: tuple[Mapping[str, str], ...]
    expect: tuple[Mapping[str, str], ...]
    file: str
    line: int


@dataclass(frozen=True)
class Pack:
    """One notice. ``hash`` names the exact content, so that a decision can cite it."""

    id: str
    title: str
    number: str
    issuer: str
    division: str
    effective_from: date | None
    """``None`` where the notice does not say."""
    effective_to: date | None
    parent: str | None
    source_sha256: str
    lists: tuple[ListInfo, ...]
    entries: tuple[Entry, ...]
    crosswalk: tuple[CrosswalkPair, ...]
    amount_rows: tuple[Amount, ...]
    adjudication: Adjudication | None
    interpretations: tuple[Interpretation, ...]
    cases: tuple[Case, ...]
    hash: str
    folder: Path
