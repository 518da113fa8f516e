"""Specifications as the staff sees them: never more than where the actor may see them."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Q, QuerySet

from hengji.domains.specifications.errors import NoSuchSpecificationError
from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.rules import VIEW_SPECIFICATIONS
from hengji.domains.specifications.states import State
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.paging import ListPaginator
from hengji.platform.permissions import require

PER_PAGE = 20
SORTS = {
    "": ("-id",),
    "name": ("name", "id"),
    "occupation": ("occupation", "name", "id"),
    "place": ("jurisdiction_id", "-id"),
}


@dataclass(frozen=True)
class SpecificationFilter:
    """What the list is narrowed to; an empty value is no filter. ``place`` takes in all below."""

    text: str = ""
    state: str = ""
    occupation: str = ""
    place: str = ""
    sort: str = ""

    def __bool__(self) -> bool:
        return any((self.text, self.state, self.occupation, self.place))


def specifications_visible(actor: User) -> QuerySet[Specification]:
    """Every specification of the actor's divisions, or of the actor's body."""
    require(actor, VIEW_SPECIFICATIONS, None)
    return Specification.objects.visible_to(actor, VIEW_SPECIFICATIONS).select_related(
        "jurisdiction", "body", "revises"
    )


def specifications_matching(actor: User, asked: SpecificationFilter) -> QuerySet[Specification]:
    """Those that fit, in the order asked for."""
    found = specifications_visible(actor).defer("definition", "gate_notes")
    if asked.state in State.values:
        found = found.filter(state=asked.state)
    if asked.text:
        found = found.filter(Q(name__icontains=asked.text) | Q(definition__icontains=asked.text))
    if asked.occupation:
        found = found.filter(occupation__icontains=asked.occupation)
    if asked.place:
        place = Jurisdiction.objects.filter(code=asked.place).first()
        found = found.filter(place.within("jurisdiction__code")) if place else found.none()
    return found.order_by(*SORTS.get(asked.sort, SORTS[""]))


def specifications_page(
    actor: User, asked: SpecificationFilter, page: str = "1"
) -> "Page[Specification]":
    """One page of them."""
    return ListPaginator(specifications_matching(actor, asked), PER_PAGE).get_page(page)


def specification_get(pk: int, *, actor: User) -> Specification:
    """One specification. Raises `NoSuchSpecificationError`."""
    found = (
        specifications_visible(actor)
        .select_related(
            "created_by", "applied_by", "first_reviewed_by", "final_reviewed_by",
            "promulgated_by", "issued",
        )
        .filter(pk=pk)
        .first()
    )  # fmt: skip
    if found is None:
        raise NoSuchSpecificationError
    return found
