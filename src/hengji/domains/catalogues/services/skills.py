"""Skills as the sheets name them, brought into the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hengji.core.catalogues.resolve import code_key
from hengji.domains.catalogues.models import Skill, SkillKind
from hengji.domains.catalogues.services.derive import SkillKey, skill_key
from hengji.domains.catalogues.services.sheets import Sheet

_FIELDS = ("name", "code", "old_names", "old_codes")


@dataclass
class _Old:
    """What the crosswalk calls one current occupation by, in printed order, each once."""

    names: dict[str, None] = field(default_factory=dict)
    codes: dict[str, None] = field(default_factory=dict)


def skills_save(sheets: Sequence[Sheet], today: date) -> Mapping[SkillKey, Skill]:
    """Make or update every skill of the sheets; the list in force last gives it its name."""
    old = _old_sides(sheet for sheet in sheets if sheet.since <= today)
    wanted: dict[SkillKey, Skill] = {}
    for sheet in sorted(sheets, key=lambda one: (one.since <= today, one.since), reverse=True):
        for entry in sheet.entries:
            key = skill_key(sheet.kind, entry)
            if key not in wanted:
                sides = old[key[1]] if key[0] == SkillKind.OCCUPATION else _Old()
                wanted[key] = Skill(
                    kind=key[0],
                    key=key[1],
                    name=entry.name,
                    code=entry.code,
                    old_names=[name for name in sides.names if name != entry.name],
                    old_codes=[code for code in sides.codes if code != key[1]],
                )
    known = {(SkillKind(skill.kind), skill.key): skill for skill in _known(wanted)}
    due = [skill for key, skill in wanted.items() if not _same(known.get(key), skill)]
    Skill.objects.bulk_create(
        due,
        update_conflicts=True,
        unique_fields=("kind", "key"),
        update_fields=_FIELDS,
        batch_size=2000,
    )
    return known | {(SkillKind(skill.kind), skill.key): skill for skill in due}


def _old_sides(sheets: Iterable[Sheet]) -> defaultdict[str, _Old]:
    old: defaultdict[str, _Old] = defaultdict(_Old)
    for sheet in sheets:
        for pair in sheet.pairs:
            sides = old[code_key(pair.code_now)]
            sides.names[pair.name_old] = None
            sides.codes[code_key(pair.code_old)] = None
    return old


def _known(wanted: Iterable[SkillKey]) -> Iterable[Skill]:
    return Skill.objects.filter(key__in={key for _, key in wanted})


def _same(known: Skill | None, wanted: Skill) -> bool:
    return known is not None and all(
        getattr(known, name) == getattr(wanted, name) for name in _FIELDS
    )
