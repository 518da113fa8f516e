"""The three specifications for a demonstration: whole, different, and without a finding."""

from pathlib import Path

import pytest

import hengji.domains.specifications
from hengji.core.catalogues.model import CHONGQING
from hengji.core.packs.registry import all_packs, get_pack
from hengji.core.specifications.lint import Occupations, lint
from hengji.core.specifications.reading import read_specification
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.yamlform import write_yaml

FOLDER = Path(str(hengji.domains.specifications.__file__)).parent / "demo"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module")
def texts() -> list[AssessmentSpec]:
    return [read_specification(path.name, path.read_bytes()) for path in FILES]


def test_the_demonstration_s_specifications_have_no_finding(texts: list[AssessmentSpec]) -> None:
    occupations = Occupations.of(entry for pack in all_packs() for entry in pack.entries)
    assert len(texts) == 3
    assert [finding for spec in texts for finding in lint(spec, occupations)] == []


def test_they_are_of_different_kinds(texts: list[AssessmentSpec]) -> None:
    assert len({spec.occupation for spec in texts}) == 3
    assert len({spec.flags for spec in texts}) == 3
    assert {len(spec.tasks) for spec in texts} == {5, 6}


def test_their_names_are_in_the_list_of_a_city(texts: list[AssessmentSpec]) -> None:
    listed = {
        (entry.name, entry.occupation): entry.definition
        for entry in get_pack("chongqing-specialties").entries
        if entry.list_id == CHONGQING
    }
    for spec in texts:
        assert listed[spec.name, spec.occupation] != spec.definition  # written anew, not copied


def test_they_are_written_as_the_system_writes_them(texts: list[AssessmentSpec]) -> None:
    assert [write_yaml(spec) for spec in texts] == [path.read_bytes() for path in FILES]
