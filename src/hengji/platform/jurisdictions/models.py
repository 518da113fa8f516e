"""Divisions of GB/T 2260, the bodies in them, and the querysets that keep to an actor's own."""

from collections.abc import Iterable
from typing import Protocol, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q

from hengji.platform.database.indexes import index_of_words
from hengji.platform.roles import Permission


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

    def within(self, column: str) -> Q:
        """Rows whose ``column`` holds the code of this division or of one that lies in it.

        A span of codes and no pattern, so that any index serves it whatever the server's locale;
        and a district, in which nothing lies, by its own code, whose rows an index has in order.
        """
        if self.level == Level.DISTRICT:
            return Q(**{column: self.code})
        return Q(**{f"{column}__range": (self.code, self.prefix.ljust(6, "9"))})


class Scope(Protocol):
    """Where one appointment holds: a division with all below it, or one body."""

    @property
    def place(self) -> Jurisdiction: ...

    @property
    def body_id(self) -> int | None: ...


class Actor(Protocol):
    """Whoever acts."""

    def appointments_with(self, permission: Permission) -> Iterable[Scope]:
        """Where this permission is held, today."""


M = TypeVar("M", bound=models.Model)


class JurisdictionQuerySet(models.QuerySet[M]):
    """For every model with a ``jurisdiction`` (and perhaps a ``body``): only the actor's own."""

    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """Rows of the divisions, or of the body, for which the actor holds ``permission``."""
        where = Q(pk__in=())
        for scope in actor.appointments_with(permission):
            if scope.body_id is None:
                where |= scope.place.within("jurisdiction__code")
            elif self._has_body:
                where |= Q(body_id=scope.body_id)
        return self.filter(where)

    @property
    def _has_body(self) -> bool:
        try:
            self.model._meta.get_field("body")
        except FieldDoesNotExist:
            return False
        return True


class BodyKind(models.TextChoices):
    """What a body is here for; one body may be several things."""

    EXAMINING = "examining", "考核评价机构"
    TRAINING = "training", "培训机构"
    EMPLOYER = "employer", "用人单位"


class Body(models.Model):
    """An organisation that stands outside the offices: it examines, teaches or employs."""

    code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("机构名称", max_length=100)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="bodies", verbose_name="所在地区"
    )
    kinds = ArrayField(
        models.CharField(max_length=10, choices=BodyKind.choices), verbose_name="机构类别"
    )
    is_active = models.BooleanField("在用", default=True)
    is_demo = models.BooleanField("演示机构", default=False)

    objects = JurisdictionQuerySet["Body"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering = ("jurisdiction_id", "name")
        constraints = (
            models.CheckConstraint(
                # GB 32100: no I, O, S, V, Z.
                name="body_code_has_its_shape",
                condition=Q(code__regex=r"^[0-9A-HJ-NP-RTUW-Y]{18}$"),
            ),
            models.CheckConstraint(
                name="body_kinds_known",
                condition=Q(kinds__contained_by=list(BodyKind.values), kinds__len__gt=0),
            ),
        )
        indexes = (
            models.Index(name="body_by_place", fields=("jurisdiction", "name"), include=("kinds",)),
            index_of_words("name", "body_by_words"),
        )

    def __str__(self) -> str:
        return self.name
