"""Finding the row of a list that a person means by a part of its name or code."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.catalogues.model import Entry
from hengji.core.catalogues.resolve import code_key
from hengji.core.packs.model import FactSpec, Pack
from hengji.core.packs.registry import get_pack
from hengji.core.rules.values import Value
from hengji.core.text import name_key
from hengji.domains.subsidies.queries.asked_inputs import code_input

MOST = 8


@dataclass(frozen=True)
class Suggestion:
    """A row of a list, or a code that the notice itself defines."""

    code: str
    name: str
    remark: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What a search is compared with."""
        return (name_key(self.name), name_key(self.remark))


def suggest(ruleset: Ruleset, given: Mapping[str, Value], text: str) -> tuple[Suggestion, ...]:
    """At most ``MOST`` rows, the likeliest first; those whose name is the text stand alone on top.

    ``given`` says in which lists such a claim is looked up.
    """
    wanted, code = name_key(text), code_key(text)
    if not wanted:
        return ()
    ranked = []
    for place, one in enumerate(_candidates(ruleset, given)):
        rank = _rank(one, wanted, code)
        if rank is not None:
            ranked.append((rank, len(one.name), place, one))
    return tuple(one for *_order, one in sorted(ranked, key=lambda found: found[:3])[:MOST])


def named_exactly(
    ruleset: Ruleset, given: Mapping[str, Value], name: str
) -> tuple[Suggestion, ...]:
    """The rows with a code that are called exactly so, with or without work types; one a code."""
    wanted = name_key(name)
    found = {
        one.code: one
        for one in _candidates(ruleset, given)
        if one.code and wanted in (name_key(one.name), name_key(_bare(one.name)))
    }
    return tuple(found.values())


def _rank(one: Suggestion, wanted: str, code: str) -> int | None:
    name, remark = one.keys
    if name == wanted or code_key(one.code) == code:
        return 0
    if name.startswith(wanted) or code_key(one.code).startswith(code):
        return 1
    if wanted in name:
        return 2
    return 3 if wanted in remark else None


def _bare(name: str) -> str:
    return name.split("（", 1)[0]


def _candidates(ruleset: Ruleset, given: Mapping[str, Value]) -> tuple[Suggestion, ...]:
    for spec in (fact.spec for fact in ruleset.facts):
        if code_input(ruleset, spec.reads) is None:
            continue
        if "where" not in spec.options:
            return _of_pack(ruleset.pack.id)
        for place, line in enumerate(spec.options["where"]):
            chosen = [name for name in spec.reads if line.get(name) is not None]
            if all(line[name] == given.get(name) for name in chosen):
                return _of_line(ruleset.pack.id, spec.uses, place)
    return ()


@cache
def _of_pack(pack_id: str) -> tuple[Suggestion, ...]:
    """Every row, where the pack looks in all of its lists."""
    pack = get_pack(pack_id)
    return tuple(_of_entry(pack, one) for one in pack.entries)


@cache
def _of_line(pack_id: str, uses: str, place: int) -> tuple[Suggestion, ...]:
    pack = get_pack(pack_id)
    line = _spec(pack, uses).options["where"][place]
    lists = line.get("lists", ())
    return (
        *(
            _of_entry(pack, one)
            for list_id in lists
            for one in pack.entries
            if one.list_id == list_id
        ),
        *(
            Suggestion(code, line.get("names", {}).get(code, code), f"{kind}类")
            for code, kind in line.get("codes", {}).items()
        ),
    )


def _spec(pack: Pack, uses: str) -> FactSpec:
    facts = pack.adjudication.facts if pack.adjudication else ()
    return next(one for one in facts if one.uses == uses)


def _of_entry(pack: Pack, entry: Entry) -> Suggestion:
    name = f"{entry.name}（{entry.scope}）" if entry.scope else entry.name
    parts = [f"{entry.rate_class}类" if entry.rate_class else "", entry.certificate]
    return Suggestion(entry.code, name, " · ".join(filter(None, parts)))
