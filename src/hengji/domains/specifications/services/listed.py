"""Proposals out of a published list, each row once."""

from datetime import datetime

from django.db import transaction

from hengji.domains.catalogues import api as catalogues
from hengji.domains.specifications.errors import SpecificationInputError
from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.rules import HANDLE_SPECIFICATIONS
from hengji.domains.specifications.services.proposals import Proposal, specification_begin
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction, Level
from hengji.platform.permissions import require


def province_of(actor: User) -> Jurisdiction:
    """The province for which the actor handles specifications. Raises `SpecificationInputError`."""
    require(actor, HANDLE_SPECIFICATIONS, None)
    place = actor.place_for(HANDLE_SPECIFICATIONS)
    if place is None or place.level != Level.PROVINCE:
        raise SpecificationInputError("NOT_A_PROVINCE", "整份目录立项由省级办理。", field="list_id")
    return place


def specialties_of(list_id: str) -> tuple[catalogues.EntryRow, ...]:
    """The specialties of the current edition. Raises `NoSuchListError`."""
    rows = catalogues.list_rows(catalogues.find_list(list_id))
    return tuple(one for one in rows if one.kind == catalogues.SkillKind.SPECIALTY)


@transaction.atomic
def proposals_from_list(*, actor: User, list_id: str, at: datetime) -> int:
    """Propose every specialty of the list that was not proposed from it yet; how many they were.

    Name, occupation and definition are as printed; the gate questions wait for their answers.
    """
    place = Jurisdiction.objects.select_for_update().get(pk=province_of(actor).pk)
    done = set(
        Specification.objects.filter(jurisdiction=place, listed_in=list_id).values_list(
            "listed_row", flat=True
        )
    )
    rows = [one for one in specialties_of(list_id) if one.row not in done]
    for row in rows:
        specification = Specification(
            jurisdiction=place,
            listed_in=list_id,
            listed_row=row.row,
            created_by=actor,
            created_at=at,
        )
        proposal = Proposal(row.name, row.occupation, row.definition)
        specification_begin(specification, proposal, actor=actor, at=at)
    return len(rows)
