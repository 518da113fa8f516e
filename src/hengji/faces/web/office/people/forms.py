"""The forms of 人员与机构. What is allowed is the services' to say."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy

from hengji.platform.accounts.models import User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS
from hengji.platform.jurisdictions.models import Body, BodyKind, Jurisdiction
from hengji.platform.jurisdictions.queries import places_of
from hengji.platform.jurisdictions.rules import MANAGE_BODIES
from hengji.platform.roles import Permission, grantable_roles

NONE = ("", "——")


def place_choices(actor: User, permission: Permission) -> list[tuple[str, str]]:
    """The divisions where the actor may; the place's depth is shown by its indent."""
    return [(one.code, f"{_indent(one)}{one.name}") for one in places_of(actor, permission)]


def _indent(place: Jurisdiction) -> str:
    return "\u3000" * ["province", "city", "district"].index(place.level)


class OtherAccount(forms.CharField):
    """Another account that the actor manages, by its user name; its number is what is cleaned.

    Typing asks for names that fit: a list of all would be cut off, or as long as an office.
    """

    among: QuerySet[User] = User.objects.none()

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            {
                "list": "accounts",
                "autocomplete": "off",
                "hx-get": reverse_lazy("office:account-names"),
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#accounts",
            }
        )
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        """The number; None where nothing was written."""
        name = super().clean(value)
        if not name:
            return None
        found = self.among.filter(username__iexact=name).values_list("pk", flat=True).first()
        if found is None:
            raise forms.ValidationError("没有这个账号，请输入姓名后从提示中选择，或填写用户名。")
        return found


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(label="用户名", max_length=150)
    display_name = forms.CharField(label="姓名", max_length=40)
    email = forms.EmailField(label="邮箱", required=False)
    place = forms.ChoiceField(label="所属地区")
    body = forms.ChoiceField(
        label="所属机构", required=False, help_text="机构的账号只看到本机构的记录。"
    )
    roles = forms.MultipleChoiceField(
        label="角色", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, actor: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(actor, MANAGE_ACCOUNTS).filter(is_active=True)
        _offer(self, "place", place_choices(actor, MANAGE_ACCOUNTS))
        _offer(self, "body", [NONE, *((str(one.pk), one.name) for one in bodies)])
        _offer(self, "roles", [(role.code, role.label) for role in grantable_roles()])


class AppointmentForm(forms.Form):
    """A role at a place and for a time."""

    role = forms.ChoiceField(label="角色")
    place = forms.ChoiceField(label="地区")
    since = forms.DateField(label="起始日", widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(
        label="截止日", required=False, widget=forms.DateInput({"type": "date"})
    )
    acting_for = OtherAccount(
        label="代理", help_text="代理他人职务时填写被代理人：输入姓名后从提示中选择。"
    )

    def __init__(self, actor: User, subject: User, today: date, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": today, "place": subject.jurisdiction_id})
        super().__init__(*args, **kwargs)
        _find(self, "acting_for", actor, subject)
        _offer(self, "role", [(role.code, role.label) for role in grantable_roles()])
        _offer(self, "place", place_choices(actor, MANAGE_ACCOUNTS))


class CloseForm(forms.Form):
    """A leaver, the reason, and who takes over."""

    reason = forms.CharField(label="原因", max_length=200)
    deputy = OtherAccount(
        label="接手人", help_text="未办结的待办转给接手人：输入姓名后从提示中选择。"
    )

    def __init__(self, actor: User, subject: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _find(self, "deputy", actor, subject)


class BodyForm(forms.Form):
    """A body; its code and place are set once."""

    code = forms.CharField(label="统一社会信用代码", min_length=18, max_length=18)
    name = forms.CharField(label="机构名称", max_length=100)
    place = forms.ChoiceField(label="所在地区")
    kinds = forms.MultipleChoiceField(
        label="机构类别", choices=BodyKind.choices, widget=forms.CheckboxSelectMultiple
    )
    is_active = forms.BooleanField(label="在用", required=False, initial=True)

    def __init__(self, actor: User, body: Body | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "place", place_choices(actor, MANAGE_BODIES))
        if body is not None:
            for name in ("code", "place"):
                self.fields.pop(name)


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
    field.choices = choices


def _find(form: forms.Form, name: str, actor: User, subject: User) -> None:
    field = form.fields[name]
    assert isinstance(field, OtherAccount)  # noqa: S101 - narrows the type
    field.among = User.objects.visible_to(actor, MANAGE_ACCOUNTS).exclude(pk=subject.pk)
