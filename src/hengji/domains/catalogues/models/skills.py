"""A skill: what several lists mean by their rows. A list's own number is only a reference to it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class SkillKind(models.TextChoices):
    """What a skill is: that decides what its key is made of."""

    OCCUPATION = "occupation", "职业（工种）"
    SPECIALTY = "specialty", "专项职业能力"
    COURSE = "course", "培训课程"


class Skill(models.Model):
    """One occupation (key: its code), specialty (key: its normalised name) or course (its code).

    ``old_names`` and ``old_codes`` are those of the crosswalk: certificates under them count the
    same (003 五, 附件4).
    """

    kind = models.CharField("类型", max_length=10, choices=SkillKind.choices)
    key = models.CharField("键", max_length=200)
    name = models.CharField("名称", max_length=200)
    code = models.CharField("编码", max_length=40, blank=True)
    old_names = ArrayField(models.CharField(max_length=200), default=list, verbose_name="曾用名称")
    old_codes = ArrayField(models.CharField(max_length=40), default=list, verbose_name="曾用编码")

    class Meta:
        verbose_name = verbose_name_plural = "技能"
        constraints = (
            models.UniqueConstraint(name="skill_key_once", fields=("kind", "key")),
            models.CheckConstraint(
                name="skill_kind_known", condition=Q(kind__in=list(SkillKind.values))
            ),
            models.CheckConstraint(name="skill_key_not_empty", condition=~Q(key="")),
        )

    def __str__(self) -> str:
        return self.name
