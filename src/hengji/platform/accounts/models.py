"""The account and what it is appointed to."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Upper
from django.utils import timezone
from django.utils.functional import cached_property

from hengji.platform.database.indexes import index_of_words
from hengji.platform.jurisdictions.models import (
    Actor,
    Body,
    Jurisdiction,
    JurisdictionQuerySet,
)
from hengji.platform.roles import Permission, role_holds, role_label


class AccountManager(UserManager["User"]):
    """Django's, and: only the accounts of the actor's own division or body."""

    use_in_migrations = False

    def visible_to(self, actor: Actor, permission: Permission) -> models.QuerySet["User"]:
        """See `JurisdictionQuerySet.visible_to`."""
        return JurisdictionQuerySet[User](User).visible_to(actor, permission)


class User(AbstractUser):
    """An account of one person: of an office, of a body, or of nobody but himself."""

    first_name = None  # type: ignore[assignment]  # a Chinese name is one field: display_name
    last_name = None  # type: ignore[assignment]  # the same
    display_name = models.CharField("姓名", max_length=40)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, blank=True, verbose_name="所属地区"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, verbose_name="所属机构")
    is_demo = models.BooleanField("演示账号", default=False)
    password_changed_at = models.DateTimeField("密码更换时间", default=timezone.now)

    objects: ClassVar[AccountManager] = AccountManager()

    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        constraints = (
            # In capitals, as ``iexact`` asks: its index serves the sign-in too.
            models.UniqueConstraint(Upper("username"), name="user_name_once_whatever_its_case"),
        )
        # As the list of accounts is sorted; otherwise a page of it would sort a province.
        indexes = (
            models.Index(fields=("jurisdiction", "username"), name="user_by_place"),
            index_of_words("display_name", "user_by_words"),
            index_of_words("username", "user_by_words_of_username"),
        )

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def is_in_use(self) -> bool:
        """Whether its owner has ever had a key to it: a new account waits for its first one."""
        used = self.last_login is not None or self.has_usable_password()
        return used or self.renewals.exists()

    def set_password(self, raw_password: str | None) -> None:
        """Also the password's age begins anew (等保三级: 口令定期更换)."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @cached_property
    def current_appointments(self) -> tuple["Appointment", ...]:
        """What the account is appointed to today, asked once for an object: that is, a request."""
        today = timezone.localdate()
        return tuple(one for one in self.appointments.all() if one.holds_on(today))

    def appointments_with(self, permission: Permission) -> tuple["Appointment", ...]:
        """Today's appointments whose role has ``permission``; none for a closed account."""
        if not self.is_active:
            return ()
        return tuple(one for one in self.current_appointments if role_holds(one.role, permission))

    def place_for(self, permission: Permission) -> Jurisdiction | None:
        """Where the account does this by default: at home if it may, else where it is appointed."""
        held = [one for one in self.appointments_with(permission) if one.body_id is None]
        home = self.jurisdiction
        if home is not None and any(one.covers(home, None) for one in held):
            return home
        return held[0].place if held else None

    @property
    def role_names(self) -> str:
        """The roles' Chinese labels, for the page's corner."""
        return "、".join(dict.fromkeys(role_label(one.role) for one in self.current_appointments))


class Renewed(models.TextChoices):
    """Which key of an account was made anew."""

    PASSWORD = "password", "发放邀请链接（重设密码）"
    SECOND_FACTOR = "second_factor", "清除两步验证"


class AccessRenewal(models.Model):
    """An administrator renewed the way into an account in use; kept as it is by a trigger.

    ``by`` is None for the command line, which whoever owns the server runs.
    """

    account = models.ForeignKey(User, models.PROTECT, related_name="renewals", verbose_name="账号")
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="办理的管理员"
    )
    what = models.CharField("更改的凭据", max_length=13, choices=Renewed.choices)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "登录凭据的更改"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="renewal_is_done_by_another",
                condition=Q(by__isnull=True) | ~Q(by=F("account")),
            ),
        )
        indexes = (models.Index(fields=("at",), name="renewal_by_time"),)

    def __str__(self) -> str:
        return f"{self.account} {Renewed(self.what).label}"


class AppointmentManager(models.Manager["Appointment"]):
    """Where an appointment holds is asked of every one, so it comes along."""

    def get_queryset(self) -> models.QuerySet["Appointment"]:
        """With the place."""
        return super().get_queryset().select_related("place")


class Appointment(models.Model):
    """A role that an account holds at a place, or for a body, from one day to another.

    ``acting_for`` is whom the holder stands in for. An appointment ends by its last day; it is
    never deleted, since what was done under it must stay explicable.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name="账号")
    role = models.CharField("角色", max_length=30)
    place = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="地区")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, verbose_name="机构")
    since = models.DateField("起始日")
    until = models.DateField("截止日", null=True, blank=True)
    acting_for = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name="代理"
    )
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="授权人"
    )

    objects = AppointmentManager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="appointment_is_granted_by_another",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")),
                violation_error_message="不能给自己授权。",
            ),
            models.CheckConstraint(
                name="appointment_acts_for_another",
                condition=Q(acting_for__isnull=True) | ~Q(acting_for=F("user")),
            ),
            ExclusionConstraint(
                name="appointment_once_at_a_time",
                expressions=[
                    ("user", "="),
                    ("role", "="),
                    ("place", "="),
                    (Coalesce("body", Value(0)), "="),
                    (
                        Func(
                            F("since"), F("until"), Value("[]"),
                            function="DATERANGE", output_field=DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} {role_label(self.role)}（{self.body or self.place}）"

    def holds_on(self, day: date) -> bool:
        """Whether the appointment is in force on ``day``."""
        return self.since <= day and (self.until is None or day <= self.until)

    def covers(self, jurisdiction: Jurisdiction, body: Body | None) -> bool:
        """Whether a record of this division, or of this body, lies within the appointment."""
        if self.body_id is not None:
            return body is not None and body.pk == self.body_id
        return self.place.covers(jurisdiction)
