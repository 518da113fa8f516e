"""What the reviewers found, one row a review; a trigger keeps it as it is."""

from django.db import models

from hengji.domains.specifications.models.people import person
from hengji.domains.specifications.models.specifications import Specification
from hengji.domains.specifications.models.texts import Version


class ReviewKind(models.TextChoices):
    """The three reviews (001 一(二); 000 规程 四 第五)."""

    PANEL = "panel", "论证评审"
    FIRST = "first", "技术初审"
    FINAL = "final", "最后审定"


class Review(models.Model):
    """One opinion on one version. ``members`` are the panel, or the authorities of the trade."""

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="reviews", verbose_name="考核规范"
    )
    kind = models.CharField("评审", max_length=5, choices=ReviewKind.choices)
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="reviews", verbose_name="所评版本"
    )
    passed = models.BooleanField("通过")
    opinion = models.TextField("意见")
    members = models.TextField("评审人员", blank=True)
    by = person("登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "评审意见"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="review_says_something", condition=~models.Q(opinion="")),
            models.CheckConstraint(
                name="review_panel_has_members",
                condition=~models.Q(kind=ReviewKind.PANEL) | ~models.Q(members=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.version}"


class PanelMember(models.Model):
    """One of a panel who has an account; by name all of them stand in the review's ``members``."""

    review = models.ForeignKey(
        Review, models.PROTECT, related_name="panel", verbose_name="论证评审"
    )
    account = person("账号")

    class Meta:
        verbose_name = verbose_name_plural = "论证评审专家"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="panel_member_once", fields=("review", "account")),
        )

    def __str__(self) -> str:
        return str(self.account)
