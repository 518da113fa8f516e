"""The claim as the public fills it in: the choices, what they make matter, and what was paid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.model import Input
from hengji.core.rules.values import Kind, Value
from hengji.domains.subsidies import api
from hengji.faces.web.portal.calculator.fields import Field, fields_of

MOST_PAID = 10
PAID_ROWS = "paid-rows"


@dataclass(frozen=True)
class Part:
    """The fields of one claim, and its values as far as they can be read."""

    number: int
    choices: tuple[Field, ...]
    others: tuple[Field, ...]
    is_chosen: bool
    values: Mapping[str, Value]

    @property
    def is_faulty(self) -> bool:
        """Whether a field says what it cannot mean."""
        return any(field.error for field in (*self.choices, *self.others))

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written anything."""
        return not any(field.text for field in (*self.choices, *self.others))


@dataclass(frozen=True)
class ClaimForm:
    """The claim to try out and the earlier ones."""

    claim: Part
    paid: tuple[Part, ...]
    goes_on: bool
    """Whether the person goes on although a choice is left open."""

    @property
    def is_open(self) -> bool:
        """Whether everything that matters is asked, not the choices alone."""
        return self.claim.is_chosen or self.goes_on

    @property
    def is_faulty(self) -> bool:
        """Whether something must be mended before there is an answer."""
        return self.claim.is_faulty or any(one.is_faulty for one in self.paid)

    @property
    def may_add(self) -> bool:
        """Whether one more earlier subsidy fits."""
        return len(self.paid) < MOST_PAID

    @property
    def paid_values(self) -> list[Mapping[str, Value]]:
        """The earlier claims that somebody has filled in."""
        return [one.values for one in self.paid if not one.is_blank]


def read_form(
    ruleset: Ruleset,
    texts: Mapping[str, str],
    *,
    complete: bool,
    goes_on: bool,
    paid_rows: int,
    left_out: int = 0,
) -> ClaimForm:
    """The form out of what was sent. ``complete``: what is wrong is said beside its field.

    ``paid_rows`` is how many rows of earlier subsidies were sent; ``left_out`` names the one to
    take away, from 1.
    """
    claim = _part(ruleset, texts, 0, complete=complete)
    numbers = [number for number in range(1, paid_rows + 1) if number != left_out]
    paid = [
        _renumbered(_part(ruleset, texts, number, complete=complete), place)
        for place, number in enumerate(numbers[:MOST_PAID], start=1)
    ]
    return ClaimForm(claim, tuple(paid), goes_on)


def _prefix(number: int) -> str:
    return f"paid-{number}-" if number else ""


def _renumbered(part: Part, number: int) -> Part:
    def named(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(replace(one, name=_prefix(number) + one.input.name) for one in fields)

    return replace(part, number=number, choices=named(part.choices), others=named(part.others))


def _part(ruleset: Ruleset, texts: Mapping[str, str], number: int, *, complete: bool) -> Part:
    ask = api.asked_of_paid if number else api.asked_of_claim
    every = tuple(one for one in ruleset.adjudication.inputs if one.kind is Kind.CHOICE)
    chosen = {
        field.input.name: field.read()[0] for field in fields_of(every, texts, _prefix(number))
    }
    asked = ask(ruleset, chosen)
    choices = fields_of(asked.choices, texts, _prefix(number))
    others = fields_of(_name_first(ruleset, asked.others), texts, _prefix(number))
    values: dict[str, Value] = {}
    read = {field.name: field.read() for field in (*choices, *others)}
    errors = {name: error for name, (_value, error) in read.items()}
    values = {field.input.name: read[field.name][0] for field in (*choices, *others)}
    _find_code(ruleset, asked.others, values, errors, _prefix(number))
    if number and any(value is not None for value in values.values()):
        _require_all(choices, others, errors)
    if not complete:
        errors = {}
    return Part(
        number,
        _with_errors(choices, errors),
        _with_errors(others, errors),
        asked.is_chosen,
        values,
    )


def _name_first(ruleset: Ruleset, inputs: tuple[Input, ...]) -> tuple[Input, ...]:
    """People remember what they learned, not its code: the name is asked before it."""
    entry = api.entry_inputs(ruleset)
    if entry is None or entry.name not in inputs or entry.code not in inputs:
        return inputs
    rest = [one for one in inputs if one is not entry.name]
    rest.insert(rest.index(entry.code), entry.name)
    return tuple(rest)


def _with_errors(fields: tuple[Field, ...], errors: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(replace(one, error=errors.get(one.name, "")) for one in fields)


def _require_all(
    choices: tuple[Field, ...], others: tuple[Field, ...], errors: dict[str, str]
) -> None:
    """An earlier subsidy counts only with its date: half a row would count silently for nothing."""
    for field in (*choices, *others):
        if not field.text and not errors[field.name]:
            errors[field.name] = f"请填写{field.input.label}，否则这一次无法计入"


def _find_code(
    ruleset: Ruleset,
    asked: tuple[Input, ...],
    values: dict[str, Value],
    errors: dict[str, str],
    prefix: str,
) -> None:
    """Who knows the name only is found the code: a certificate's name is what people remember."""
    entry = api.entry_inputs(ruleset)
    if entry is None or entry.code not in asked or entry.name not in asked:
        return
    name = values[entry.name.name]
    if values[entry.code.name] is not None or not isinstance(name, str):
        return
    found = api.named_exactly(ruleset, values, name)
    if len(found) == 1:
        values[entry.code.name] = found[0].code
    elif found:
        several = "、".join(f"{one.name} {one.code}" for one in found)
        errors[prefix + entry.name.name] = f"有多个条目叫这个名称：{several}；请填写编码"
    else:
        errors[prefix + entry.name.name] = (
            "目录里没有正好叫这个名称的条目；请从提示中选择，或填写证书上的编码"
        )
