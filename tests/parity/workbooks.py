"""Small workbooks that crowd the borders: few persons, few days, cells missing everywhere."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

Claim = dict[str, Any]

OFFICER_COLUMNS = (
    "approved_price",
    "provider_listed",
    "removal_reviewed",
    "platform_approved",
    "online_proof",
    "insured_months_met",
    "person_eligible",
    "standard_superseded",
)
DAYS = [
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 3, 1),
    date(2024, 3, 2),
    date(2024, 6, 30),
    date(2024, 12, 31),
    date(2025, 1, 1),
]
STARTUP = ["JCA", "JCB", "JCB08-01", "JCCW", "JCCM", "JCDI", "JCDE", "JCB01-01", "JCX"]
# (code, name): plain, starred, scarce, class C, two rows of one code, limited work types, old
# codes of 附件4 with one and with several targets, specialties A to C, courses, unknown ones.
CODES = [
    ("6-18-01-03", "刨插工"),
    ("3-01-02-02", "秘书"),
    ("6180101", "车工"),
    ("4-03-02-07", "茶艺师"),
    ("4-10-01-06", "家政服务员（整理收纳师）"),
    ("4-10-01-06", "家政服务员（母婴护理）"),
    ("6-30-05-01", "起重装卸机械操作工（桥式起重机司机）"),
    ("4010202", "电子商务师"),
    ("6200101", "钳工"),
    ("4070503", "智能楼宇管理员"),
    ("6-18-01-01", "铣工"),
    ("100000001", "家具组装"),
    ("100000086", "盱眙龙虾制作"),
    ("100000149", "扬州炒饭制作"),
    ("3208990008", "短视频运营"),
    ("9-99-99-99", "车工"),
]
# Total minutes on and beside 45 × 24, 32, 40 and 56 lessons.
TOTALS = [0, 1079, 1080, 1439, 1440, 1799, 1800, 2519, 2520, 3000]
MINUTES = [0, 1, *(m + d for t in TOTALS[1:] for m in (t * 2 // 5, t * 3 // 5) for d in (0, 1))]


def maybe(values: list[Any], often: int = 8) -> st.SearchStrategy[Any]:
    """One of the values, now and then nothing at all."""
    return st.sampled_from([*values * (often // len(values) + 1), None])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """One claim, typed; startup trainings are as frequent as all other programmes."""
    startup = draw(st.booleans())
    code, name = draw(st.sampled_from(CODES))
    ordinary = ["LEVEL", "LEVEL", "COMPLETION", "SPECIALTY", "INDUCTION", "PROJECT"]
    claim: Claim = {
        "person_id": draw(maybe(["P1", "P1", "P2", "P3"], 20)),
        "benefit": draw(maybe(["TRAINING"] * 5 + ["UPSKILLING", "UPSKILLING", "TESTING"], 20)),
        "programme": "STARTUP" if startup else draw(maybe([*ordinary, "APPRENTICESHIP"], 20)),
        "code": draw(maybe(STARTUP, 30)) if startup else draw(maybe([code], 12)),
        "name": None if startup else draw(maybe([name], 4)),
        "level": draw(maybe([1, 2, 3, 4, 5])),
        "total_minutes": draw(maybe([2520, 2520, *TOTALS], 20)),
        "online_minutes": draw(maybe([0, 0, 0, *MINUTES], 20)),
        "practical_minutes": draw(maybe([3000, 3000, 3000, *MINUTES], 20)),
        "provider_stars": draw(maybe([3, 3, 4, 5, 2], 20)),
        "provider_removed_on": draw(st.sampled_from([None, None, None, None, *DAYS])),
        "filed_on": draw(maybe([*DAYS[1:4], *DAYS], 20)),
        "trained_on": draw(maybe(DAYS, 20)),
        "applied_on": draw(maybe([*DAYS[2:5] * 2, *DAYS], 20)),
        "certificate_found": draw(maybe([True, True, True, False], 12)),
    }
    return claim


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[tuple[str, ...], list[Claim]]:
    """Which of the officers' columns there are, and the claims with them."""
    columns = tuple(name for name in OFFICER_COLUMNS if draw(st.booleans()))
    rows = draw(st.lists(claims(), min_size=1, max_size=24))
    for place, row in enumerate(rows):
        row["claim_id"] = f"C{place}"
        for name in columns:
            if name == "approved_price":
                row[name] = draw(maybe([0, 1, 123_450]))
            elif name == "standard_superseded":
                row[name] = draw(maybe([False, False, False, True], 12))
            else:
                row[name] = draw(maybe([True, True, True, False], 12))
    return columns, rows
