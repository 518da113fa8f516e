"""The occupations that the site's published lists know, as the lint asks for them."""

from functools import lru_cache

from hengji.core.specifications.occupations import Occupations
from hengji.domains.catalogues.api import OccupationNames, occupation_names


def lint_occupations() -> Occupations | None:
    """Their names; None on a site without any list, where the question cannot be asked."""
    found = occupation_names()
    return _occupations(found) if found.names else None


@lru_cache(maxsize=4)
def _occupations(found: OccupationNames) -> Occupations:
    """Kept, since what `Occupations` derives from thousands of names is."""
    return Occupations(found.names, found.work_types)
