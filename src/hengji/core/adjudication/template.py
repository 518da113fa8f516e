"""The workbook that a pack asks its claims to be written in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from hengji.core.documents.workbook import TemplateColumn, write_template
from hengji.core.packs.model import Input, Pack
from hengji.core.rules.values import Kind

_KINDS: dict[Kind, Literal["text", "whole", "date", "yesno"]] = {
    Kind.TEXT: "text",
    Kind.CHOICE: "text",
    Kind.WHOLE: "whole",
    Kind.DATE: "date",
    Kind.YESNO: "yesno",
}


def template_columns(pack: Pack, *, optional: bool = False) -> Sequence[TemplateColumn]:
    """The columns in the pack's order; the officers' own only when asked for."""
    adjudication = pack.adjudication
    if adjudication is None:
        return ()
    return tuple(
        _column(one, required=one.name == adjudication.claim_id)
        for one in adjudication.inputs
        if optional or not one.optional
    )


def write_claims_template(pack: Pack, target: Path, *, optional: bool = False) -> None:
    """An .xlsx with Chinese headings, lists to choose from and a sheet of explanations."""
    write_template(target, template_columns(pack, optional=optional))


def _column(one: Input, *, required: bool) -> TemplateColumn:
    labels = tuple(word for word, value in one.words.items() if value in one.choices)
    # A level has words of its own, but what is written in the cell may be the number.
    kind = "text" if one.words else _KINDS[one.kind]
    return TemplateColumn(
        key=one.name,
        heading=one.label,
        note=one.note,
        kind=kind,
        required=required,
        choices=labels[: len(one.choices)],
        example=one.example,
    )
