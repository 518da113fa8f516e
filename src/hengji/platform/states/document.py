"""The state tables as a page of the documentation, written from the code."""

from collections.abc import Iterable

from hengji.platform.states.services import field_label
from hengji.platform.states.table import (
    Guard,
    Recusal,
    StateTable,
    Todos,
    Transition,
    all_tables,
)

HEAD = """# State tables

Written by `hengji docs states` from the code; a test fails when it is out of date. How the
mechanism works: [states](../explanation/states.md), [todos](../explanation/todos.md).
"""


def state_document() -> str:
    """The whole page in Markdown, with a Mermaid drawing of each table."""
    return "\n".join([HEAD, *(_section(table) for table in all_tables())])


def _section(table: StateTable) -> str:
    ways = [_way(table, one) for one in table.transitions]
    return "\n".join(
        [
            f"## {table.label} `{table.code}`",
            "",
            f"Record: `{table.model}`, field `{table.field}`.",
            "",
            "```mermaid",
            *_mermaid(table),
            "```",
            "",
            "| way | from | to | who | only if | to fill in | another person than |",
            "|---|---|---|---|---|---|---|",
            *ways,
            *_todos(table),
            "",
        ]
    )


def _mermaid(table: StateTable) -> Iterable[str]:
    yield "stateDiagram-v2"
    for value, label in table.states.choices:
        yield f"    {value}: {label}"
    for state in table.initial:
        yield f"    [*] --> {state}"
    for one in table.transitions:
        for source in one.sources:
            yield f"    {source} --> {one.target}: {one.label}"
    for value in table.states.values:
        if table.is_final(value):
            yield f"    {value} --> [*]"


def _way(table: StateTable, one: Transition) -> str:
    from django.apps import apps  # the models are ready only when a page is asked for

    model = apps.get_model(table.model)
    cells = (
        f"{one.label} `{one.code}`",
        "、".join(table.label_of(source) for source in one.sources),
        table.label_of(one.target),
        f"{one.permission.label} `{one.permission.code}`" if one.permission else one.who,
        "; ".join(map(_first_line, one.guards)),
        "、".join(field_label(model, name) for name in one.requires),
        "; ".join(
            [
                *(field_label(model, rule.earlier) for rule in one.other_than),
                *map(_first_line, one.recusals),
            ]
        ),
    )
    return f"| {' | '.join(cells)} |"


def _first_line(told: Guard | Recusal) -> str:
    return (told.__doc__ or "").split("\n")[0].rstrip(".")


def _todos(table: StateTable) -> Iterable[str]:
    if table.todos:
        yield ""
        yield "Todos:"
        yield from (_todo(table, spec) for spec in table.todos)


def _todo(table: StateTable, spec: Todos) -> str:
    who = f"whoever may {spec.permission.label}" if spec.permission else "one account, by name"
    apart = " but not the earlier person" if spec.other_than else ""
    each = "one for all of a subject" if spec.subject else "one a record"
    return (
        f"- {spec.label} `{spec.code}` while {table.label_of(spec.state)}: {who}{apart},"
        f" due after {spec.due_working_days} working days, {each}"
    )
