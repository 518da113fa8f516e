"""A specification as a PDF in the form of 000 附件3, laid out to GB/T 9704-2012."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from hengji.core.specifications.comparing import wording
from hengji.core.specifications.letterstyle import LetterStyle
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.wordlists import items_text, task_text
from hengji.core.specifications.wordterms import examiners_lines, terms_lines


@dataclass
class PdfFormError(Exception):
    """The file cannot be made as it should look; ``message`` says why, in Chinese."""

    message: str

    def __str__(self) -> str:
        return self.message


_OPEN = LetterStyle(*("Noto Serif SC",) * 2, "Noto Sans SC", *("Noto Serif SC",) * 2)


def write_pdf(
    spec: AssessmentSpec,
    *,
    at: datetime,
    mark: str = "",
    style: LetterStyle | None = None,
    folders: tuple[Path, ...] = (),
) -> bytes:
    """The file; ``mark`` stands at the head of each page, as 草稿 does.

    The fonts of ``style`` are looked for in ``folders``; without a style, open ones are taken.
    Raises PdfFormError for a font that is not there: without it the pages would be another's.
    """
    data, warnings = typst.compile_with_warnings(
        files(__package__).joinpath("data/letter.typ").read_bytes(),
        format="pdf",
        sys_inputs={"told": json.dumps(_told(spec, mark, style or _OPEN), ensure_ascii=False)},
        font_paths=_fonts(folders),
        timestamp=int(at.timestamp()),
    )
    missing = [one.message for one in warnings if "font" in one.message]
    if missing or not isinstance(data, bytes):
        raise PdfFormError(f"生成 PDF 所用的字体没有安装：{'；'.join(missing)}")
    return data


@cache
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    own = str(files("pylopdf_fonts_zh_cn"))
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[own, *map(str, folders)],
    )


def _told(spec: AssessmentSpec, mark: str, style: LetterStyle) -> dict[str, object]:
    return {
        "title": f"{spec.name}专项职业能力考核规范",
        "mark": mark,
        "level": spec.level,
        "name": spec.name,
        "occupation": spec.occupation,
        "definition": spec.definition,
        "audience": spec.audience,
        "tasks": [
            {
                "task": task_text(place, row.task),
                "criteria": items_text(row.criteria),
                "knowledge": items_text(row.knowledge),
                "weight": wording(row.weight),
            }
            for place, row in enumerate(spec.tasks)
        ],
        "requirements": _requirements(spec),
        "fonts": asdict(style),
    }


def _requirements(spec: AssessmentSpec) -> list[tuple[str, str]]:
    """In the words of the Word form: who has both files has one text."""
    asked = spec.requirements
    return [
        ("（一）申报条件", asked.entry),
        ("（二）考评员构成", "\n".join(examiners_lines(asked.examiners))),
        ("（三）鉴定方式与鉴定时间", "\n".join(terms_lines(asked, spec.flags))),
        ("（四）鉴定场地和设备要求", asked.venue),
    ]
