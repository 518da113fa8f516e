"""Whether a published list names what a certificate is for, where the list carries no amounts.

# 004 附件5: serials repeat, so they are no key. An occupation is known by code and name, because a
code means different occupations in different editions (“（2022年版）” in the list); a specialty is
known by its name, because its code is printed as “/” (once, in row 39, as “48”).
"""

from functools import lru_cache

from hengji.core.adjudication.found import Found, Lookup
from hengji.core.catalogues.resolve import EntryIndex
from hengji.core.packs.model import FactSpec, Pack
from hengji.core.text import name_key

Text = str | None

_REMEMBERED = 1 << 16


def listed_entry(pack: Pack, spec: FactSpec) -> Lookup:
    """Reads certificate, code, name; gives whether a row that carries such a certificate fits.

    Options: ``coded`` and ``named`` map values of the certificate to the words of the list's own
    column, for rows known by code and name and for rows known by name. A certificate in neither
    may be for any row.
    """
    coded, named = spec.options.need("coded"), spec.options.need("named")
    rows = [entry for entry in pack.entries if entry.certificate in coded.values()]
    index, lists = EntryIndex(rows), tuple(dict.fromkeys(entry.list_id for entry in rows))
    names = frozenset(
        name_key(entry.name) for entry in pack.entries if entry.certificate in named.values()
    )
    certificate_input, code_input, name_input = spec.reads

    @lru_cache(maxsize=_REMEMBERED)
    def lookup(certificate: Text, code: Text, name: Text) -> Found:
        cells = ((certificate_input, certificate), (name_input, name))
        missing = tuple(key for key, cell in cells if cell is None)
        if certificate is None or name is None:
            return Found((None,), missing)
        if certificate not in coded and name_key(name) in names:
            return Found((True,))
        if certificate in named:
            return Found((False,))
        if code is None:
            return Found((None,), (code_input,))
        return Found((index.resolve(lists, code, name).entry is not None,))

    return Lookup(lookup)
