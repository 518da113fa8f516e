"""Width, blanks and case: what two spellings have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.text import name_key, narrow, squeeze


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("４－０１－０６－０２", "4-01-06-02"),
        (" 4—01–06‐02\u3000", "4-01-06-02"),
        ("（叉车司机）", "(叉车司机)"),
        ("", ""),
    ],
)
def test_narrow_full_width_is_what_was_meant(typed: str, meant: str) -> None:
    assert narrow(typed) == meant


def test_name_key_width_blanks_and_case_make_no_difference() -> None:
    assert name_key("ＡutoCAD 机械\n设计") == name_key("AUTOCAD机械设计")


@given(st.text())
def test_name_key_of_a_key_is_the_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.text())
def test_squeeze_leaves_no_blank(text: str) -> None:
    assert not any(character.isspace() for character in squeeze(text))
