"""Rows of an edition: as printed and as understood, with what the search compares.

A trigger refuses every change of what was published and every deletion.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from hengji.domains.catalogues.models.lists import Edition
from hengji.domains.catalogues.models.skills import Skill

LEVELS = (5, 4, 3, 2, 1)
MARKS = ("S", "L", "L/S")
_CURRENT = Q(is_current=True)


class PublishedEntry(models.Model):
    """One row of a list. The fields from `sort_key` on are derived and may be computed anew."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="entries")
    row = models.PositiveIntegerField("行")
    printed_seq = models.CharField("序号", max_length=40, blank=True)
    code = models.CharField("编码", max_length=40, blank=True)
    name = models.CharField("名称", max_length=200)
    scope = models.TextField("工种", blank=True)
    marks = models.CharField("标记", max_length=3, blank=True)
    starred = models.BooleanField("带*")
    rate_class = models.CharField("类别", max_length=1, blank=True)
    levels = ArrayField(models.PositiveSmallIntegerField(), default=list, verbose_name="等级")
    occupation = models.TextField("职业领域", blank=True)
    definition = models.TextField("能力定义", blank=True)
    certificate = models.CharField("证书", max_length=100, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, verbose_name="标签")
    raw = models.TextField("原文")

    is_current = models.BooleanField("现行")
    # Byte order, so that an index serves equality, prefix and sorting on any server's locale.
    sort_key = models.TextField(db_collation="C")
    code_key = models.TextField(db_collation="C")
    initials = models.TextField(db_collation="C")
    name_text = models.TextField()
    filter_text = models.TextField()
    other_text = models.TextField()
    terms = ArrayField(models.TextField(db_collation="C"))

    PUBLISHED: ClassVar[tuple[str, ...]] = (
        *("edition_id", "row", "printed_seq", "code", "name", "scope", "marks", "starred"),
        *("rate_class", "levels", "occupation", "definition", "certificate", "tags", "raw"),
    )

    DERIVED: ClassVar[tuple[str, ...]] = (
        *("sort_key", "code_key", "initials", "name_text", "filter_text", "other_text", "terms"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "目录条目"
        constraints = (
            models.UniqueConstraint(name="entry_row_once", fields=("edition", "row")),
            models.CheckConstraint(name="entry_row_from_one", condition=Q(row__gte=1)),
            models.CheckConstraint(
                name="entry_levels_known", condition=Q(levels__contained_by=list(LEVELS))
            ),
            models.CheckConstraint(name="entry_marks_known", condition=Q(marks__in=["", *MARKS])),
            models.CheckConstraint(
                name="entry_class_is_a_letter", condition=Q(rate_class__regex=r"^[A-Z]?$")
            ),
        )
        indexes = (
            # With names and filters inside, a walk in order never looks at the rows themselves.
            models.Index(
                name="entry_by_name",
                fields=("sort_key", "id"),
                include=("name_text", "filter_text"),
                condition=_CURRENT,
            ),
            # Marked rows are few and stand anywhere in that order, so they have their own.
            models.Index(
                name="entry_by_mark",
                fields=("sort_key", "id"),
                include=("name_text", "filter_text"),
                condition=_CURRENT & Q(marks__gt=""),
            ),
            models.Index(name="entry_by_code", fields=("code_key", "id"), condition=_CURRENT),
            models.Index(
                name="entry_by_initials",
                fields=("initials", "id"),
                include=("filter_text",),
                condition=_CURRENT,
            ),
            # pg_trgm cannot use an index for two characters, the usual Chinese query: so every
            # one- and two-character piece is a term, and so is every value that can be filtered.
            GinIndex(name="entry_by_terms", fields=("terms",), condition=_CURRENT),
        )

    def __str__(self) -> str:
        return f"{self.edition.published_id}第{self.row}行 {self.name}"


class PublishedPair(models.Model):
    """A current occupation and an old one that count alike; many to many (003 附件4)."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="pairs")
    row = models.PositiveIntegerField("行")
    case = models.CharField("情形", max_length=40)
    class_now = models.CharField("现类别", max_length=1, blank=True)
    code_now = models.CharField("现编码", max_length=40)
    name_now = models.CharField("现名称", max_length=200)
    class_old = models.CharField("原类别", max_length=1, blank=True)
    code_old = models.CharField("原编码", max_length=40)
    name_old = models.CharField("原名称", max_length=200)
    is_current = models.BooleanField("现行")

    PUBLISHED: ClassVar[tuple[str, ...]] = (
        *("edition_id", "row", "case", "class_now", "code_now", "name_now"),
        *("class_old", "code_old", "name_old"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "新旧对照"
        constraints = (models.UniqueConstraint(name="pair_row_once", fields=("edition", "row")),)
        indexes = (
            models.Index(
                name="pair_by_code_now", fields=("code_now",), condition=Q(is_current=True)
            ),
            models.Index(
                name="pair_by_code_old", fields=("code_old",), condition=Q(is_current=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.name_old} → {self.name_now}"
