"""What somebody has to say of a paragraph, and the answer."""

from django.db import models
from django.db.models import Q

from hengji.domains.specifications.models.people import person, person_later
from hengji.domains.specifications.models.specifications import Specification
from hengji.domains.specifications.models.texts import Version


class Comment(models.Model):
    """``path`` and ``quote`` are the paragraph and its text then; answered once, by a trigger.

    Without a ``version`` it is on the working text.
    """

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="comments", verbose_name="考核规范"
    )
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, related_name="comments", verbose_name="版本"
    )
    path = models.CharField("位置", max_length=80)
    quote = models.TextField("所评文字", blank=True)
    body = models.TextField("批注")
    by = person("批注人")
    at = models.DateTimeField("批注时间")
    answer = models.TextField("答复", blank=True)
    accepted = models.BooleanField("采纳", null=True)
    answered_by = person_later("答复人")
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "批注"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="comment_answered_wholly_or_not_at_all",
                condition=Q(accepted=None, answered_by=None, answered_at=None, answer="")
                | Q(accepted__isnull=False, answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answer=""),
            ),
            models.CheckConstraint(name="comment_says_something", condition=~Q(body="")),
        )

    def __str__(self) -> str:
        return self.body[:40]
