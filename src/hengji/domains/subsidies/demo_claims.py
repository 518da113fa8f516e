"""Invented claims under 淮人社发〔2024〕22号: every decision and most clauses occur among them."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from hengji.core.catalogues.model import HUAIAN_OCCUPATIONS, HUAIAN_SPECIALTIES, Entry
from hengji.core.packs.model import Pack

CLAIMS, PERSONS = 200, 90
_FIRST_DAY = date(2024, 1, 8)
_LEVELS = {5: ("五级", 1800), 4: ("四级", 2520), 3: ("三级", 2520), 2: ("二级", 2520)}
_STARTUP = {"JCA": 1080, "JCB": 2520, "JCCW": 2520, "JCDI": 2520, "JCB08-01": 2520}


def invented_claims(pack: Pack) -> Iterator[dict[str, str]]:
    """The same claims each time; two of them have a cell that cannot be read."""
    chance = random.Random(pack.division)  # noqa: S311 - invented claims, the same each time
    occupations = [one for one in pack.entries if one.list_id == HUAIAN_OCCUPATIONS]
    specialties = [one for one in pack.entries if one.list_id == HUAIAN_SPECIALTIES]
    for number in range(1, CLAIMS + 1):
        filed = _FIRST_DAY + timedelta(days=chance.randrange(220))
        trained = filed + timedelta(days=chance.randrange(10, 40))
        claim = {
            "claim_id": f"HA2024-{number:04}",
            "person_id": f"YS{chance.randrange(PERSONS):06}",  # nobody's: no identity code
            "filed_on": filed.isoformat(),
            "trained_on": trained.isoformat(),
            "applied_on": (trained + timedelta(days=chance.randrange(5, 60))).isoformat(),
            **_kind(chance, occupations, specialties),
        }
        if number == 77:
            claim["applied_on"] = "2024-02-30"
        if number == 150:
            claim["level"] = "六级"
        yield claim


def _kind(
    chance: random.Random, occupations: list[Entry], specialties: list[Entry]
) -> dict[str, str]:
    kind = chance.choices(("level", "specialty", "startup", "upskilling"), (9, 4, 4, 3))[0]
    if kind == "upskilling":
        entry = chance.choice(occupations)
        return {
            "benefit": "参保职工技能提升补贴",
            "code": entry.code,
            "name": entry.name,
            "level": chance.choice(["五级", "四级", "三级", "三级", "二级"]),
            "certificate_found": chance.choice(["是", "是", "是", "是", "否", ""]),
        }
    stars = chance.choice(["三星级", "四星级", "五星级"] * 6 + ["二星级", ""])
    common = {"benefit": "职业培训补贴", "provider_stars": stars}
    if kind == "startup":
        code = chance.choice(list(_STARTUP))
        minutes = _STARTUP[code]
        return common | {
            "programme": "创业培训",
            "code": code,
            "total_minutes": str(minutes),
            "online_minutes": "0",
            "practical_minutes": str(minutes // 2),
        }
    if kind == "specialty":
        entry = chance.choice(specialties)
        minutes = 1800
        online = chance.choice([0] * 8 + [180])  # 备注2: in person
        return common | {
            "programme": "专项职业能力培训",
            "code": entry.code,
            "name": entry.name,
            **_minutes(minutes, online, minutes * 7 // 10),
        }
    entry = chance.choice(occupations)
    word, minutes = chance.choice(list(_LEVELS.values()))
    minutes -= chance.choice([0] * 12 + [45])  # a lesson too few
    online = minutes * chance.choice([0, 20, 30, 40, 40, 45]) // 100  # 四: at most 40 %
    return common | {
        "programme": "职业技能等级培训",
        "code": entry.code if chance.random() < 0.97 else "9-99-99-99",
        "name": entry.name,
        "level": word,
        **_minutes(minutes, online, minutes * chance.choice([60, 62, 65, 55]) // 100 + 1),
    }


def _minutes(total: int, online: int, practical: int) -> dict[str, str]:
    return {
        "total_minutes": str(total),
        "online_minutes": str(online),
        "practical_minutes": str(practical),
    }
