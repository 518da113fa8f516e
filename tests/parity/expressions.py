"""Random expressions of the rules' language, and random rows for them."""

from datetime import date

from hypothesis import strategies as st

from hengji.core.rules.expression import Name
from hengji.core.rules.values import Kind

CHOICES = ("LEVEL", "STARTUP", "it's")
NAMES = {
    "a": Name(Kind.WHOLE),
    "b": Name(Kind.WHOLE),
    "d": Name(Kind.DATE),
    "e": Name(Kind.DATE),
    "p": Name(Kind.YESNO),
    "q": Name(Kind.YESNO),
    "t": Name(Kind.TEXT),
    "order": Name(Kind.CHOICE, frozenset(CHOICES)),  # a word of SQL's own
}
BIT = {name: 1 << place for place, name in enumerate(NAMES)}
DAYS = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29)]
TEXTS = ["", "车工", "it's", 'a"b', "\\", "%", "LEVEL"]

rows = st.fixed_dictionaries(
    {
        "a": st.sampled_from([None, -1, 0, 1, 40, 10**6]),
        "b": st.sampled_from([None, 0, 1, 100, 10**6]),
        "d": st.sampled_from([None, *DAYS]),
        "e": st.sampled_from([None, *DAYS]),
        "p": st.sampled_from([None, True, False]),
        "q": st.sampled_from([None, True, False]),
        "t": st.sampled_from([None, *TEXTS]),
        "order": st.sampled_from([None, *CHOICES]),
    }
)

wholes = st.recursive(
    st.sampled_from(["a", "b", "year(d)", "0", "1", "-1", "40", "100", "3000000000"]),
    lambda inner: st.one_of(
        # Two factors at most are multiplied: a pack's figures stay far inside 64 bits.
        st.builds("({} + {})".format, inner, inner),
        st.builds("({} - {})".format, inner, inner),
        st.builds("smaller({}, {})".format, inner, inner),
        st.builds("larger({}, {})".format, inner, inner),
        st.sampled_from(["a * b", "(a + 1) * (b - 1)", "smaller(a, b) * 100"]),
    ),
    max_leaves=4,
)
days = st.sampled_from(["d", "e", *(f"date('{day}')" for day in DAYS)])
texts = st.sampled_from(["t", "order", *map(repr, TEXTS)])
compare = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
same = st.sampled_from(["==", "!="])
truths = st.recursive(
    st.one_of(
        st.sampled_from(["p", "q", "True", "False", "p == q", "p != q"]),
        st.sampled_from([f"{name} is {word}" for name in NAMES for word in ("None", "not None")]),
        st.builds("{} {} {}".format, wholes, compare, wholes),
        st.builds("{} {} {}".format, days, compare, days),
        st.builds("t {} {}".format, same, texts),
        st.sampled_from(["order == 'LEVEL'", "order != 'STARTUP'", "order == t"]),
        st.sampled_from(["a in (0, 1)", "b not in (1, 100)", "order in ('LEVEL', \"it's\")"]),
        st.sampled_from(["t in ('车工', '')", "t not in ('%',)"]),
    ),
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        st.builds("({}) and ({}) and ({})".format, inner, inner, inner),
    ),
    max_leaves=8,
)
