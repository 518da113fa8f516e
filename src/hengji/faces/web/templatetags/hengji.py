"""Template tags of our own, few and used everywhere; every template has them without ``load``."""

from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString

from hengji.core.adjudication.verdict import yuan_text
from hengji.core.specifications.places import chinese_number
from hengji.faces.web import filters
from hengji.faces.web.signin.browsers import browser_words
from hengji.platform.exchange.exports import export_named
from hengji.platform.exchange.imports import import_named
from hengji.platform.permissions import allowed

register = template.Library()
register.filter("chinese_number", chinese_number)
register.filter("browser_words", browser_words)

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.Select, "form-select"),
)


@register.filter
def grouped(number: int) -> str:
    """A count in groups of three digits: 2,153,300."""
    return f"{number:,}"


@register.filter
def yuan(fen: int) -> str:
    """An amount as it is read: whole yuan without decimals, else two; 243,300 or 1,234.50."""
    whole, point, rest = yuan_text(fen).partition(".")
    return f"{grouped(int(whole))}{point}{rest}"


@register.filter
def bracketed(number: str) -> str:
    """A notice's number behind its title; a title without one says so in brackets of its own."""
    return number if number.startswith("（") else f"（{number}）"


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The page's query string with some parameters changed, or dropped where the value is empty.

    Changing anything but the page goes back to the first page.
    """
    query = context["request"].GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def office_path(context: template.Context) -> dict[str, Any]:
    """Where an office page lies: below 工作台, as its view tells or else as the menu names it."""
    home = reverse("office:home")
    menu = (link for _, links in context["office_menu"] for link in links)
    told = context.get("breadcrumbs") or [
        (link.label, "") for link in menu if link.current and link.url != home
    ]
    return {"breadcrumbs": [("工作台", home), *told] if told else []}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: template.Context, key: str, label: str) -> dict[str, Any]:
    """A column's head that sorts: the first press ascending, the second descending.

    The order is in the query as ``sort=key`` or ``sort=-key``.
    """
    current = context["request"].GET.get("sort", "")
    ascending, descending = current == key, current == f"-{key}"
    return {
        "label": label,
        "url": query_with(context, sort=f"-{key}" if ascending else key),
        "order": "ascending" if ascending else "descending" if descending else "none",
    }


@register.inclusion_tag("components/part_pages.html", takes_context=True)
def part_pages(
    context: template.Context, page: "Page[Any]", name: str, label: str
) -> dict[str, Any]:
    """The pages of a list that is one part of its page, found there by the id ``name``.

    ``name`` is the parameter of the address as well; ``label`` is what is read aloud.
    """
    shown: dict[str, Any] = {"page": page, "label": label}
    for way in ("previous", "next"):
        if getattr(page, f"has_{way}")():
            number = getattr(page, f"{way}_page_number")()
            shown[way] = f"{query_with(context, **{name: number})}#{name}"
    return shown


@register.inclusion_tag("components/filter_buttons.html", takes_context=True)
def filter_buttons(context: template.Context, part: str = "") -> dict[str, str]:
    """The end of a filter form: 筛选, and 清除筛选 where the address narrows the list.

    ``part`` is the place on the page, as ``#decisions``, where the list is not the page itself.
    """
    narrowed = filters.is_narrowed(context["request"].GET)
    return {
        "submitted": filters.SUBMITTED,
        "clear": f"{filters.clear_query()}{part}" if narrowed else "",
    }


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """A form field's input, dressed as the style sheet wants it and marked when it is in error."""
    name = next(
        (name for kind, name in _CLASSES if isinstance(field.field.widget, kind)), "form-control"
    )
    given = field.field.widget.attrs.get("class", "")
    invalid = " is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": f"{given} {name}{invalid}".strip()})


@register.inclusion_tag("components/exchange_buttons.html", takes_context=True)
def exchange_buttons(
    context: template.Context, *, export: str = "", fill: str = "", **more: Any
) -> dict[str, Any]:
    """导出 with the page's own filters, and 导入, as far as the user may; for a list's head.

    ``export`` and ``fill`` are the codes of the list's specs; ``more`` are filters that the page
    has in its path instead of its query.
    """
    user = context["request"].user
    taken, put = export_named(export), import_named(fill)
    query = filters.kept_part(context["request"].GET)
    for name, value in more.items():
        query[name] = value
    return {
        "export": taken if taken and allowed(user, taken.permission) else None,
        "fill": put if put and allowed(user, put.permission) else None,
        "query": query.urlencode(),
    }
