"""The published lists, for everybody."""

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hengji.domains.catalogues import api

router = Router(tags=["目录"])


class Question(Schema):
    """What is looked for; empty values ask for nothing."""

    q: str = ""
    list_id: str = ""
    place: str = ""
    rate_class: str = ""
    level: int | None = None
    mark: str = ""
    tag: str = ""
    starred: bool = False
    page: int = 1


class Entry(Schema):
    """One row of a list, as printed and as understood."""

    skill_id: int
    list_id: str
    row: int
    code: str
    name: str
    raw: str


class Entries(Schema):
    """One page of rows; ``more`` says that there are more than ``total``."""

    rows: list[Entry]
    total: int
    more: bool
    page: int
    pages: int


@router.get("entries", response=Entries, summary="查目录")
def entries(request: HttpRequest, question: Query[Question]) -> api.Hits:
    """By Chinese substring, code, initials and filters, as the public page does."""
    asked = question.model_dump()
    page, text = asked.pop("page"), asked.pop("q")[: api.LONGEST]
    return api.search(text=text, filters=api.Filters(**asked), page=max(page, 1))
