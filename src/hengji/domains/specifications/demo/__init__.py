"""Three specifications at different stages, invented, only where the site runs as a demo."""

import hashlib
from importlib.resources import files

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hengji.core.specifications.reading import read_specification
from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications import api
from hengji.domains.specifications.demo.stages import Cast, Stages
from hengji.platform.accounts.models import User

NAME = "考核规范示例"
_ROLES = ("clerk", "author", "reviewer", "approver", "promulgator")
_IN_FORCE, _IN_REVIEW, _IN_DRAFTING = (
    "chongqing-noodles.yaml", "home-cleaning.yaml", "drone-spraying.yaml",
)  # fmt: skip


def fingerprint() -> str:
    """Changes when the mode or one of the texts changes."""
    state = (settings.DEMO, *(_bytes(name) for name in (_IN_FORCE, _IN_REVIEW, _IN_DRAFTING)))
    return hashlib.sha256(repr(state).encode()).hexdigest()


def load() -> None:
    """Carry them as far as they go; what an earlier demo made stays as it is."""
    found = {
        one.username: one
        for one in User.objects.filter(
            username__in=[f"chongqing-{role}" for role in _ROLES], is_demo=True
        )
    }
    if not settings.DEMO or len(found) < len(_ROLES):
        return
    cast = Cast(*(found[f"chongqing-{role}"] for role in _ROLES))
    if api.Specification.objects.filter(created_by=cast.clerk).exists():
        return
    stages = Stages(cast, timezone.now())
    with transaction.atomic():
        stages.draft(_text(_IN_DRAFTING), hand_in=False)
        stages.review(_text(_IN_REVIEW))
        stages.put_in_force(_text(_IN_FORCE))


def _text(name: str) -> AssessmentSpec:
    return read_specification(name, _bytes(name))


def _bytes(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()
