"""The second step of signing in, and what its keys are called."""

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]  # allauth publishes no types
    """One field for the code of the app or for a recovery code."""

    code = forms.CharField(
        label="验证码",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "inputmode": "text"}
        ),
        help_text="身份验证器上的六位数字，或一个未用过的恢复码。",
    )


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the same
    """A passkey or a security key that is registered."""

    name = forms.CharField(
        label="名称", required=False, max_length=100, help_text="是哪台电脑、手机或哪把密钥。"
    )
    passwordless = forms.BooleanField(
        label="可单独登录（通行密钥）",
        required=False,
        initial=True,
        help_text="勾选后不用密码，凭指纹、人脸或 PIN 登录；不勾选则只作密码之外的第二步。",
    )


class KeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # the same
    """Another name for it."""

    name = forms.CharField(label="名称", max_length=100)
