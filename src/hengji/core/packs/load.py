"""Read a pack's folder into a :class:`Pack`; whatever does not fit is a :class:`PackError`."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hengji.core.catalogues.files import PAIRS, read_crosswalk, read_entries
from hengji.core.catalogues.model import CrosswalkPair, Entry
from hengji.core.packs.errors import Fault, PackError
from hengji.core.packs.facts import FACT_ATTRIBUTES, FACT_CHOICES
from hengji.core.packs.located import Located, read_csv, read_mapping, read_mappings
from hengji.core.packs.model import (
    Adjudication,
    Amount,
    AmountLine,
    AtMost,
    Case,
    Clause,
    FactSpec,
    Input,
    Interpretation,
    ListInfo,
    NoLowerAfterHigher,
    OfOnePerson,
    Outcome,
    Pack,
    Quota,
    Rule,
    Statement,
)
from hengji.core.rules.expression import Expression, Name, parse
from hengji.core.rules.values import ExpressionError, Kind

AMOUNT_COLUMNS = (
    "programme",
    "class",
    "code",
    "level",
    "yuan",
    "minimum_lessons",
    "clause",
    "valid_from",
    "valid_to",
)
Names = Mapping[str, Name]


def load_pack(folder: Path) -> Pack:
    """The pack in ``folder``; raises :class:`PackError` with file, line and what to do."""
    head = read_mapping(folder / "pack.yaml", within=folder)
    head.only(
        "id", "title", "number", "issuer", "division", "effective", "parent", "source", "lists"
    )
    effective = head.mapping("effective")
    return Pack(
        id=head.need("id"),
        title=head.need("title"),
        number=head.need("number"),
        issuer=head.need("issuer"),
        division=str(head.need("division")),
        effective_from=_day(effective, "from") if effective.get("from") else None,
        effective_to=_day(effective, "to") if effective.get("to") else None,
        parent=head.get("parent"),
        source_sha256=head.mapping("source").need("sha256"),
        lists=tuple(_list(one) for one in head.mappings("lists")),
        entries=tuple(pack_entries(folder)),
        crosswalk=tuple(_crosswalk(folder)),
        amount_rows=tuple(_amount_rows(folder)),
        adjudication=_adjudication(folder) if (folder / "rules.yaml").exists() else None,
        interpretations=tuple(_interpretations(folder)),
        cases=tuple(_cases(folder)),
        hash=_hash(folder),
        folder=folder,
    )


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix in (".yaml", ".csv"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _day(where: Located, key: str) -> date:
    value = where.need(key)
    if not isinstance(value, date):
        raise PackError(where.fault(f"“{key}”应为日期", "请写成 2024-01-01"))
    return value


def _list(one: Located) -> ListInfo:
    one.only("id", "title", "clause", "kind", "rows")
    return ListInfo(
        one.need("id"), one.need("title"), one.need("clause"), one.need("kind"), one.whole("rows")
    )


def pack_entries(folder: Path) -> Iterable[Entry]:
    """The rows of the lists in ``folder``, without whatever else the pack holds."""
    for path in sorted((folder / "catalogues").glob("*.csv")):
        if path.name != PAIRS:
            yield from read_entries(path)


def _crosswalk(folder: Path) -> Iterable[CrosswalkPair]:
    path = folder / "catalogues" / PAIRS
    return read_crosswalk(path) if path.exists() else ()


def _amount_rows(folder: Path) -> Iterable[Amount]:
    path = folder / "amounts.csv"
    if not path.exists():
        return
    for row in read_csv(path, AMOUNT_COLUMNS, within=folder):
        try:
            yield Amount(
                programme=row["programme"],
                class_=row["class"],
                code=row["code"],
                level=int(row["level"]) if row["level"] else None,
                fen=int(row["yuan"]) * 100,
                minimum_lessons=int(row["minimum_lessons"] or 0),
                clause=row["clause"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                line=row.line,
            )
        except ValueError as error:
            raise PackError(
                row.fault(f"有一格不是数或日期（{error}）", "金额、课时写整数，日期写成 2024-01-01")
            ) from error


def _adjudication(folder: Path) -> Adjudication:
    asked = read_mapping(folder / "inputs.yaml", within=folder)
    asked.only("claim_id", "person", "order", "inputs")
    inputs = tuple(_input(one) for one in asked.mappings("inputs"))
    _declared(asked, inputs)
    looked_up = read_mappings(folder / "facts.yaml", within=folder)
    facts = tuple(_fact(one, inputs) for one in looked_up)
    names: dict[str, Name] = {one.name: Name(one.kind, frozenset(one.choices)) for one in inputs}
    for fact in facts:
        names.update({name: Name(kind) for name, kind in fact.gives.items()})
    written = read_mapping(folder / "rules.yaml", within=folder)
    written.only("rules", "amount", "statements")
    limits = (
        read_mappings(folder / "quotas.yaml", within=folder)
        if (folder / "quotas.yaml").exists()
        else []
    )
    return Adjudication(
        claim_id=asked.need("claim_id"),
        person=asked.need("person"),
        order=asked.need("order"),
        inputs=inputs,
        facts=facts,
        rules=tuple(_rule(one, names) for one in written.mappings("rules")),
        quotas=tuple(_quota(one, names, inputs) for one in limits),
        amounts=tuple(_amount_line(one, names) for one in written.mappings("amount")),
        statements=tuple(
            _statement(one)
            for one in (written.mappings("statements") if "statements" in written else ())
        ),
    )


def _declared(asked: Located, inputs: Iterable[Input]) -> None:
    written = Counter(one.name for one in inputs)
    for name, times in written.items():
        if times > 1:
            raise PackError(asked.fault(f"栏目“{name}”声明了{times}次", "请只留一处"))
    for key in ("claim_id", "person", "order"):
        if asked.need(key) not in written:
            raise PackError(asked.fault(f"没有栏目“{asked[key]}”", f"请检查 {key}"))


def _input(one: Located) -> Input:
    one.only(
        "name", "label", "kind", "note", "choices", "words", "minimum", "maximum", "unit",
        "example", "is_code", "empty_is_none", "optional",
    )  # fmt: skip
    try:
        kind = Kind(one.need("kind"))
    except ValueError as error:
        raise PackError(
            one.fault(f"没有这种类型：{one['kind']}", f"可写：{'、'.join(Kind)}")
        ) from error
    choices: Mapping[str, str] = one.mapping("choices") if "choices" in one else {}
    words = {label: key for key, label in choices.items()}
    if "words" in one:
        words |= {str(word): str(value) for word, value in one.mapping("words").items()}
    return Input(
        name=one.need("name"),
        label=one.need("label"),
        kind=kind,
        note=one.get("note", ""),
        choices=tuple(choices),
        words=words,
        minimum=one.get("minimum"),
        maximum=one.get("maximum"),
        unit=one.get("unit", ""),
        example=str(one.get("example", "")),
        is_code=one.get("is_code", False),
        empty_is_none=one.get("empty_is_none", False),
        optional=one.get("optional", False),
    )


def _fact(one: Located, inputs: Iterable[Input]) -> FactSpec:
    uses = one.need("uses")
    if uses not in FACT_ATTRIBUTES:
        raise PackError(one.fault(f"没有这种查找：{uses}", f"可用：{'、'.join(FACT_ATTRIBUTES)}"))
    reads = tuple(one.sequence("reads"))
    kinds = {asked.name: asked.kind for asked in inputs}
    for place, name in enumerate(reads):
        if name not in kinds:
            raise PackError(one.fault(f"“{name}”不是声明过的栏目", "请先写入inputs.yaml"))
        if place < FACT_CHOICES.get(uses, 0) and kinds[name] is not Kind.CHOICE:
            said = f"“{name}”决定到哪里去查，只能是选项"
            raise PackError(one.fault(said, "请在inputs.yaml中把它的kind写为choice，并列出选项"))
    prefix = one.get("prefix", "")
    gives = {prefix + name: kind for name, kind in FACT_ATTRIBUTES[uses].items()}
    return FactSpec(uses, reads, gives, one)


def _expression(where: Located, key: str, names: Names, expect: Kind) -> Expression:
    source = str(where.need(key))
    try:
        return parse(source, names, expect=expect)
    except ExpressionError as error:
        raise PackError(where.fault(f"{key}：{error}", "请改正表达式")) from error


def _clause(one: Located) -> Clause:
    return Clause(one.need("clause"), one.get("quote", ""))


def _numbers(one: Located) -> tuple[int, ...]:
    return tuple(one.sequence("numbers"))


def _rule(one: Located, names: Names) -> Rule:
    one.only(
        "code", "numbers", "title", "clause", "quote", "applies", "require", "outcome",
        "officer_may_override",
    )  # fmt: skip
    return Rule(
        code=one.need("code"),
        numbers=_numbers(one),
        title=one.need("title"),
        clause=_clause(one),
        applies=_expression(one, "applies", names, Kind.YESNO),
        require=_expression(one, "require", names, Kind.YESNO),
        outcome=Outcome(one.get("outcome", Outcome.REJECT)),
        officer_may_override=one.get("officer_may_override", False),
        line=one.line,
    )


def _quota(one: Located, names: Names, inputs: Iterable[Input]) -> Quota:
    common: dict[str, Any] = {
        "code": one.need("code"),
        "numbers": _numbers(one),
        "title": one.need("title"),
        "clause": _clause(one),
        "among": _expression(one, "among", names, Kind.YESNO),
        "line": one.line,
    }
    if "at_most" in one:
        one.only(
            "code", "numbers", "title", "clause", "quote", "among", "at_most", "per",
            "pending_counts",
        )  # fmt: skip
        per = []
        for source in map(str, one.sequence("per")):
            try:
                per.append(parse(source, names))
            except ExpressionError as error:
                raise PackError(one.fault(f"per：{error}", "请改正表达式")) from error
        return AtMost(
            **common,
            per=tuple(per),
            limit=one.whole("at_most"),
            pending_counts=one.get("pending_counts", False),
        )
    if "of_one_person" in one:
        one.only("code", "numbers", "title", "clause", "quote", "among", "of_one_person")
        value = one.need("of_one_person")
        if value not in {asked.name for asked in inputs}:
            raise PackError(one.fault(f"“{value}”不是声明过的栏目", "请先写入inputs.yaml"))
        return OfOnePerson(**common, value=value)
    one.only("code", "numbers", "title", "clause", "quote", "among", "rank", "ranks", "by")
    for key in ("rank", "by"):
        if one.need(key) not in names:
            raise PackError(one.fault(f"没有声明的名称“{one[key]}”", "请检查拼写"))
    return NoLowerAfterHigher(
        **common, rank=one["rank"], ranks=tuple(one.sequence("ranks")), by=one["by"]
    )


def _amount_line(one: Located, names: Names) -> AmountLine:
    one.only("when", "fen", "percent", "clause", "quote", "title")
    return AmountLine(
        when=_expression(one, "when", names, Kind.YESNO) if "when" in one else None,
        fen=_expression(one, "fen", names, Kind.WHOLE),
        percent=one.whole("percent") if "percent" in one else 100,
        clause=_clause(one),
        title=one.need("title"),
        line=one.line,
    )


def _statement(one: Located) -> Statement:
    one.only("numbers", "clause", "quote", "carried_by")
    return Statement(_numbers(one), _clause(one), one.need("carried_by"))


def _interpretations(folder: Path) -> Iterable[Interpretation]:
    path = folder / "interpretations.yaml"
    for one in read_mappings(path, within=folder) if path.exists() else ():
        one.only(
            "code", "clause", "quote", "question", "options", "chosen", "reason", "decided_by",
            "decided_on",
        )  # fmt: skip
        options = one.mapping("options")
        if one.need("chosen") not in options:
            raise PackError(
                one.fault(f"所选“{one['chosen']}”不在选项中", f"请从{'、'.join(options)}中选")
            )
        yield Interpretation(
            code=one.need("code"),
            clause=_clause(one),
            question=one.need("question"),
            options=options,
            chosen=one["chosen"],
            reason=one.need("reason"),
            decided_by=one.need("decided_by"),
            decided_on=_day(one, "decided_on"),
        )


def _cases(folder: Path) -> Iterable[Case]:
    for path in sorted((folder / "cases").glob("*.yaml")):
        for one in read_mappings(path, within=folder):
            one.only("name", "rules", "base", "given", "expect")
            base: Mapping[str, Any] = one.mapping("base") if "base" in one else {}
            given = tuple(_cells({**base, **claim}) for claim in one.mappings("given"))
            expect = tuple(_cells(decision) for decision in one.mappings("expect"))
            if len(given) != len(expect):
                raise PackError(
                    one.fault(f"given有{len(given)}件，expect有{len(expect)}件", "请一一对应")
                )
            yield Case(
                one.need("name"), tuple(one.sequence("rules")), given, expect, one.file, one.line
            )


def _cells(values: Mapping[str, Any]) -> Mapping[str, str]:
    """What an officer would see in the cells: text, as in a workbook."""
    return {
        key: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in values.items()
    }


def pack_fault(folder: Path, message: str, suggestion: str) -> PackError:
    """An error about the pack as a whole."""
    return PackError(Fault(folder.name, None, message, suggestion))
