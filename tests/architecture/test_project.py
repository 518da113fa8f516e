"""What holds of the whole tree and no linter asks."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).parents[2]


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_app_of_ours_has_a_label_and_a_chinese_name() -> None:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("hengji.")]
    assert ours
    for config in ours:
        # `StaticFiles` stands in for Django's own app of that name.
        assert type(config).__module__.startswith("hengji."), config.name
        assert re.search("[一-鿿]", str(config.verbose_name)), config.name


def test_every_silenced_complaint_gives_its_reason() -> None:
    bare = re.compile(r"#\s*(noqa(: [A-Z0-9, ]+)?|type: ignore(\[[^\]]+\])?)\s*$")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _tracked()
        if path.suffix == ".py" and "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []


def test_every_error_has_a_code_in_upper_snake() -> None:
    lower = re.compile(r"\w*Error\(\s*\"[A-Z_]*[a-z][a-z_]*\",")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _tracked()
        if path.suffix == ".py" and "src" in path.parts
        for match in lower.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_data_migration_can_be_undone() -> None:
    for path in _tracked():
        if "migrations" in path.parts and path.suffix == ".py" and path.stem != "__init__":
            text = path.read_text(encoding="utf-8")
            assert "migrations.RunPython.noop" in text or "RunPython(" not in text, path


def test_no_requirement_names_where_it_comes_from() -> None:
    for path in _tracked():
        if path.parent.name == "requirements":
            text = path.read_text(encoding="utf-8")
            assert "://" not in text, path
            assert "index-url" not in text, path


def test_the_image_installs_all_that_a_running_site_needs() -> None:
    named = re.compile(r"-r requirements/([a-z]+)\.txt")
    written = set(named.findall((ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")))
    there = {path.stem for path in (ROOT / "requirements").glob("*.txt")}
    assert written == there - {"test", "bench"}
