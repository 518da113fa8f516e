"""The pages of writing a specification, and what the editor's script is answered."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from hengji.core.specifications.plain import from_plain, to_plain
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.wordform import write_docx
from hengji.core.specifications.yamlform import write_json, write_yaml
from hengji.domains.specifications import api
from tests.faces.web.office.counting import queries_of
from tests.factories.specifications import AT, Cast, carry, good_text, make_cast, propose

WRITERS = {"docx": write_docx, "yaml": write_yaml, "json": write_json}
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(divisions: None) -> Cast:
    return make_cast()


@pytest.fixture
def drafted(cast: Cast) -> api.Specification:
    """One whose text is being written; how it came there is told elsewhere."""
    one = propose(cast)
    with transaction.atomic():
        for state in ("grouping", "surveying", "workshop", "drafting"):
            api.Specification.objects.filter(pk=one.pk).update(state=state)
    return one


@pytest.fixture
def url(drafted: api.Specification) -> str:
    return f"/office/specifications/{drafted.pk}/"


def _post(client: Client, url: str, told: object) -> tuple[int, Mapping[str, Any]]:
    answer = client.post(url, json.dumps(told), content_type="application/json")
    return answer.status_code, answer.json()


def _save(client: Client, url: str, base: int, value: AssessmentSpec) -> Mapping[str, Any]:
    told = {"base_revision": base, "value": to_plain(value)}
    status, answer = _post(client, f"{url}edit/save/", told)
    assert status == 200, answer
    return answer


def _signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_editor_shows_the_text_and_saves_it(cast: Cast, url: str) -> None:
    client = _signed_in(cast.author)
    shown = client.get(f"{url}edit/").content.decode()
    assert 'data-revision="1"' in shown
    assert "运用或准备运用本项能力求职、就业的人员。" in shown
    answer = _save(client, url, 1, good_text())
    assert (answer["revision"], answer["merged"]) == (2, False)
    assert from_plain(answer["value"]) == good_text()


def test_second_of_two_is_told_of_the_first_and_of_both_wordings(cast: Cast, url: str) -> None:
    author, clerk = _signed_in(cast.author), _signed_in(cast.clerk)
    text = good_text()
    _save(author, url, 1, text)
    _save(author, url, 2, replace(text, name="重庆小面制作"))
    mine = replace(text, name="手工小面制作", definition="制作手工小面的能力。")
    answer = _save(clerk, url, 2, mine)
    assert answer["merged"]
    assert answer["merged_with"] == str(cast.author)
    assert (answer["value"]["name"], answer["value"]["definition"]) == (
        "重庆小面制作",
        "制作手工小面的能力。",
    )
    (conflict,) = answer["conflicts"]
    assert (conflict["label"], conflict["mine"], conflict["theirs_shown"]) == (
        "能力名称",
        "手工小面制作",
        "重庆小面制作",
    )


def test_one_person_in_two_windows_overwrites_nothing(cast: Cast, url: str) -> None:
    client = _signed_in(cast.author)
    _save(client, url, 1, good_text())
    _save(client, url, 2, replace(good_text(), name="重庆小面制作"))
    answer = _save(client, url, 2, replace(good_text(), definition="制作手工小面的能力。"))
    assert answer["merged"]
    assert answer["value"]["name"] == "重庆小面制作"


def test_text_that_is_none_is_refused_with_its_place(cast: Cast, url: str) -> None:
    client = _signed_in(cast.author)
    value = to_plain(good_text()) | {"tasks": [{"task": "备料", "weight": "三十"}]}
    status, answer = _post(client, f"{url}edit/save/", {"base_revision": 1, "value": value})
    assert status == 400
    assert answer["path"] == "tasks[0].weight"
    assert answer["message"].startswith("工作任务（一）· 考核比重：")
    status, found = _post(client, "/office/specifications/check/", {"value": value})
    assert (status, found["findings"][0]["path"]) == (200, "tasks[0].weight")
    for wrong in ("x", {"value": 1}, {"base_revision": "1", "value": value}):
        assert _post(client, f"{url}edit/save/", wrong)[0] == 400
    deep = client.post(f"{url}edit/save/", "[" * 100_000, content_type="application/json")
    assert (deep.status_code, deep.json()["code"]) == (400, "NOT_JSON")
    form = client.post(f"{url}edit/save/", {"base_revision": "1"})
    assert (form.status_code, form.json()["code"]) == (400, "NOT_JSON")


def test_check_tells_the_place_the_clause_and_what_to_do(cast: Cast) -> None:
    text = to_plain(good_text(weights=(30, 40, 25)))
    _, answer = _post(_signed_in(cast.author), "/office/specifications/check/", {"value": text})
    found = {one["code"]: one for one in answer["findings"]}
    assert found["WEIGHTS_NOT_100"]["severity"] == "error"
    assert found["WEIGHTS_NOT_100"]["clause"]
    assert _post(_signed_in(cast.author), "/office/specifications/check/", [])[0] == 400


def test_text_that_is_fixed_is_read_not_written(cast: Cast, url: str) -> None:
    with transaction.atomic():
        api.Specification.objects.update(state="applied")
    client = _signed_in(cast.author)
    assert client.get(f"{url}edit/")["Location"] == f"{url}text/"
    assert "文本不能修改" in client.get(f"{url}text/").content.decode()
    told = {"base_revision": 1, "value": to_plain(good_text())}
    assert _post(client, f"{url}edit/save/", told)[0] == 409


def test_comment_stands_beside_its_paragraph_and_is_answered(cast: Cast, url: str) -> None:
    author, reviewer = _signed_in(cast.author), _signed_in(cast.reviewer)
    _save(author, url, 1, good_text())
    criterion = good_text().tasks[1].criteria[0]
    told = {"path": "tasks[1].criteria[0]", "quote": criterion, "body": "怎样算合格？"}
    answer = reviewer.post(f"{url}comments/", told)
    assert answer["Location"].startswith(f"{url}text/#comment-")
    # The task moves to the front: the comment goes with its paragraph.
    text = good_text()
    _save(author, url, 2, replace(text, tasks=(text.tasks[1], text.tasks[0], text.tasks[2])))
    shown = author.get(f"{url}edit/").content.decode()
    assert 'data-comment="tasks[0].criteria[0]"' in shown
    assert "1 条待答复" in shown
    comment = api.comments_on(int(url.split("/")[-2]), actor=cast.author)[0]
    reply = f"/office/specifications/comments/{comment.pk}/answer/"
    assert author.post(reply, {"accepted": "yes", "answer": ""}).status_code == 400
    told = {"accepted": "yes", "answer": "已写明", "editor": "yes"}
    assert author.post(reply, told)["Location"] == f"{url}edit/#comment-{comment.pk}"
    read = reviewer.get(f"{url}text/").content.decode()
    assert "已写明" in read
    assert "0 条待答复" in read


def test_comment_whose_paragraph_is_gone_is_kept_apart(cast: Cast, url: str) -> None:
    client = _signed_in(cast.author)
    told = {"path": "requirements.venue", "quote": "露天场地一处", "body": "雨天怎么办？"}
    client.post(f"{url}comments/", told)
    assert "所评文字已不在的批注" in client.get(f"{url}text/").content.decode()


def test_comparison_marks_words_by_more_than_colour(cast: Cast, url: str) -> None:
    client = _signed_in(cast.author)
    _save(client, url, 1, good_text())
    assert "没有不同" in client.get(f"{url}compare/").content.decode()
    pk = int(url.split("/")[-2])
    with transaction.atomic():
        api.Specification.objects.filter(pk=pk).update(state="drafting")
    version = _frozen(cast, pk)
    _save(client, url, 2, replace(good_text(), definition="制作手工小面的能力。"))
    shown = client.get(f"{url}compare/?old={version.pk}&new=").content.decode()
    assert '<ins><span class="visually-hidden">新增：</span>' in shown
    assert "一、定义" in shown
    assert "三、能力标准与鉴定内容 <small" not in shown
    assert client.get(f"{url}compare/?old=999999").status_code == 404
    assert client.get(f"{url}text/?version={version.pk}").status_code == 200


def _frozen(cast: Cast, pk: int) -> api.Version:
    """The newest text as a version, without the papers of an application."""
    from hengji.domains.specifications.models.texts import Occasion
    from hengji.domains.specifications.services.texts import version_freeze

    with transaction.atomic():
        one = api.Specification.objects.get(pk=pk)
        return version_freeze(one, Occasion.APPLICATION, actor=cast.clerk, at=AT)


def _bytes(answer: Any) -> bytes:
    return b"".join(answer)


def test_files_say_that_they_are_a_draft(cast: Cast, url: str) -> None:
    client = _signed_in(cast.author)
    _save(client, url, 1, good_text())
    told = client.get(f"{url}download/json/")
    assert from_plain(json.loads(_bytes(told))) == good_text()
    pdf = client.get(f"{url}download/pdf/")
    assert _bytes(pdf)[:5] == b"%PDF-"
    assert "%E8%8D%89%E7%A8%BF" in pdf["Content-Disposition"]  # 草稿
    assert client.get(f"{url}download/exe/").status_code == 404


def _handed_in(client: Client, url: str, name: str, data: bytes) -> str:
    answer = client.post(f"{url}upload/", {"file": SimpleUploadedFile(name, data)})
    return answer.content.decode()


@pytest.mark.parametrize("form", ["docx", "yaml", "json"])
def test_file_taken_out_and_mended_comes_in_again(cast: Cast, url: str, form: str) -> None:
    client = _signed_in(cast.author)
    _save(client, url, 1, good_text())
    taken = _bytes(client.get(f"{url}download/{form}/"))
    assert "没有不同" in _handed_in(client, url, f"规范.{form}", taken)
    mended = replace(good_text((30, 40, 25)), definition="制作手工小面的能力。")
    data = WRITERS[form](mended)
    shown = _handed_in(client, url, f"规范.{form}", data)
    assert "一、定义" in shown
    assert "考核比重合计95%" in shown
    told = {"value": json.dumps(to_plain(mended)), "revision": 2}
    assert client.post(f"{url}upload/", told)["Location"] == f"{url}edit/"
    pk = int(url.split("/")[-2])
    assert api.working_text(pk, actor=cast.author).value == mended


def test_file_that_is_none_is_refused_in_words(cast: Cast, url: str) -> None:
    client = _signed_in(cast.author)
    assert "只能读取" in _handed_in(client, url, "规范.pdf", b"%PDF-")
    wrong = _handed_in(client, url, "规范.json", b'{"tasks": [{"weight": "x"}]}')
    assert "tasks[0].weight：应是百分数" in wrong
    for value in ("{", "[]", "[" * 100_000):
        assert client.post(f"{url}upload/", {"value": value}).status_code == 400


def test_file_is_taken_over_beside_what_another_saved(cast: Cast, url: str) -> None:
    author, clerk = _signed_in(cast.author), _signed_in(cast.clerk)
    _save(author, url, 1, good_text())
    _save(author, url, 2, replace(good_text(), name="重庆小面制作"))
    told = {
        "value": json.dumps(to_plain(replace(good_text(), name="手工小面制作"))),
        "revision": 2,
    }
    shown = clerk.post(f"{url}upload/", told, follow=True).content.decode()
    assert "能力名称保留了已保存的写法；文件中是：手工小面制作" in shown


def test_suggestions_without_another_specification_say_so(cast: Cast, url: str) -> None:
    shown = _signed_in(cast.author).get(f"{url}edit/suggestions/").content.decode()
    assert "没有职业领域为“中式面点师”的已颁布考核规范" in shown


def test_suggestions_offer_what_was_promulgated_of_the_occupation(cast: Cast, url: str) -> None:
    carry(cast, propose(cast, "凉面制作"), "promulgated")
    shown = _signed_in(cast.author).get(f"{url}edit/suggestions/").content.decode()
    assert 'aria-label="加入工作任务：煮制面条"' in shown
    assert 'aria-label="加入操作规范：能按要求煮制面条"' in shown
    assert "替换鉴定场地和设备要求" in shown


def test_another_city_s_text_does_not_exist(url: str, stranger: Any) -> None:
    client = _signed_in(stranger)
    for part in ("edit/", "text/", "compare/", "download/json/"):
        assert client.get(url + part).status_code == 404


def test_pages_ask_as_often_for_three_comments_as_for_one(cast: Cast, url: str) -> None:
    client = _signed_in(cast.author)
    _save(client, url, 1, good_text())
    told = {"path": "name", "quote": "小面制作", "body": "太宽"}
    client.post(f"{url}comments/", told)
    client.get(f"{url}text/")
    counted = [queries_of(client, url + part)[0] for part in ("edit/", "text/")]
    for _ in range(2):
        client.post(f"{url}comments/", told)
    assert [queries_of(client, url + part)[0] for part in ("edit/", "text/")] == counted
