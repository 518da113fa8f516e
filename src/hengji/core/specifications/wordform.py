"""A specification as a Word file in the form of 000 附件3, laid out to GB/T 9704-2012."""

from io import BytesIO

from hengji.core.specifications.letterstyle import LetterStyle
from hengji.core.specifications.value import AssessmentSpec, WorkTask
from hengji.core.specifications.wordlayout import Letter
from hengji.core.specifications.wordlists import items_text, task_text
from hengji.core.specifications.wordmarks import as_text
from hengji.core.specifications.wordterms import examiners_lines, terms_lines

__all__ = ["LetterStyle", "write_docx"]

TITLE = "专项职业能力考核规范"
COLUMNS = ("工作任务", "操作规范", "相关知识", "考核\n比重")


def write_docx(spec: AssessmentSpec, *, style: LetterStyle | None = None, mark: str = "") -> bytes:
    """The file. Read again by ``read_specification`` it gives the same value.

    ``mark`` stands at the head of each page, as 草稿 does.
    Empty lines and blanks at the ends of lines are not kept: Word has paragraphs.
    """
    letter = Letter(style or LetterStyle(), title=f"{spec.name}{TITLE}")
    if mark:
        letter.mark(mark)
    letter.title(as_text(f"{spec.name}{TITLE}"))
    if spec.level:
        letter.body(f"等级：{spec.level}")
    letter.heading("一、定义")
    _text(letter, spec.definition)
    letter.heading("二、适用对象")
    _text(letter, spec.audience)
    letter.heading("三、能力标准与鉴定内容")
    letter.table(
        top=(f"能力名称：{spec.name}", f"职业领域：{spec.occupation}"),
        head=COLUMNS,
        rows=[_row(place, task) for place, task in enumerate(spec.tasks)],
    )
    letter.heading("四、鉴定要求")
    asked = spec.requirements
    letter.subheading("（一）申报条件")
    _text(letter, asked.entry)
    letter.subheading("（二）考评员构成")
    _lines(letter, *examiners_lines(asked.examiners))
    letter.subheading("（三）鉴定方式与鉴定时间")
    _lines(letter, *terms_lines(asked, spec.flags))
    letter.subheading("（四）鉴定场地和设备要求")
    _text(letter, asked.venue)
    stream = BytesIO()
    letter.save(stream)
    return stream.getvalue()


def _text(letter: Letter, text: str) -> None:
    _lines(letter, *map(as_text, text.split("\n")))


def _lines(letter: Letter, *lines: str) -> None:
    for line in lines:
        if line.strip():
            letter.body(line.strip())


def _row(place: int, task: WorkTask) -> tuple[tuple[str, ...], ...]:
    weight = "" if task.weight is None else f"{task.weight.normalize():f}%"
    return (
        (task_text(place, task.task),),
        items_text(task.criteria),
        items_text(task.knowledge),
        (weight,),
    )
