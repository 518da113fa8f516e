"""Who sits on a panel: by name, by account where there is one, and nobody of the text."""

import pytest
from django.db import DatabaseError, transaction

from hengji.config.roles import TechnicalReviewer
from hengji.domains.specifications import api
from hengji.domains.specifications.errors import SpecificationInputError
from hengji.platform.audit.models import AuditEntry
from tests.factories.accounts import make_user
from tests.factories.specifications import AT, Cast, carry, leave, prepare, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(cast: Cast) -> api.Specification:
    """A specification before its panel; 甲 to 戊 are its group, the cast's author wrote it."""
    one = carry(cast, propose(cast), "applied")
    prepare(cast, one, "applied")
    return one


def _panel(cast: Cast, one: api.Specification, members: str, accounts: str = "") -> api.Review:
    with transaction.atomic():
        return api.review_give(
            actor=cast.reviewer, specification_id=one.pk, kind=api.ReviewKind.PANEL, passed=True,
            opinion="同意。", members=members, accounts=accounts, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    "members",
    [
        "己、丙、丁",
        "己\r\n丙； 丁",
        "己 丙 丁",
        "丙（示例餐饮公司），丁",
        "丁 , 丙( 示例餐饮公司 )",
    ],
)
def test_member_of_the_group_is_refused_however_the_panel_is_written(
    cast: Cast, applied: api.Specification, members: str
) -> None:
    with pytest.raises(SpecificationInputError, match="丙、丁是编写这份规范") as told:
        _panel(cast, applied, members)
    assert (told.value.code, told.value.field) == ("PANEL_MEMBER_IN_GROUP", "members")


def test_namesake_of_another_employer_sits_on_the_panel(
    cast: Cast, applied: api.Specification
) -> None:
    assert _panel(cast, applied, "己、丙（示例大学）").members == "己、丙（示例大学）"


def test_name_with_a_blank_in_it_is_the_same_name(cast: Cast, applied: api.Specification) -> None:
    applied.experts.filter(name="丙").update(name="张三")
    with pytest.raises(SpecificationInputError, match="张三是编写"):
        _panel(cast, applied, "己、张\u3000三")


def test_member_with_an_account_is_linked_and_his_name_is_added(
    cast: Cast, applied: api.Specification
) -> None:
    second = make_user("jiangsu-second", "320000", TechnicalReviewer)
    review = _panel(
        cast,
        applied,
        f"己、{second.display_name}",
        "jiangsu-second, jiangsu-approver jiangsu-second",
    )
    assert [one.account for one in review.panel.all()] == [second, cast.approver]
    assert review.members == f"己、{second.display_name}、{cast.approver.display_name}"
    entry = AuditEntry.objects.get(action="specifications.review.keep")
    assert entry.after
    assert entry.after["panel_accounts"] == ["jiangsu-second", "jiangsu-approver"]


@pytest.mark.parametrize("username", ["nobody", "sichuan-reviewer"])
def test_account_that_does_not_see_the_record_is_not_linked(
    cast: Cast, applied: api.Specification, username: str
) -> None:
    make_user("sichuan-reviewer", "510000", TechnicalReviewer)
    with pytest.raises(SpecificationInputError, match=f"没有账号“{username}”") as told:
        _panel(cast, applied, "己", username)
    assert told.value.field == "accounts"


def test_panel_of_nobody_is_refused(cast: Cast, applied: api.Specification) -> None:
    with pytest.raises(SpecificationInputError, match="请填写评审专家"):
        _panel(cast, applied, " ", " 、")


def test_account_that_wrote_the_text_is_refused_whoever_writes_the_row(
    cast: Cast, applied: api.Specification
) -> None:
    with pytest.raises(SpecificationInputError, match="编写或者提交过这份文本，不能参加") as told:
        _panel(cast, applied, "己", cast.author.username)
    assert told.value.code == "PANEL_MEMBER_HAD_PART"
    review = _panel(cast, applied, "己", cast.approver.username)
    with pytest.raises(DatabaseError, match="不能参加论证评审"), transaction.atomic():
        review.panel.create(account=cast.author)
    with pytest.raises(DatabaseError, match="不能修改或删除"), transaction.atomic():
        review.panel.all().delete()
    leave(cast, applied, "first_review")
    first = applied.reviews.get(kind="first")
    with pytest.raises(DatabaseError, match="只有论证评审"), transaction.atomic():
        first.panel.create(account=cast.approver)
