"""What everybody may read: the specifications that were promulgated, by their issued version.

The catalogue has those that are to be used. One that was replaced or withdrawn stays at its
address and says so: who was examined by it, or holds its certificate, may ask for its text.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page
from django.db.models import Q
from django.utils import timezone

from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications.errors import NoSuchSpecificationError
from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.states import ISSUED, PUBLIC
from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet
from hengji.platform.paging import ListPaginator
from hengji.platform.states.models import StateChange

PER_PAGE = 20


@dataclass(frozen=True)
class PublicFilter:
    """What the catalogue is narrowed to; an empty value is no filter."""

    text: str = ""
    occupation: str = ""
    place: str = ""


@dataclass(frozen=True)
class PublicSpecification:
    """What was promulgated, with the text as it was issued.

    ``ended_on`` is the day from which it was no longer to be used, and ``replaced_by`` the number
    of the revision that took its place.
    """

    id: int
    name: str
    occupation: str
    definition: str
    place: str
    state: str
    state_label: str
    filing_number: str
    filing_label: str
    promulgation_number: str
    promulgated_on: date | None
    in_force_on: date | None
    pilot_until: date | None
    version: int
    issued_at: datetime
    value: AssessmentSpec
    ended_on: date | None
    replaced_by: int | None


def public_specifications(asked: PublicFilter, page: str = "1") -> "Page[Specification]":
    """Those in force, on pilot or promulgated, by name."""
    found = _public()
    if asked.text:
        found = found.filter(Q(name__icontains=asked.text) | Q(definition__icontains=asked.text))
    if asked.occupation:
        found = found.filter(occupation__icontains=asked.occupation)
    if asked.place:
        found = found.filter(jurisdiction_id=asked.place)
    return ListPaginator(found.order_by("name", "id"), PER_PAGE).get_page(page)


def public_places() -> tuple[tuple[str, str], ...]:
    """Code and name of the divisions that have promulgated one, for the filter."""
    codes = _public().order_by().values("jurisdiction_id")
    return tuple((one.code, str(one)) for one in Jurisdiction.objects.filter(code__in=codes))


def public_specification(pk: int) -> PublicSpecification:
    """One that is or was in it, with its text. Raises `NoSuchSpecificationError`."""
    issued = Specification.objects.filter(state__in=ISSUED)
    one = issued.select_related("jurisdiction", "issued__revision").filter(pk=pk).first()
    if one is None or one.issued is None:
        raise NoSuchSpecificationError
    return PublicSpecification(
        id=one.pk, name=one.name, occupation=one.occupation, definition=one.definition,
        place=str(one.jurisdiction), state=one.state, state_label=one.status.label,
        filing_number=one.filing_number, filing_label=one.get_filing_kind_display(),
        promulgation_number=one.promulgation_number, promulgated_on=one.promulgated_on,
        in_force_on=one.in_force_on, pilot_until=one.pilot_until, version=one.issued.number,
        issued_at=one.issued.frozen_at, value=one.issued.spec,
        ended_on=_ended_on(one), replaced_by=_replaced_by(one),
    )  # fmt: skip


def _ended_on(one: Specification) -> date | None:
    if one.state in PUBLIC:
        return None
    changes = StateChange.objects.filter(
        subject_type=one._meta.label_lower, subject_id=str(one.pk), target=one.state
    )
    return timezone.localdate(changes.latest("id").at)


def _replaced_by(one: Specification) -> int | None:
    revisions = one.revisions.filter(state__in=ISSUED)
    return revisions.values_list("pk", flat=True).first() if one.state not in PUBLIC else None


def _public() -> JurisdictionQuerySet[Specification]:
    return Specification.objects.filter(state__in=PUBLIC).select_related("jurisdiction")
