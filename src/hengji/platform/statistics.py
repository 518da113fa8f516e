"""Figures of a place: who may see them, and the rows that they are made of."""

from dataclasses import dataclass
from typing import TypeVar

from django.db import models

from hengji.platform.accounts.models import User
from hengji.platform.errors import NotFoundError
from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet
from hengji.platform.jurisdictions.queries import places_of
from hengji.platform.permissions import declare

VIEW_STATISTICS = declare("statistics.view", "查看统计")

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Area:
    """The division whose figures are asked for, and those that could be asked for instead."""

    place: Jurisdiction
    choices: tuple[Jurisdiction, ...]


def area_of(actor: User, code: str) -> Area:
    """The division of this code, or the actor's own where the code is empty.

    Raises `NotFoundError` where the actor may not see figures of it.
    """
    own = actor.place_for(VIEW_STATISTICS)
    wanted = code or (own.code if own else "")
    choices = tuple(places_of(actor, VIEW_STATISTICS))
    for place in choices:
        if place.code == wanted:
            return Area(place, choices)
    raise NotFoundError("PLACE_NOT_FOUND", "没有找到这个地区，或它不在您的辖区内。")


def counted(
    found: JurisdictionQuerySet[M], actor: User, place: Jurisdiction
) -> JurisdictionQuerySet[M]:
    """The rows of ``place`` and of all below it, as far as the actor may see figures of them."""
    visible = found.visible_to(actor, VIEW_STATISTICS)
    return visible.filter(place.within("jurisdiction__code"))
