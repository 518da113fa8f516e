"""Where each state and arrow of a table stands in a picture: numbers only, the page draws them."""

from dataclasses import dataclass
from functools import cache

from hengji.platform.states.table import StateTable

BOX, HEIGHT, PITCH = 108, 34, 164  # a state's width and height, and from one column to the next
LINE = 17  # a line of small text
GAP = 30  # between two rows of states, beside the labels
LEFT = 96  # for what goes back: it is drawn on the left with its label


@dataclass(frozen=True)
class Node:
    """A state: the middle of its box."""

    state: str
    label: str
    x: int
    y: int

    @property
    def left(self) -> int:
        """The box's left edge."""
        return self.x - BOX // 2

    @property
    def right(self) -> int:
        """The box's right edge."""
        return self.x + BOX // 2

    @property
    def top(self) -> int:
        """The box's upper edge."""
        return self.y - HEIGHT // 2

    @property
    def bottom(self) -> int:
        """The box's lower edge."""
        return self.y + HEIGHT // 2


@dataclass(frozen=True)
class Label:
    """A way's name beside its arrow; ``before`` the point for those drawn on the left."""

    text: str
    x: int
    y: int
    before: bool = False


@dataclass(frozen=True)
class Drawing:
    """A whole picture of ``width`` × ``height`` pixels; ``paths`` are SVG's."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    paths: tuple[str, ...]
    labels: tuple[Label, ...]


@cache
def draw(table: StateTable) -> Drawing:
    """Rows by the longest way from the beginning, columns in the order of declaration."""
    rows = _rows(table)
    arriving = {state: _arriving(table, state) for state in table.states.values}
    left = LEFT if any(not _onward(table, *pair) for pair in _pairs(table)) else 8
    nodes: dict[str, Node] = {}
    y = 4 + HEIGHT // 2
    for number, row in enumerate(rows):
        if number:
            y += HEIGHT + GAP + LINE * max(len(arriving[state]) for state in row)
        for column, state in enumerate(row):
            x = left + BOX // 2 + column * PITCH
            nodes[state] = Node(state, table.label_of(state), x, y)
    labels = [
        Label(text, nodes[state].x + 7, nodes[state].top - 9 - LINE * place)
        for state, texts in arriving.items()
        for place, text in enumerate(reversed(texts))
    ]
    labels += _returning_labels(table, nodes)
    return Drawing(
        width=max(node.right for node in nodes.values()) + 60,
        height=y + HEIGHT // 2 + 4,
        nodes=tuple(nodes.values()),
        paths=tuple(_path(nodes[a], nodes[b], table) for a, b in _pairs(table)),
        labels=tuple(labels),
    )


def _pairs(table: StateTable) -> tuple[tuple[str, str], ...]:
    """Each arrow once, however many ways it stands for."""
    found = dict.fromkeys(
        (str(source), str(one.target)) for one in table.transitions for source in one.sources
    )
    return tuple(found)


def _onward(table: StateTable, source: str, target: str) -> bool:
    """Whether the arrow goes on, in the order in which the states are declared."""
    order = table.states.values
    return order.index(target) > order.index(source)


def _rows(table: StateTable) -> list[list[str]]:
    depth = dict.fromkeys(table.states.values, 0)
    for state in table.states.values:  # sources come before targets, so once through is enough
        for source, target in _pairs(table):
            if source == state and _onward(table, source, target):
                depth[target] = max(depth[target], depth[source] + 1)
    return [
        [state for state in table.states.values if depth[state] == row]
        for row in range(max(depth.values()) + 1)
    ]


def _arriving(table: StateTable, state: str) -> list[str]:
    """The names of the ways that lead on to this state."""
    return list(
        dict.fromkeys(
            one.label
            for one in table.transitions
            if one.target == state and any(_onward(table, str(s), state) for s in one.sources)
        )
    )


def _returning_labels(table: StateTable, nodes: dict[str, Node]) -> list[Label]:
    names: dict[tuple[str, str], list[str]] = {}
    for one in table.transitions:
        for source in map(str, one.sources):
            if not _onward(table, source, str(one.target)):
                names.setdefault((source, str(one.target)), []).append(one.label)
    return [
        Label("、".join(texts), nodes[a].left - 32, (nodes[a].y + nodes[b].y) // 2 + 4, before=True)
        for (a, b), texts in names.items()
    ]


def _path(a: Node, b: Node, table: StateTable) -> str:
    if a.state == b.state:
        return (
            f"M{a.left},{a.y - 6} C{a.left - 26},{a.y - 12} {a.left - 26},{a.y + 14}"
            f" {a.left - 2},{a.y + 8}"
        )
    if not _onward(table, a.state, b.state):
        out = min(a.left, b.left) - 30
        return f"M{a.left},{a.y - 10} C{out},{a.y - 10} {out},{b.y + 4} {b.left - 2},{b.y + 4}"
    next_row = b.top - a.bottom <= GAP + LINE * 4
    if a.x == b.x and next_row:
        return f"M{a.x},{a.bottom} L{b.x},{b.top - 2}"
    if a.x == b.x:  # past the states between
        out = a.right + 30
        return f"M{a.right},{a.y} C{out},{a.y} {out},{b.y} {b.right + 2},{b.y}"
    if b.x > a.x and not next_row:
        return f"M{a.right},{a.y} C{b.x},{a.y} {b.x},{b.top - 44} {b.x},{b.top - 2}"
    # From below, since a neighbour may stand in between.
    begin, middle = a.x + (BOX // 4 if b.x > a.x else -BOX // 4), (a.bottom + b.top) // 2
    return f"M{begin},{a.bottom} C{begin},{middle} {b.x},{middle - 6} {b.x},{b.top - 2}"
