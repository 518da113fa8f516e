"""Every registered table: with itself, with its trigger in the database, with its documentation."""

import random
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, models, transaction

from hengji.platform.states.document import state_document
from hengji.platform.states.drawing import draw
from hengji.platform.states.table import StateTable, Transition, all_tables, register

TABLES = {table.code: table for table in all_tables()}
DOCUMENT = Path(__file__).parents[3] / "docs/reference/states.md"
every_table = pytest.mark.parametrize("code", list(TABLES))


class Light(models.TextChoices):
    RED = "red", "红"
    GREEN = "green", "绿"


def _light(*transitions: Transition, initial: tuple[str, ...] = (Light.RED,)) -> StateTable:
    return StateTable("light", "灯", "no.Such", Light, initial, transitions)


GO = Transition("go", "放行", (Light.RED,), Light.GREEN)


def _trigger_arguments(db_table: str) -> dict[str, list[str]]:
    """What each guard in the database was given: the field, then the changes it takes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgargs FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND tgname LIKE 'states_guard%%' AND tgenabled <> 'D'",
            [db_table],
        )
        return {name: bytes(args).decode().split("\0")[:-1] for name, args in cursor.fetchall()}


@every_table
@pytest.mark.django_db
def test_trigger_in_the_database_equals_the_table(code: str) -> None:
    table = TABLES[code]
    told = f"a migration is due: state_guard({table.db_table!r}, *{table.moves!r})"
    assert _trigger_arguments(table.db_table) == {
        "states_guard_insert": [table.field, *table.moves],
        "states_guard_update": [table.field, *table.moves],
    }, told


@pytest.fixture
def walk(db: None) -> None:
    """An empty table, to be guarded as another one is."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE walk (state text) ON COMMIT DROP")


@every_table
def test_random_walk_goes_only_where_table_and_database_agree(code: str, walk: None) -> None:
    """From each first state at random; what the database takes is what the table declares."""
    table = TABLES[code]
    chance = random.Random(code)  # noqa: S311 - the same walks in every run
    arguments = _trigger_arguments(table.db_table)["states_guard_update"]
    allowed = ", ".join(f"'{one}'" for one in arguments)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON walk FOR EACH ROW"
            f" EXECUTE FUNCTION states_guard({allowed})"
        )
        for first in table.states.values:
            assert _taken("INSERT INTO walk VALUES (%s)", first) == (first in table.initial)
        here = ""
        for _step in range(150):
            if not here or table.is_final(here):
                cursor.execute("TRUNCATE walk")
                here = str(chance.choice(table.initial))
                cursor.execute("INSERT INTO walk VALUES (%s)", [here])
            wanted = chance.choice([one for one in table.states.values if one != here])
            ways = [one for one in table.transitions if here in one.sources]
            declared = any(one.target == wanted for one in ways)
            assert _taken("UPDATE walk SET state = %s", wanted) == declared, (here, wanted)
            here = wanted if declared else here


def _taken(sql: str, state: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [state])
    except DatabaseError:
        return False
    return True


def test_documentation_is_what_the_code_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == state_document(), "run: hengji docs states"


@every_table
def test_drawing_has_every_state_apart_and_every_way_by_name(code: str) -> None:
    table = TABLES[code]
    drawing = draw(table)
    assert {node.state for node in drawing.nodes} == set(table.states.values)
    for number, one in enumerate(drawing.nodes):
        assert 0 <= one.left < one.right <= drawing.width
        assert 0 <= one.top < one.bottom <= drawing.height
        for other in drawing.nodes[number + 1 :]:
            assert abs(one.x - other.x) > 108 or abs(one.y - other.y) > 34, (one, other)
    arrows = {(source, one.target) for one in table.transitions for source in one.sources}
    assert len(drawing.paths) == len(arrows)
    names = "、".join(label.text for label in drawing.labels)
    assert all(one.label in names for one in table.transitions)


@pytest.mark.parametrize(
    "transitions",
    [
        (GO, Transition("go", "再放行", (Light.GREEN,), Light.RED)),  # one code twice
        (Transition("go", "放行", (Light.RED,), "blue"),),  # no such state
        (),  # green is never reached
    ],
)
def test_table_that_contradicts_itself_is_refused(transitions: tuple[Transition, ...]) -> None:
    with pytest.raises(ValueError, match="light"):
        _light(*transitions)


def test_second_table_for_one_model_is_refused() -> None:
    table = TABLES["job"]
    with pytest.raises(ValueError, match=r"jobs\.Job"):
        register(StateTable("x", "x", "jobs.Job", table.states, table.initial, table.transitions))


def test_final_state_is_one_without_a_way_on() -> None:
    table = _light(GO)
    assert table.is_final(Light.GREEN)
    assert not table.is_final(Light.RED)
    assert table.moves == (">red", "red>green")
