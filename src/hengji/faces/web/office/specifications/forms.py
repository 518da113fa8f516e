"""The forms of a proposal, an expert, the survey, the workshop and the list's filter."""

from django import forms
from django.db.models import QuerySet

from hengji.domains.specifications import api

_ANY = ("", "全部")
_YES_NO = (("", "未答"), ("yes", "是"), ("no", "否"))
_TRUTH = {"yes": True, "no": False}


class FilterForm(forms.Form):
    """What is not understood is treated as no filter."""

    q = forms.CharField(label="名称或定义", required=False, max_length=60)
    state = forms.ChoiceField(label="状态", required=False, choices=[_ANY, *api.State.choices])
    occupation = forms.CharField(label="职业领域", required=False, max_length=60)
    place = forms.ChoiceField(label="地区", required=False)

    def __init__(self, data: object, places: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [_ANY, *places]
        self.is_valid()

    def asked(self, sort: str) -> api.SpecificationFilter:
        """The filter that the page asks for."""
        given = self.cleaned_data
        return api.SpecificationFilter(
            text=given.get("q", ""),
            state=given.get("state", ""),
            occupation=given.get("occupation", ""),
            place=given.get("place", ""),
            sort=sort,
        )


class ProposalForm(forms.Form):
    """What is proposed, and the gate questions; each may wait for its answer."""

    name = forms.CharField(
        label="能力名称", max_length=200, help_text="一般为产品或服务的名称加动词，如“拉面制作”。"
    )
    occupation = forms.CharField(
        label="职业领域",
        max_length=200,
        required=False,
        help_text="所属的职业，即《职业分类大典》的细类。",
    )
    definition = forms.CharField(
        label="能力定义",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="运用……工具设备或材料，在……场所、环境或条件下，进行……制作或提供……服务的能力。",
    )
    gate_notes = forms.CharField(
        label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="从业人群、与职业和国家职业标准的关系等依据。",
    )  # fmt: skip

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # passed on as they came
        for name, question in api.QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question, choices=_YES_NO, required=False, widget=forms.RadioSelect
            )

    @property
    def gate(self) -> list[forms.BoundField]:
        """The gate questions as fields of the form."""
        return [self[name] for name in api.QUESTIONS]

    @property
    def proposal(self) -> api.Proposal:
        """What a valid form says."""
        given = self.cleaned_data
        return api.Proposal(
            given["name"],
            given["occupation"],
            given["definition"],
            api.Gate(**{name: _TRUTH.get(given[name]) for name in api.QUESTIONS}),
            given["gate_notes"],
        )


def proposal_initial(one: api.Specification) -> dict[str, str]:
    """A record's proposal as the form shows it."""
    words = {True: "yes", False: "no", None: ""}
    return {
        "name": one.name,
        "occupation": one.occupation,
        "definition": one.definition,
        "gate_notes": one.gate_notes,
        **{name: words[getattr(one, name)] for name in api.QUESTIONS},
    }


class ExpertForm(forms.Form):
    """A member of the expert group."""

    name = forms.CharField(label="姓名", max_length=40)
    kind = forms.ChoiceField(
        label="类别",
        choices=[(one.value, one.label) for one in api.ExpertKind],
        help_text="方法专家熟悉技术规程并受过项目主持人训练；内容专家长期研究和教学；"
        "实际工作专家长期管理或操作。",
    )
    employer = forms.CharField(label="工作单位", max_length=100)
    post = forms.CharField(label="职务或者专长", max_length=100, required=False)
    username = forms.CharField(
        label="账号", max_length=60, required=False, help_text="在本系统编写或批注的，填写用户名。"
    )
    is_leader = forms.BooleanField(label="组长", required=False)
    is_lead_author = forms.BooleanField(label="主笔人", required=False)
    is_trained = forms.BooleanField(label="受过项目主持人训练", required=False)
    proof = forms.FileField(
        label="训练证明", required=False, help_text=f"方法专家必附。{api.PROOF.told}。"
    )

    @property
    def text(self) -> api.ExpertText:
        """What a valid form says."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "proof"}
        return api.ExpertText(**{**given, "kind": api.ExpertKind(given["kind"])})

    @property
    def given_proof(self) -> api.Proof | None:
        """The paper that came with the form."""
        file = self.cleaned_data["proof"]
        return api.Proof(file.name, file.chunks()) if file else None


def _text(label: str, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": rows})
    )


class SurveyForm(forms.Form):
    """The eight topics; what is left empty is asked for when the workshop is to begin."""

    aims = _text("活动目标")
    fields_ = _text("工作领域")
    development = _text("发展状况")
    workforce = _text("从业人群数量")
    tiers = _text("从业人群层次")
    pay = _text("薪酬水平")
    standing = _text("社会地位")
    knowledge = _text("必备知识和技能")
    commissioned = forms.CharField(
        label="委托的专门工作机构",
        required=False,
        max_length=100,
        help_text="由专家工作组自行调查的，不填。",
    )
    analysis = _text("专家工作组的分析", 5)

    @property
    def texts(self) -> dict[str, str]:
        """By the names of the record; ``fields`` is a word that forms keep for themselves."""
        return {name.rstrip("_"): value for name, value in self.cleaned_data.items()}


class WorkshopForm(forms.Form):
    """The moderator, the day, and the three outputs."""

    moderator = forms.ModelChoiceField(
        label="项目主持人", queryset=api.Expert.objects.none(), required=False, empty_label="未定"
    )
    held_on = forms.DateField(
        label="召开日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    procedure = _text("具体工作程序", 4)
    framework = _text("基本框架结构", 4)
    schedule = _text("时间进度计划", 4)

    def offer(self, experts: "QuerySet[api.Expert]") -> None:
        """Only who has had the training of a moderator (000 规程 四 第一)."""
        field = self.fields["moderator"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        field.queryset = experts.filter(left_at=None, is_trained=True)


class GuideForm(forms.Form):
    """A guide to teach from."""

    kind = forms.ChoiceField(label="类别", choices=api.GuideKind.choices)
    title = forms.CharField(label="名称", max_length=120)
    author = forms.CharField(label="编者和出版者", max_length=120, required=False)


class ChapterForm(forms.Form):
    """A chapter and what it teaches."""

    number = forms.IntegerField(label="章", min_value=1, max_value=99)
    title = forms.CharField(label="章名", max_length=120)
    points = forms.MultipleChoiceField(
        label="讲授的知识点", required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, points: tuple[api.KnowledgePoint, ...]) -> None:
        """The knowledge points of the guide's version."""
        field = self.fields["points"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows the type
        field.choices = [(one.path, f"{one.task}：{one.text}") for one in points]
