"""hengji specification: lint and convert as a user types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import hengji.domains.specifications
from hengji.core.specifications.reading import read_specification
from hengji.faces.cli.main import cli

DEMO = Path(str(hengji.domains.specifications.__file__)).parent / "demo"
GOOD = DEMO / "chongqing-noodles.yaml"


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["specification", *map(str, arguments)])


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A text with one error, the sum of the weights, and one warning."""
    path = tmp_path / "坏.yaml"
    text = GOOD.read_text("utf-8").replace("weight: 10\n", "weight: 5\n", 1)
    path.write_text(text.replace("count: 3", "count: 2"), "utf-8")
    return path


def test_a_specification_by_the_book_passes() -> None:
    result = _run("lint", GOOD)
    assert (result.exit_code, result.stdout) == (0, "chongqing-noodles.yaml：没有发现问题\n")


def test_findings_are_printed_with_place_and_clause(bad: Path) -> None:
    result = _run("lint", bad)
    assert result.exit_code == 1
    assert "坏.yaml：错误 1，提醒 1\n  错误  tasks  WEIGHTS_NOT_100\n" in result.stdout
    assert "合计95%，还差5%；应为100%（技术规程三(三)5）" in result.stdout


def test_one_file_as_json_is_one_object(bad: Path) -> None:
    result = _run("lint", bad, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["file"]) == (1, str(bad))
    assert [(one["code"], one["severity"], one["path"]) for one in told["findings"]] == [
        ("WEIGHTS_NOT_100", "error", "tasks"),
        ("EXAMINERS_FEWER_THAN_THREE", "warning", "requirements.examiners.count"),
    ]
    assert set(told["findings"][0]) == {"code", "severity", "path", "clause", "message"}


def test_warnings_alone_end_well(bad: Path) -> None:
    bad.write_text(bad.read_text("utf-8").replace("weight: 5\n", "weight: 10\n"), "utf-8")
    assert _run("lint", bad).exit_code == 0


def test_several_files_as_json_are_a_list_and_the_unreadable_is_told_apart(
    bad: Path, tmp_path: Path
) -> None:
    torn = tmp_path / "torn.docx"
    torn.write_bytes(b"PK\x03\x04 torn")
    result = _run("lint", "--json", GOOD, torn, tmp_path / "missing.yaml", bad)
    assert result.exit_code == 2
    assert [Path(one["file"]).name for one in json.loads(result.stdout)] == [GOOD.name, bad.name]
    assert "torn.docx：文件已损坏" in result.stderr
    assert "missing.yaml：打不开文件" in result.stderr


def test_an_unreadable_file_gives_its_reason_only(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("name: 小面\nname: 小面\n", "utf-8")
    result = _run("lint", "--json", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "第2行：“name”写了两次" in result.stderr


@pytest.mark.parametrize("form", ["docx", "yaml", "json"])
def test_converted_it_says_the_same(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{form}"
    assert _run("convert", GOOD, "--to", form, "-o", out).exit_code == 0
    original = read_specification(GOOD.name, GOOD.read_bytes())
    assert read_specification(out.name, out.read_bytes()) == original
