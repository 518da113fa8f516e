"""The pages of a list that is one part of its page."""

from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

SHOWN = Template('{% part_pages rows "faults" "读不出的格" %}')


def _shown(number: int, of: int = 5) -> str:
    request = RequestFactory().get("/?state=ready&faults=9&page=3")
    rows = Paginator(range(of), 2).page(number)
    return SHOWN.render(Context({"request": request, "rows": rows}))


def test_middle_page_leads_to_both_sides_and_back_to_its_place() -> None:
    shown = _shown(2)
    assert 'rel="prev" href="?state=ready&amp;faults=1#faults"' in shown
    assert 'rel="next" href="?state=ready&amp;faults=3#faults"' in shown
    assert "第 2 / 3 页" in shown
    assert 'aria-label="读不出的格翻页"' in shown


def test_first_and_last_lead_one_way() -> None:
    assert ("上一页" in _shown(1), "下一页" in _shown(1)) == (False, True)
    assert ("上一页" in _shown(3), "下一页" in _shown(3)) == (True, False)


def test_single_page_shows_nothing() -> None:
    assert not _shown(1, of=2).strip()
