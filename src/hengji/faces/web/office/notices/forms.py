"""The editor's form, and the answer's."""

from typing import Any

from django import forms

from hengji.platform.notices.pasted import read_pasted
from hengji.platform.notices.services.drafting import LONGEST_PERIOD, NoticeTable, NoticeText
from hengji.platform.notices.states import ANSWERED, State, Unit

_ANY = ("", "全部")


class FilterForm(forms.Form):
    """What is not understood is treated as no filter."""

    state = forms.ChoiceField(label="状态", required=False, choices=[_ANY, *State.choices])
    q = forms.CharField(label="标题", required=False, max_length=60)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name
        self.is_valid()


class NoticeForm(forms.Form):
    """What the officer writes. What may be missing in a draft is asked for when it is handed in."""

    title = forms.CharField(label="标题", max_length=120)
    content = forms.CharField(
        label="正文",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一段。正文里不要写完整的身份证号码和手机号码。",
    )
    basis = forms.CharField(
        label="依据文件", max_length=200, required=False, help_text="名称和文号"
    )
    clause = forms.CharField(label="依据条款", max_length=100, required=False)
    period = forms.IntegerField(label="公示期", min_value=1, max_value=LONGEST_PERIOD, initial=5)
    unit = forms.ChoiceField(label="单位", choices=Unit.choices)
    answer_days = forms.IntegerField(
        label="异议答复期限（工作日）", min_value=1, max_value=LONGEST_PERIOD, initial=5
    )
    office_name = forms.CharField(label="受理部门", max_length=80, required=False)
    office_phone = forms.CharField(label="联系电话", max_length=40, required=False)
    office_address = forms.CharField(label="地址", max_length=120, required=False)
    table = forms.CharField(
        label="名单",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "wrap": "off"}),
        help_text="从表格软件复制后粘贴，第一行为栏目名。"
        "姓名、证件号码、电话等栏保存时自动遮盖，原文不留存。",
    )

    @property
    def text(self) -> NoticeText:
        """The text of a valid form."""
        told: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if name != "table"
        }
        return NoticeText(**{**told, "unit": Unit(told["unit"])})

    def read_table(self) -> NoticeTable:
        """The list of a valid form. Raises `NoticeInputError`."""
        return read_pasted(self.cleaned_data["table"])


class AnswerForm(forms.Form):
    """The answer to an objection."""

    outcome = forms.ChoiceField(
        label="处理结果",
        choices=[(one.value, one.label) for one in ANSWERED],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="答复和理由",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="异议人凭回执编号在公共门户看到这段文字。",
    )
