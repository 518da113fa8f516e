"""What the actions in the audit trail are called: each package names its own in ``actions.py``."""

_labels: dict[str, str] = {}


def declare_action(code: str, label: str) -> str:
    """Make an action's Chinese label known and return the code.

    A code stands for all that begin with it and a dot: ``job.enqueue`` for
    ``job.enqueue.subsidies.decide`` too, unless that has a label of its own.
    """
    if _labels.setdefault(code, label) != label:
        raise ValueError(f"audit action {code} is declared twice")
    return code


def action_label(code: str) -> str:
    """The label of the longest declared beginning; the code itself where there is none."""
    known = code
    while known not in _labels and "." in known:
        known = known.rpartition(".")[0]
    return _labels.get(known, code)


def all_actions() -> dict[str, str]:
    """Every declared code with its label, by code."""
    return dict(sorted(_labels.items()))


REVEAL = declare_action("personal_data.reveal", "查看个人信息")
EXPORT = declare_action("audit.export", "导出审计日志")
