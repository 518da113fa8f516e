"""Which packs a division adjudicates by."""

from hengji.core.packs.model import Pack
from hengji.core.packs.registry import all_packs, get_pack
from hengji.domains.subsidies.errors import PackChangedError
from hengji.platform.jurisdictions.loading import level_of
from hengji.platform.jurisdictions.models import Jurisdiction


def packs_of(jurisdiction: Jurisdiction) -> tuple[Pack, ...]:
    """The packs with rules of this division, of one above it or of one within it."""
    return tuple(
        pack
        for pack in all_packs()
        if pack.adjudication is not None and _concerns(pack.division, jurisdiction)
    )


def _concerns(division: str, jurisdiction: Jurisdiction) -> bool:
    place = Jurisdiction(code=division, level=level_of(division))
    return place.covers(jurisdiction) or jurisdiction.covers(place)


def person_input(pack_id: str) -> str:
    """The name of the input that says whose claim it is."""
    adjudication = get_pack(pack_id).adjudication
    return adjudication.person if adjudication else ""


def pack_as_shown(pack_id: str, pack_hash: str) -> Pack:
    """The pack, if it is still the one that was shown. Raises `PackChangedError`."""
    pack = get_pack(pack_id)
    if pack.hash != pack_hash:
        raise PackChangedError
    return pack
