"""A specification as plain data: nothing is lost, and what does not fit is named."""

import json
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given

from hengji.core.specifications.errors import SpecificationError
from hengji.core.specifications.plain import from_plain, to_plain
from hengji.core.specifications.value import (
    AssessmentSpec,
    Examiners,
    Flags,
    Requirements,
    WorkTask,
)
from tests.factories.specvalues import specifications


@given(specifications)
def test_plain_data_holds_all_of_any_specification(spec: AssessmentSpec) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(spec)))) == spec


def test_what_people_write_in_yaml_is_understood() -> None:
    written = """
name: 小面制作
level:
tasks:
  - {task: 和面, criteria: 能和面, knowledge: [2024], weight: 12.5}
  - {task: 煮面, weight: ３５ ％}
  - {task: 调味, weight: "20"}
requirements:
  examiners: {count: "3"}
  duration_minutes: 60.0
  theory: false
flags: {safety: yes, complex: }
"""
    assert from_plain(yaml.safe_load(written)) == AssessmentSpec(
        name="小面制作",
        tasks=(
            WorkTask("和面", ("能和面",), ("2024",), Decimal("12.5")),
            WorkTask("煮面", weight=Decimal(35)),
            WorkTask("调味", weight=Decimal(20)),
        ),
        requirements=Requirements(
            examiners=Examiners(3), duration_minutes=60, theory="不单独考核理论知识"
        ),
        flags=Flags(safety=True),
    )


def test_control_characters_go_and_line_ends_become_one() -> None:
    assert from_plain({"definition": "一\r\n二\v三\x00\x07四\u2028五"}).definition == (
        "一\n二\n三四\n五"
    )


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], ""),
        ({"nmae": "小面制作"}, "nmae"),
        ({"name": ["小面"]}, "name"),
        ({"name": True}, "name"),
        ({"tasks": {"task": "和面"}}, "tasks"),
        ({"tasks": ["和面"]}, "tasks[0]"),
        ({"tasks": [{}, {"wieght": 1}]}, "tasks[1].wieght"),
        ({"tasks": [{"criteria": ["能", {"a": 1}]}]}, "tasks[0].criteria[1]"),
        ({"tasks": [{"weight": "一成"}]}, "tasks[0].weight"),
        ({"tasks": [{"weight": float("nan")}]}, "tasks[0].weight"),
        ({"tasks": [{"weight": "1e9"}]}, "tasks[0].weight"),
        ({"tasks": [{"weight": "0.00001"}]}, "tasks[0].weight"),
        ({"tasks": [{"weight": True}]}, "tasks[0].weight"),
        ({"tasks": [{}] * 201}, "tasks"),
        ({"definition": "长" * 20_001}, "definition"),
        ({"requirements": {"examiners": 3}}, "requirements.examiners"),
        ({"requirements": {"examiners": {"count": 2.5}}}, "requirements.examiners.count"),
        ({"requirements": {"duration_minutes": "-1"}}, "requirements.duration_minutes"),
        ({"flags": {"safety": "是"}}, "flags.safety"),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(data: Any, path: str) -> None:
    with pytest.raises(SpecificationError) as refused:
        from_plain(data)
    assert refused.value.path == path
    assert str(refused.value).startswith(path)
