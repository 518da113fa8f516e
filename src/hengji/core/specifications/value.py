"""An assessment specification (考核规范) as plain frozen values.

The names are the keys of the YAML and JSON form, so that a file, a page and a message speak of the
same place: ``tasks[1].criteria[0]``. A field that was not given is empty or None, never guessed;
what its absence means is the lint's to say.
"""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class WorkTask:
    """A row of the table of 能力标准与鉴定内容 (000 规程 三(三)).

    ``task`` 工作任务, ``criteria`` 操作规范 and ``knowledge`` 相关知识 in their order and without
    their printed numbers, ``weight`` 考核比重 in percent.
    """

    task: str = ""
    criteria: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()
    weight: Decimal | None = None


@dataclass(frozen=True)
class Examiners:
    """考评员构成 (000 规程 三(四)2): how many persons mark a candidate, and who they are."""

    count: int | None = None
    composition: str = ""


@dataclass(frozen=True)
class Requirements:
    """鉴定要求 (000 规程 三(四)).

    ``entry`` 申报条件, ``method`` 鉴定方式, ``duration_minutes`` 鉴定时间, ``theory`` what is said
    of a test of theory, ``venue`` 鉴定场所和设备要求.
    """

    entry: str = ""
    examiners: Examiners = field(default_factory=Examiners)
    method: str = ""
    duration_minutes: int | None = None
    theory: str = ""
    venue: str = ""


@dataclass(frozen=True)
class Flags:
    """Whether 000 规程 三(四)3 asks for laws, safe operation and hygiene among the knowledge.

    ``complex`` 技术复杂性较强, ``safety`` 安全要求较高, ``consumer_health`` 影响消费者安全与健康.
    """

    complex: bool = False
    safety: bool = False
    consumer_health: bool = False


@dataclass(frozen=True)
class AssessmentSpec:
    """A whole specification.

    ``occupation`` 职业领域: the 细类 of the 职业分类大典. ``level`` exists only to be refused: a
    specialty has none (000 规程 二(一)).
    """

    name: str = ""
    occupation: str = ""
    definition: str = ""
    audience: str = ""
    tasks: tuple[WorkTask, ...] = ()
    requirements: Requirements = field(default_factory=Requirements)
    flags: Flags = field(default_factory=Flags)
    level: str = ""
