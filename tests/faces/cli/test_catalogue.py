"""hengji catalogue: import, diff, crosswalk as a user types them."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hengji.faces.cli.catalogue import catalogue


@pytest.fixture(scope="module")
def notices(sources: Path) -> list[str]:
    """The five notices."""
    return sorted(map(str, sources.glob("00[0-4]*.txt")))


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(catalogue, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def imported(notices: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("imported")
    result = _run("import", *notices, "--out", out)
    assert result.exit_code == 0, result.output
    return out


def _rows(folder: Path, name: str = "entries.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_import_of_the_five_notices_writes_every_row(imported: Path) -> None:
    assert len(_rows(imported)) == 307 + 225 + 80 + 13 + 202 + 542 + 158 + 2 + 130 + 498
    assert len(_rows(imported, "crosswalk.csv")) == 41
    assert json.loads((imported / "findings.json").read_text("utf-8"))


def test_import_reports_each_list_with_its_size(notices: list[str], tmp_path: Path) -> None:
    result = _run("import", notices[1], "--out", tmp_path)
    assert result.exit_code == 0
    assert "225 行" in result.stdout
    assert "四川省自行管理专项职业能力考核规范目录" in result.stdout


def test_import_again_gives_the_same_files(
    notices: list[str], imported: Path, tmp_path: Path
) -> None:
    _run("import", *notices, "--out", tmp_path)
    for path in imported.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_import_of_text_without_any_list_says_so(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("关于放假的通知\n\n各单位：\n", "utf-8")
    result = _run("import", letter, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "没有认出任何目录" in result.stderr
    assert "表头" in result.stderr
    assert not (tmp_path / "out").exists()


def test_import_names_a_table_that_it_does_not_know(tmp_path: Path) -> None:
    sheet = tmp_path / "people.txt"
    sheet.write_text("\t姓名\n\t年龄\n\n\t甲\n\t三十\n", "utf-8")
    result = _run("import", sheet, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "姓名 年龄" in result.stderr


def test_import_of_a_missing_file_says_so(tmp_path: Path) -> None:
    result = _run("import", tmp_path / "none.txt", "--out", tmp_path)
    assert result.exit_code == 2
    assert "none.txt" in result.stderr
    assert "Traceback" not in result.output


def test_import_with_one_bad_file_keeps_the_good_ones(notices: list[str], tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("没有目录", "utf-8")
    result = _run("import", letter, notices[2], "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert len(_rows(tmp_path / "out")) == 202


def test_import_of_one_list_twice_is_refused(notices: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(Path(notices[2]).read_bytes())
    result = _run("import", notices[2], copy, "--out", tmp_path / "out")
    assert result.exit_code != 0
    assert "copy.txt" in result.stderr
    assert not (tmp_path / "out").exists()


def test_import_reads_gb18030(notices: list[str], imported: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(Path(notices[2]).read_text("utf-8").encode("gb18030"))
    assert _run("import", copy, "--out", tmp_path / "out").exit_code == 0
    assert _rows(tmp_path / "out") == [
        row for row in _rows(imported) if row["list"] == "evaluation-bodies"
    ]


def _edited(imported: Path, folder: Path) -> Path:
    """The imported lists with one row changed, one taken out."""
    lines = (imported / "entries.csv").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("huaian-shortage,130,")]
    text = "\n".join(kept).replace(",白酒酿造工,,,false,A,", ",白酒酿造工,,,false,B,")
    folder.mkdir()
    (folder / "entries.csv").write_text(text + "\n", "utf-8")
    return folder


def test_diff_of_a_list_with_itself_is_empty(imported: Path) -> None:
    result = _run("diff", imported, imported / "entries.csv")
    assert result.exit_code == 0
    assert result.stdout == "两版没有差别\n"


def test_diff_tells_what_changed_and_what_went(imported: Path, tmp_path: Path) -> None:
    result = _run("diff", imported, _edited(imported, tmp_path / "new"))
    assert result.exit_code == 0
    assert "类别：“A”→“B”" in result.stdout
    assert "白酒酿造工" in result.stdout
    assert "删除\t第130行 130 4-10-01-03 保育师" in result.stdout


def test_diff_as_json(imported: Path, tmp_path: Path) -> None:
    result = _run("diff", imported, _edited(imported, tmp_path / "new"), "--json")
    changes = json.loads(result.stdout)
    assert [(change["kind"], change["list"]) for change in changes] == [
        ("changed", "huaian-occupations"),
        ("removed", "huaian-shortage"),
    ]
    assert changes[0]["fields"] == [{"field": "class", "old": "A", "new": "B"}]
    assert changes[1]["new"] is None


def test_diff_of_a_missing_folder_says_so(imported: Path, tmp_path: Path) -> None:
    result = _run("diff", imported, tmp_path / "none")
    assert result.exit_code == 2
    assert "找不到文件" in result.stderr


def test_crosswalk_answers_in_both_directions(imported: Path) -> None:
    result = _run("crosswalk", imported, "4-07-05-03")
    assert result.exit_code == 0
    old, now = result.stdout.split("作为现行职业")
    assert "4060104\t智能楼宇管理员" in old
    assert "4070503\t消防设施操作员" in old
    assert "4070503\t智能楼宇管理员" in now


def test_crosswalk_without_a_pair_says_so(imported: Path) -> None:
    result = _run("crosswalk", imported, "飞行员")
    assert result.exit_code == 1
    assert "飞行员" in result.stderr
