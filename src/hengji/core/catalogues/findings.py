"""All doubts about a catalogue: every check over every list."""

from hengji.core.catalogues.model import Catalogue, Finding


def find_faults(catalogue: Catalogue) -> tuple[Finding, ...]:
    """The faults met while reading and what the checks find."""
    return catalogue.faults
