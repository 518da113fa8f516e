"""All doubts about a catalogue: every check over every list."""

from hengji.core.catalogues.checks import CHECKS
from hengji.core.catalogues.checks.corpus import Corpus
from hengji.core.catalogues.model import LIST_TITLES, Catalogue, Finding

_ORDER = {list_id: place for place, list_id in enumerate(LIST_TITLES)}


def find_faults(catalogue: Catalogue) -> tuple[Finding, ...]:
    """The faults met while reading and what the checks find, in the order of lists and rows."""
    corpus = Corpus(catalogue)
    found = [finding for check in CHECKS.values() for finding in check.findings(corpus)]
    return tuple(sorted((*catalogue.faults, *found), key=_place))


def _place(finding: Finding) -> tuple[int, int, str]:
    return _ORDER.get(finding.list_id, len(_ORDER)), finding.row or 0, finding.code
