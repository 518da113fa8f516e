"""004 附件5 asked by certificate, code and name."""

import pytest

from hengji.core.adjudication.facts import Fact, build_fact
from hengji.core.packs.registry import get_pack

PACK = get_pack("guangzhou-2023")


@pytest.fixture(scope="module")
def listed() -> Fact:
    assert PACK.adjudication is not None
    spec = next(one for one in PACK.adjudication.facts if one.uses == "listed_entry")
    return build_fact(PACK, spec)


@pytest.mark.parametrize("code", ["4-03-02-01", "4030201", "４－０３－０２－０１"])
def test_occupation_is_found_by_code_in_any_spelling_and_name(listed: Fact, code: str) -> None:
    assert listed("LEVEL", code, "中式烹调师").values == (True,)
    assert listed("QUALIFICATION", code, "中式烹调师").values == (True,)


def test_code_under_another_occupations_name_is_not_listed(listed: Fact) -> None:
    assert listed("LEVEL", "4-03-02-01", "中式面点师").values == (False,)


def test_specialty_is_found_by_name_whatever_stands_as_its_code(listed: Fact) -> None:
    # Row 39 is printed with the code “48”; all other specialties with “/”.
    for name in ("潮汕卤鹅制作", "数字视频制作"):
        for code in (None, "/", "48"):
            assert listed("SPECIALTY", code, name).values == (True,)
    assert listed("SPECIALTY", None, "中式烹调师").values == (False,)
    assert listed("LEVEL", "48", "数字视频制作").values == (False,)


def test_completion_certificate_may_be_for_any_row(listed: Fact) -> None:
    assert listed("COMPLETION", "4-03-02-01", "中式烹调师").values == (True,)
    assert listed("COMPLETION", None, "潮汕卤鹅制作").values == (True,)
    assert listed("COMPLETION", "9-99-99-99", "中式烹调师").values == (False,)


def test_what_is_missing_is_named(listed: Fact) -> None:
    assert listed(None, None, None).missing == ("certificate", "name")
    assert listed("LEVEL", None, "中式烹调师").missing == ("code",)
    assert listed("SPECIALTY", None, None).missing == ("name",)
