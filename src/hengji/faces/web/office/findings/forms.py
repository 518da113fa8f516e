"""The filter over doubts."""

from collections.abc import Sequence

from django import forms

from hengji.domains.catalogues.api import FindingFilter, FindingState, Severity

_ANY = ("", "全部")


class FilterForm(forms.Form):
    """What is not understood is treated as no filter."""

    list = forms.ChoiceField(label="目录", required=False)
    severity = forms.ChoiceField(label="程度", required=False, choices=[_ANY, *Severity.choices])
    state = forms.ChoiceField(label="状态", required=False, choices=[_ANY, *FindingState.choices])
    code = forms.CharField(label="疑点代码", required=False, max_length=40)

    def __init__(self, data: object, titles: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name
        field = self.fields["list"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [_ANY, *titles]
        self.is_valid()

    @property
    def asked(self) -> FindingFilter:
        """What was understood."""
        told = self.cleaned_data
        return FindingFilter(
            list_id=told.get("list", ""),
            severity=told.get("severity", ""),
            code=told.get("code", ""),
            state=told.get("state", ""),
        )
