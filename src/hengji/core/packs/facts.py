"""What each kind of lookup gives: the attributes that rules may read.

The functions themselves stand in ``core.adjudication.facts``; here are only their names, so that
a pack can be checked without running it.
"""

from collections.abc import Mapping

from hengji.core.rules.values import Kind

FACT_ATTRIBUTES: Mapping[str, Mapping[str, Kind]] = {
    # From a code and a name to the published entry, its class and its amount.
    "catalogue_entry": {
        "listed": Kind.YESNO,
        "rate_class": Kind.TEXT,
        "starred": Kind.YESNO,
        "shortage": Kind.YESNO,
        "has_amount": Kind.YESNO,
        "base_fen": Kind.WHOLE,
        "minimum_lessons": Kind.WHOLE,
    },
    # From a certificate, a code and a name to whether a list without amounts names them.
    "listed_entry": {"listed": Kind.YESNO},
    # From a birthday and a day to the completed years on that day.
    "completed_years": {"age": Kind.WHOLE},
    # From a day to the last day of the months that begin with it, month ends clamped.
    "months_later": {"deadline": Kind.DATE},
    # From two days to the working days between them, the second day excluded (holidays counted).
    "working_days": {"working_days": Kind.WHOLE},
}

WORKDAYS_NOT_PUBLISHED = "WORKDAYS_NOT_PUBLISHED"
FACT_UNKNOWNS: Mapping[str, Mapping[str, str]] = {
    "working_days": {WORKDAYS_NOT_PUBLISHED: "该年的放假安排尚未公布，或尚未录入工作日历"},
}
"""What a lookup may lack beside its inputs, by name, and what an officer reads of it."""

FACT_CHOICES: Mapping[str, int] = {"catalogue_entry": 2, "listed_entry": 1}
"""How many of the first inputs that a lookup reads say where it looks; they must be choices."""
