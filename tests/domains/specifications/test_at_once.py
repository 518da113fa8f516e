"""Several who save one draft at the same moment, each on a connection of their own."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications import api
from hengji.domains.specifications.models import Specification, TextRevision
from hengji.platform.accounts.models import User
from hengji.platform.errors import ConflictError
from hengji.platform.files.models import FileVersion
from hengji.platform.jurisdictions import loading
from tests.factories.specifications import AT, Cast, good_text, keep, make_cast, propose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    loading.load()
    return make_cast()


def _save_at_once(pk: int, writers: list[tuple[User, AssessmentSpec]]) -> list[api.Saved]:
    start, results = Barrier(len(writers)), []

    def go(actor: User, value: AssessmentSpec) -> None:
        start.wait()
        try:
            results.append(
                api.text_save(actor=actor, specification_id=pk, base_revision=2, value=value, at=AT)
            )
        finally:
            connection.close()

    _run([Thread(target=go, args=writer) for writer in writers])
    return results


def test_same_paper_sent_twice_at_once_is_kept_once(cast: Cast) -> None:
    pk = propose(cast).pk
    start, told = Barrier(2), []

    def go() -> None:
        start.wait()
        try:
            keep(cast.clerk, Specification.objects.get(pk=pk), api.DocumentKind.SURVEY)
        except ConflictError as error:
            told.append(error.code)
        finally:
            connection.close()

    _run([Thread(target=go) for _ in range(2)])
    assert told == ["VERSION_SAME"]
    assert FileVersion.objects.count() == 1


def _run(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_draft_saved_by_four_at_once_keeps_the_words_of_each(cast: Cast) -> None:
    pk = propose(cast).pk
    with transaction.atomic():
        for state in ("grouping", "surveying", "workshop", "drafting"):
            Specification.objects.filter(pk=pk).update(state=state)
    text = good_text()
    api.text_save(actor=cast.author, specification_id=pk, base_revision=1, value=text, at=AT)
    asked, (first, *others) = text.requirements, text.tasks
    added = replace(first, knowledge=(*first.knowledge, "刀具常识"))
    saved = _save_at_once(
        pk,
        [
            (cast.author, replace(text, requirements=replace(asked, venue="操作间两间"))),
            (cast.clerk, replace(text, tasks=(added, *others))),
            (cast.author, replace(text, name="重庆小面制作")),
            (cast.clerk, replace(text, name="川味小面制作")),
        ],
    )
    newest = TextRevision.objects.filter(specification_id=pk).latest("number")
    assert (len(saved), newest.number) == (4, 2 + len({one.revision for one in saved} - {2}))
    assert newest.spec.requirements.venue == "操作间两间"
    assert "刀具常识" in newest.spec.tasks[0].knowledge
    (conflict,) = (found for one in saved for found in one.conflicts)
    assert {newest.spec.name, conflict.mine} == {"重庆小面制作", "川味小面制作"}
    assert conflict.theirs == newest.spec.name
