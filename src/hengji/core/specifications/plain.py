"""A specification as plain data, for JSON, YAML and the database: keys, texts, numbers, lists."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hengji.core.specifications.shapes import Shape
from hengji.core.specifications.value import (
    AssessmentSpec,
    Examiners,
    Flags,
    Requirements,
    WorkTask,
)

# What a bare yes or no means for the test of theory, in the words of 000 规程 三(四)3.
_THEORY = {True: "单独考核理论知识", False: "不单独考核理论知识"}


def to_plain(spec: AssessmentSpec) -> dict[str, object]:
    """Every key of the value, in its order; a weight is a number, what is not known None or ""."""
    requirements = spec.requirements
    return {
        "name": spec.name,
        "occupation": spec.occupation,
        "definition": spec.definition,
        "audience": spec.audience,
        "tasks": [plain_task(task) for task in spec.tasks],
        "requirements": {
            "entry": requirements.entry,
            "examiners": {
                "count": requirements.examiners.count,
                "composition": requirements.examiners.composition,
            },
            "method": requirements.method,
            "duration_minutes": requirements.duration_minutes,
            "theory": requirements.theory,
            "venue": requirements.venue,
        },
        "flags": {
            "complex": spec.flags.complex,
            "safety": spec.flags.safety,
            "consumer_health": spec.flags.consumer_health,
        },
        "level": spec.level,
    }


def plain_task(task: WorkTask) -> dict[str, object]:
    """One row."""
    return {
        "task": task.task,
        "criteria": list(task.criteria),
        "knowledge": list(task.knowledge),
        "weight": plain_weight(task.weight),
    }


def plain_weight(weight: Decimal | None) -> int | float | None:
    """A weight as a number; four places at most, so that a float holds it exactly."""
    if weight is None:
        return None
    return int(weight) if weight == int(weight) else float(weight)


def from_plain(data: Mapping[str, Any]) -> AssessmentSpec:
    """The specification that ``data`` describes; a key that is absent or null is empty.

    Takes what people write in YAML: a number for a text, ``15%`` for a weight, ``theory: false``.
    Raises SpecificationError naming the place: an unknown key, a wrong kind, too much of it.
    """
    top = Shape.of(data)
    top.only(
        "name", "occupation", "definition", "audience", "tasks", "requirements", "flags", "level"
    )
    return AssessmentSpec(
        name=top.text("name"),
        occupation=top.text("occupation"),
        definition=top.text("definition"),
        audience=top.text("audience"),
        tasks=tuple(_task(task) for task in top.mappings("tasks")),
        requirements=_requirements(top.mapping("requirements")),
        flags=_flags(top.mapping("flags")),
        level=top.text("level", words={False: ""}),
    )


def _task(task: Shape) -> WorkTask:
    task.only("task", "criteria", "knowledge", "weight")
    return WorkTask(
        task=task.text("task"),
        criteria=task.texts("criteria"),
        knowledge=task.texts("knowledge"),
        weight=task.percent("weight"),
    )


def _requirements(given: Shape) -> Requirements:
    given.only("entry", "examiners", "method", "duration_minutes", "theory", "venue")
    examiners = given.mapping("examiners")
    examiners.only("count", "composition")
    return Requirements(
        entry=given.text("entry"),
        examiners=Examiners(examiners.whole("count"), examiners.text("composition")),
        method=given.text("method"),
        duration_minutes=given.whole("duration_minutes"),
        theory=given.text("theory", words=_THEORY),
        venue=given.text("venue"),
    )


def _flags(given: Shape) -> Flags:
    given.only("complex", "safety", "consumer_health")
    return Flags(
        complex=given.yes("complex"),
        safety=given.yes("safety"),
        consumer_health=given.yes("consumer_health"),
    )
