"""The second step of signing in."""

from allauth.mfa.base.forms import AuthenticateForm
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
