"""The expert group of a specification (000 规程 四 第一)."""

from django.db import models
from django.db.models import Q

from hengji.core.specifications.expert_group import ExpertKind
from hengji.domains.specifications.models.people import person, person_later
from hengji.domains.specifications.models.specifications import Specification
from hengji.platform.accounts.models import User
from hengji.platform.files.models import FileRecord

_THERE = Q(left_at=None)


class Expert(models.Model):
    """A member of the group; one who left stays on record."""

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="experts", verbose_name="考核规范"
    )
    name = models.CharField("姓名", max_length=40)
    kind = models.CharField(
        "类别", max_length=8, choices=[(one.value, one.label) for one in ExpertKind]
    )
    employer = models.CharField("工作单位", max_length=100)
    post = models.CharField("职务或者专长", max_length=100, blank=True)
    is_trained = models.BooleanField("受过项目主持人训练", default=False)
    proof = models.ForeignKey(
        FileRecord, models.PROTECT, null=True, related_name="+", verbose_name="训练证明"
    )
    is_leader = models.BooleanField("组长", default=False)
    is_lead_author = models.BooleanField("主笔人", default=False)
    account = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="账号"
    )
    joined_by = person("登记人")
    joined_at = models.DateTimeField("登记时间")
    left_by = person_later("移出人")
    left_at = models.DateTimeField("移出时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "专家组成员"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="expert_one_leader",
                fields=("specification",),
                condition=_THERE & Q(is_leader=True),
            ),
            models.UniqueConstraint(
                name="expert_one_lead_author",
                fields=("specification",),
                condition=_THERE & Q(is_lead_author=True),
            ),
            models.UniqueConstraint(
                name="expert_account_once",
                fields=("specification", "account"),
                condition=_THERE & Q(account__isnull=False),
            ),
            models.CheckConstraint(
                name="expert_kind_known",
                condition=Q(kind__in=[one.value for one in ExpertKind]),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        """The notice's word for the kind."""
        return ExpertKind(self.kind).label
