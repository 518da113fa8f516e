"""Writing one text by two hands, and what the database keeps of it."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from hengji.domains.specifications import api
from hengji.domains.specifications.errors import NoSuchSpecificationError, SpecificationStateError
from hengji.domains.specifications.models import Specification, TextRevision
from hengji.platform.accounts.models import User
from hengji.platform.errors import PermissionDeniedError
from tests.factories.specifications import AT, Cast, good_text, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(cast: Cast) -> Specification:
    """One whose text is open; how it came there is told elsewhere."""
    one = propose(cast)
    with transaction.atomic():
        for state in ("grouping", "surveying", "workshop", "drafting"):
            Specification.objects.filter(pk=one.pk).update(state=state)
    one.refresh_from_db()
    return one


def test_text_begins_with_what_the_notice_prescribes(cast: Cast) -> None:
    found = api.working_text(propose(cast).pk, actor=cast.clerk)
    assert (found.revision, found.editable) == (1, False)
    assert found.value.audience == "运用或准备运用本项能力求职、就业的人员。"
    assert "立项建议" in found.why_not


def test_text_saved_twice_from_one_base_is_merged(cast: Cast, drafted: Specification) -> None:
    first = good_text()
    api.text_save(
        actor=cast.author, specification_id=drafted.pk, base_revision=1, value=first, at=AT
    )
    mine = replace(first, requirements=replace(first.requirements, venue="操作间一间"))
    theirs = replace(first, definition=first.definition + "（试行）")
    api.text_save(
        actor=cast.author, specification_id=drafted.pk, base_revision=2, value=theirs, at=AT
    )
    saved = api.text_save(
        actor=cast.clerk, specification_id=drafted.pk, base_revision=2, value=mine, at=AT
    )
    assert saved.revision == 4
    assert saved.merged_with == str(cast.author)
    assert saved.conflicts == ()
    assert saved.value.requirements.venue == "操作间一间"
    assert saved.value.definition.endswith("（试行）")
    assert TextRevision.objects.get(specification=drafted, number=4).sent is not None


def test_text_that_changes_nothing_makes_no_revision(cast: Cast, drafted: Specification) -> None:
    text = api.working_text(drafted.pk, actor=cast.author)
    saved = api.text_save(
        actor=cast.author, specification_id=drafted.pk, base_revision=1, value=text.value, at=AT
    )
    assert saved.revision == 1


def test_conflict_keeps_what_was_saved_and_tells_what_was_sent(
    cast: Cast, drafted: Specification
) -> None:
    base = api.working_text(drafted.pk, actor=cast.author).value
    for actor, name in ((cast.author, "重庆小面制作"), (cast.clerk, "川味小面制作")):
        saved = api.text_save(
            actor=actor,
            specification_id=drafted.pk,
            base_revision=1,
            value=replace(base, name=name),
            at=AT,
        )
    assert [(one.path, one.mine, one.theirs) for one in saved.conflicts] == [
        ("name", "川味小面制作", "重庆小面制作")
    ]
    kept = TextRevision.objects.filter(specification=drafted).latest("number")
    assert kept.sent is not None
    assert kept.sent["name"] == "川味小面制作"


def test_text_is_not_another_city_s_nor_open_to_the_wrong_role(
    cast: Cast, drafted: Specification, stranger: User
) -> None:
    value = good_text()
    with pytest.raises(NoSuchSpecificationError):
        api.text_save(
            actor=stranger, specification_id=drafted.pk, base_revision=1, value=value, at=AT
        )
    with pytest.raises(PermissionDeniedError):
        api.text_save(
            actor=cast.reviewer, specification_id=drafted.pk, base_revision=1, value=value, at=AT
        )
    with pytest.raises(NoSuchSpecificationError):
        api.working_text(drafted.pk, actor=stranger)


def test_text_of_a_proposal_is_not_open(cast: Cast) -> None:
    with pytest.raises(SpecificationStateError, match="立项建议"):
        api.text_save(
            actor=cast.author,
            specification_id=propose(cast).pk,
            base_revision=1,
            value=good_text(),
            at=AT,
        )


def test_comment_is_answered_once(cast: Cast, drafted: Specification) -> None:
    comment = api.comment_add(
        actor=cast.reviewer, specification_id=drafted.pk, version_id=None, path="name",
        quote="小面制作", body="名称宜具体", at=AT,
    )  # fmt: skip
    api.comment_answer(
        actor=cast.author, comment_id=comment.pk, answer="已改", accepted=True, at=AT
    )
    with pytest.raises(SpecificationStateError, match="已经答复"):
        api.comment_answer(
            actor=cast.author, comment_id=comment.pk, answer="不改", accepted=False, at=AT
        )
    (found,) = api.comments_on(drafted.pk, actor=cast.clerk)
    assert (found.accepted, found.answer) == (True, "已改")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE specifications_textrevision SET value = '{}'",
        "DELETE FROM specifications_textrevision",
        "DELETE FROM specifications_specification",
        "UPDATE specifications_specification SET jurisdiction_id = '440100'",
        "UPDATE specifications_specification SET state = 'in_force'",
    ],
)
def test_database_keeps_what_was_written(cast: Cast, statement: str) -> None:
    propose(cast)
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
