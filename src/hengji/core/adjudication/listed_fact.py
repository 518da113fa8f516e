"""Whether a published list names what a certificate is for, where the list carries no amounts.

# 004 附件5: serials repeat and a specialty's code is printed as “/”, so neither is a key. What has
a code is known by code and name, because a code means different occupations in different editions
(“（2022年版）” in the list); what has none is known by its name.
"""

from functools import lru_cache

from hengji.core.adjudication.found import Found, Lookup
from hengji.core.catalogues.model import Entry
from hengji.core.catalogues.resolve import EntryIndex
from hengji.core.packs.model import FactSpec, Pack
from hengji.core.text import name_key

Text = str | None

_REMEMBERED = 1 << 16


class _Rows:
    """The rows of the pack that carry one kind of certificate, by code or by name."""

    def __init__(self, entries: list[Entry]) -> None:
        self._coded = EntryIndex(entries)
        self._lists = tuple(dict.fromkeys(entry.list_id for entry in entries))
        self._named = frozenset(name_key(entry.name) for entry in entries if not entry.code)
        self.any_coded = any(entry.code for entry in entries)
        self.any_named = bool(self._named)

    def by_code(self, code: str, name: str) -> bool:
        return self._coded.resolve(self._lists, code, name).entry is not None

    def by_name(self, name: str) -> bool:
        return name_key(name) in self._named


def listed_entry(pack: Pack, spec: FactSpec) -> Lookup:
    """Reads certificate, code, name; gives whether a row that carries such a certificate fits.

    ``rows`` (an option) maps a value of the certificate to the words of the list's own column;
    a certificate that it does not map may stand in any row.
    """
    words = spec.options.need("rows")
    asked, coded, named = spec.reads
    everything = _Rows(list(pack.entries))
    rows = {
        value: _Rows([entry for entry in pack.entries if entry.certificate == word])
        for value, word in words.items()
    }

    @lru_cache(maxsize=_REMEMBERED)
    def lookup(certificate: Text, code: Text, name: Text) -> Found:
        if certificate is None or name is None:
            missing = [key for key, cell in ((asked, certificate), (named, name)) if cell is None]
            return Found((None,), tuple(missing))
        where = rows.get(certificate, everything)
        if where.any_named and where.by_name(name):
            return Found((True,))
        if not where.any_coded:
            return Found((False,))
        if code is None:
            return Found((None,), (coded,))
        return Found((where.by_code(code, name),))

    return Lookup(lookup)
