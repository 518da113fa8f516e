"""How an account wants to be reached."""

from django import forms

from hengji.platform.messages.models import Reach


class ReachForm(forms.Form):
    """The service has the last word on the number."""

    by_mail = forms.BooleanField(label="同时发邮件", required=False)
    by_sms = forms.BooleanField(label="同时发短信", required=False)
    mobile = forms.CharField(
        label="手机号码",
        required=False,
        max_length=11,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "tel-national"}),
    )

    @classmethod
    def showing(cls, reach: Reach) -> "ReachForm":
        """The form with what holds now."""
        return cls(
            initial={
                "by_mail": reach.by_mail, "by_sms": reach.by_sms, "mobile": reach.mobile,
            }
        )  # fmt: skip
