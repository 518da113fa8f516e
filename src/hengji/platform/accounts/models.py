"""The account, and the count of failed sign-ins."""

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from hengji.platform.accounts.roles import Role
from hengji.platform.jurisdictions.models import Jurisdiction


class User(AbstractUser):
    """An account of one person in one jurisdiction."""

    first_name = None  # type: ignore[assignment]  # a Chinese name is one field: display_name
    last_name = None  # type: ignore[assignment]  # the same
    display_name = models.CharField("姓名", max_length=40)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, blank=True, verbose_name="所属地区"
    )
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices), default=list, verbose_name="角色"
    )
    is_demo = models.BooleanField("演示账号", default=False)

    objects: ClassVar[UserManager[Self]] = UserManager()

    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        constraints = (
            models.CheckConstraint(
                name="user_roles_known",
                condition=models.Q(roles__contained_by=list(Role.values)),
            ),
        )

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def role_names(self) -> str:
        """The roles' Chinese labels, for the page's corner."""
        return "、".join(Role(role).label for role in self.roles)


class SignInFailures(models.Model):
    """Failed sign-ins of one name from one address since the last that succeeded."""

    username = models.CharField(max_length=150)
    address = models.GenericIPAddressField(null=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "登录失败记录"
        constraints = (
            models.UniqueConstraint(
                name="sign_in_failures_once",
                fields=("username", "address"),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.username} {self.failures}"
