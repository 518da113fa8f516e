"""Every act has a name that an auditor can read."""

import re
from pathlib import Path

import pytest

import hengji
from hengji.platform.audit.actions import action_label, all_actions, declare_action


def test_every_action_in_the_program_has_a_chinese_label() -> None:
    root = Path(hengji.__file__).parent
    told = {
        code
        for path in root.rglob("*.py")
        for code in re.findall(r'\baction="([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert "account.create" in told
    assert [code for code in sorted(told) if not re.search("[一-鿿]", action_label(code))] == []


def test_label_of_the_longest_declared_beginning_is_taken() -> None:
    assert action_label("job.enqueue.subsidies.decide") == "提交后台任务"
    assert action_label("subsidies.run.download.source") == "下载申领表原件"


def test_action_that_nobody_declared_stays_readable() -> None:
    assert action_label("nobody.knows") == "nobody.knows"


def test_action_declared_with_two_labels_is_a_mistake() -> None:
    assert declare_action("job.cancel", all_actions()["job.cancel"]) == "job.cancel"
    with pytest.raises(ValueError, match="declared twice"):
        declare_action("job.cancel", "别的")
