"""A division of GB/T 2260, and the querysets that keep to an actor's own."""

from typing import Protocol, Self, TypeVar

from django.db import models
from django.db.models import Q


class HasJurisdiction(Protocol):
    """Whoever acts: an account, or a test's stand-in for one."""

    @property
    def jurisdiction(self) -> "Jurisdiction | None": ...


class Level(models.TextChoices):
    """The three levels that a six-digit code can tell apart."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "县（区）级"


class Jurisdiction(models.Model):
    """One division. Its code's leading digits name every division above it."""

    code = models.CharField("区划代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=40)
    level = models.CharField("级别", max_length=8, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="jurisdiction_code_fits_level",
                condition=Q(level=Level.PROVINCE, code__regex=r"^[1-9][0-9]0000$")
                | Q(level=Level.CITY, code__regex=r"^[1-9][0-9](0[1-9]|[1-9][0-9])00$")
                | Q(level=Level.DISTRICT, code__regex=r"^[1-9][0-9]{3}(0[1-9]|[1-9][0-9])$"),
            ),
            models.CheckConstraint(
                name="jurisdiction_only_province_has_no_parent",
                condition=Q(level=Level.PROVINCE, parent__isnull=True)
                | (~Q(level=Level.PROVINCE) & Q(parent__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The digits that this division and all below it share: ``3208`` for 320800."""
        return {Level.PROVINCE: self.code[:2], Level.CITY: self.code[:4]}.get(
            Level(self.level), self.code
        )

    def covers(self, other: "Jurisdiction") -> bool:
        """Whether ``other`` is this division or lies in it."""
        return other.code.startswith(self.prefix)


M = TypeVar("M", bound=models.Model)


class JurisdictionQuerySet(models.QuerySet[M]):
    """For every model with a ``jurisdiction``: only what lies in the actor's own division."""

    def visible_to(self, actor: HasJurisdiction) -> Self:
        """Rows of the actor's division and of those below it; none for one without a division."""
        if actor.jurisdiction is None:
            return self.none()
        return self.filter(jurisdiction__code__startswith=actor.jurisdiction.prefix)
