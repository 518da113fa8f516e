"""hengji packs: what there is, and whether it is sound."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hengji.core.packs.registry import BUILT_IN
from hengji.faces.cli.packs import packs


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(packs, [str(argument) for argument in arguments])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder of packs with 淮安's, to be spoilt."""
    shutil.copytree(BUILT_IN / "huaian-2024", tmp_path / "packs" / "huaian-2024")
    return tmp_path / "packs"


def test_list_names_packs_lists_and_rules() -> None:
    result = _run("list")
    assert result.exit_code == 0
    assert "huaian-2024\t淮人社发〔2024〕22号" in result.output
    assert "huaian-occupations\t542 行" in result.output
    assert "huaian-specialties\t158 行" in result.output


def test_sound_pack_passes_and_says_what_was_not_compared(copy: Path) -> None:
    result = _run("check", "--packs", copy)
    assert (result.exit_code, result.stdout) == (0, "huaian-2024\t通过\n")
    assert "没有核对引文与目录原文" in result.stderr


def test_fault_is_named_by_pack_file_and_line_and_the_status_says_so(copy: Path) -> None:
    rules = copy / "huaian-2024" / "rules.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(
        text.replace("require: provider_stars >= 3", "require: provider_star >= 3"), "utf-8"
    )
    line = text[: text.index("  - code: PROVIDER_BELOW_THREE_STARS")].count("\n") + 1
    result = _run("check", "--packs", copy)
    assert result.exit_code == 1
    assert "huaian-2024\t有误" in result.stdout
    assert f"huaian-2024/rules.yaml:{line}：require：没有声明的名称“provider_star”" in result.stdout


def test_rule_made_laxer_is_caught_by_its_cases(copy: Path) -> None:
    rules = copy / "huaian-2024" / "rules.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(
        text.replace(
            "online_minutes * 100 <= total_minutes * 40",
            "online_minutes * 100 <= total_minutes * 41",
        ),
        "utf-8",
    )
    result = _run("check", "--packs", copy)
    assert result.exit_code == 1
    assert "线上正好40%符合，多1分钟不符合" in result.stdout


def test_row_changed_by_hand_is_caught_by_the_notice(copy: Path, sources: Path) -> None:
    assert _run("check", "--packs", copy, "--sources", sources).exit_code == 0
    listed = copy / "huaian-2024" / "catalogues" / "huaian-specialties.csv"
    text = listed.read_text("utf-8")
    listed.write_text(text.replace("家具组装,,,false,A", "家具组装,,,false,B", 1), "utf-8")
    result = _run("check", "--packs", copy, "--sources", sources)
    assert result.exit_code == 1
    assert (
        "huaian-2024/catalogues/huaian-specialties.csv:2：与通知原文的这一行不同" in result.stdout
    )
