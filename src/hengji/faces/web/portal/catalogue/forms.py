"""The search form. What it does not understand is named and left out, never an error page."""

from django import forms

from hengji.domains.catalogues.api import LEVELS, LONGEST, Choices, Filters, SkillKind

LEVEL_NAMES = {
    5: "五级/初级工",
    4: "四级/中级工",
    3: "三级/高级工",
    2: "二级/技师",
    1: "一级/高级技师",
}
MARK_NAMES = {"S": "S 数字职业", "L": "L 绿色职业"}
_ANY = ("", "不限")


class SearchForm(forms.Form):
    """The question and what narrows it; the choices are those of the lists at hand."""

    q = forms.CharField(
        label="名称或编码",
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": "名称、编码或拼音首字母，例如：育婴、4-10-01、dzsws",
                "autocomplete": "off",
            }
        ),
    )
    kind = forms.ChoiceField(label="类型", required=False, choices=[_ANY, *SkillKind.choices])
    list = forms.ChoiceField(label="目录", required=False)
    place = forms.ChoiceField(label="地区", required=False)
    level = forms.TypedChoiceField(
        label="等级",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[_ANY, *((str(level), LEVEL_NAMES[level]) for level in LEVELS)],
    )
    rate_class = forms.ChoiceField(label="类别", required=False)
    mark = forms.ChoiceField(label="标记", required=False, choices=[_ANY, *MARK_NAMES.items()])
    tag = forms.ChoiceField(label="标签", required=False)
    starred = forms.BooleanField(label="只看带*的职业", required=False)

    def __init__(self, data: object, choices: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name
        offered = {
            "list": choices.lists,
            "place": choices.places,
            "rate_class": tuple((letter, f"{letter}类") for letter in choices.rate_classes),
            "tag": tuple((tag, tag) for tag in choices.tags),
        }
        for name, values in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [_ANY, *values]
        self.is_valid()  # errors are shown beside what was understood

    @property
    def text(self) -> str:
        """The question, cut where it is longer than any name."""
        return str(self.cleaned_data.get("q") or self.data.get("q", ""))[:LONGEST]

    @property
    def filters(self) -> Filters:
        """What was understood of the rest."""
        told = self.cleaned_data
        return Filters(
            kind=told.get("kind", ""),
            list_id=told.get("list", ""),
            place=told.get("place", ""),
            rate_class=told.get("rate_class", ""),
            level=told.get("level"),
            mark=told.get("mark", ""),
            starred=told.get("starred", False),
            tag=told.get("tag", ""),
        )

    @property
    def misunderstood(self) -> str:
        """The labels of what was left out."""
        return "、".join(str(self.fields[name].label) for name in self.errors)

    @property
    def narrowed(self) -> int:
        """How many filters are set."""
        return sum(1 for name in self.fields if name != "q" and self.cleaned_data.get(name))
