"""What the columns of the lists' rows have in common, as SQL: place, person, time and chance.

``n`` is the row's number, from 1 on. Every division of the country comes in turn, every state in
its share; the first run, notice and import are those of one district. Nobody in them exists.
"""

DISTRICT = "320812"
NOW = "now() - n * interval '1 second'"  # no two at the same time
SOMEBODY = "n + 1000"  # the account of the same number: it is of the same division
OWN = "1 + mod(n, 3)"  # one of the three officers who ask
DISTRICT_FIRST = f"CASE WHEN n = 1 THEN '{DISTRICT}' ELSE place END"
RARELY = "h % 50 = 0"


def often(*values: tuple[int, str], otherwise: str) -> str:
    """SQL for a value by chance: so many of a thousand this one, so many that one."""
    upto, cases = 0, []
    for share, value in values:
        upto += share
        cases.append(f"WHEN h % 1000 < {upto} THEN {value}")
    return f"CASE {' '.join(cases)} ELSE {otherwise} END"
