"""What a record's page shows of its states: the picture, where the record is, and its history."""

from dataclasses import dataclass

from django.db.models import Model

from hengji.platform.states.drawing import Drawing, draw
from hengji.platform.states.queries import HistoryLine, history_of
from hengji.platform.states.table import StateTable, table_of


@dataclass(frozen=True)
class StatePanel:
    """For ``components/state_panel.html``."""

    code: str
    title: str
    state: str
    is_live: bool
    drawing: Drawing
    alternative: str
    """The picture in words, for those who do not see it."""
    history: tuple[HistoryLine, ...]


def panel_of(record: Model, *earlier: int) -> StatePanel:
    """The panel of one record; ``earlier`` as for `history_of`."""
    table = table_of(record)
    state = table.state_of(record)
    return StatePanel(
        code=table.code,
        title=table.label,
        state=state,
        is_live=not table.is_final(state),
        drawing=draw(table),
        alternative=_in_words(table, state),
        history=history_of(record, *earlier),
    )


def _in_words(table: StateTable, state: str) -> str:
    ways = [
        f"{one.label}（变为{table.label_of(one.target)}）"
        for one in table.transitions
        if state in one.sources
    ]
    follows = f"之后可以：{'；'.join(ways)}。" if ways else "这是最后的状态。"
    return f"{table.label}的状态图，现在是“{table.label_of(state)}”。{follows}"
