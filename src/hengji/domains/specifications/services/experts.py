"""The expert group: who joins it, as what, and who leaves it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from hengji.core.specifications.expert_group import ExpertKind
from hengji.domains.specifications.errors import (
    NoSuchPartError,
    SpecificationInputError,
    SpecificationStateError,
)
from hengji.domains.specifications.files import PROOF
from hengji.domains.specifications.models import Expert, Specification
from hengji.domains.specifications.rules import HANDLE_SPECIFICATIONS
from hengji.domains.specifications.services.access import (
    account_that_sees,
    locked_specification,
    needed,
)
from hengji.domains.specifications.states import PREPARING, State
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.files.services import file_store

OPEN_TO_CHANGE = (*PREPARING, State.DRAFTING)


@dataclass(frozen=True)
class ExpertText:
    """What is written of a member; ``username`` is the account, where he has one."""

    name: str
    kind: ExpertKind
    employer: str
    post: str = ""
    is_trained: bool = False
    is_leader: bool = False
    is_lead_author: bool = False
    username: str = ""


@dataclass(frozen=True)
class Proof:
    """The paper that shows the training of a 项目主持人."""

    name: str
    chunks: Iterable[bytes]


@transaction.atomic
def expert_add(
    *,
    actor: User,
    specification_id: int,
    text: ExpertText,
    proof: Proof | None = None,
    at: datetime,
) -> Expert:
    """Add a member. Raises `SpecificationInputError` and `SpecificationStateError`."""
    specification = _open(actor, specification_id)
    expert = Expert(specification=specification, joined_by=actor, joined_at=at)
    _write(expert, text)
    _keep_proof(expert, proof, actor=actor, at=at)
    expert.save()
    _trace(expert, "add", text, actor=actor, at=at)
    return expert


@transaction.atomic
def expert_change(
    *, actor: User, expert_id: int, text: ExpertText, proof: Proof | None = None, at: datetime
) -> Expert:
    """Change what is written of a member; a new ``proof`` takes the place of the earlier one."""
    expert = _member(actor, expert_id)
    _write(expert, text)
    _keep_proof(expert, proof, actor=actor, at=at)
    expert.save()
    _trace(expert, "change", text, actor=actor, at=at)
    return expert


@transaction.atomic
def expert_remove(*, actor: User, expert_id: int, at: datetime) -> None:
    """The member leaves the group; what was written of him stays on record."""
    expert = _member(actor, expert_id)
    expert.left_by, expert.left_at = actor, at
    expert.save()
    _trace(expert, "remove", None, actor=actor, at=at)


def _open(actor: User, specification_id: int) -> Specification:
    specification = locked_specification(actor, HANDLE_SPECIFICATIONS, specification_id)
    if specification.state not in OPEN_TO_CHANGE:
        raise SpecificationStateError(
            "SPECIFICATION_GROUP_FIXED",
            f"考核规范现在是“{specification.status.label}”，专家组不能变动。",
        )
    return specification


def _member(actor: User, expert_id: int) -> Expert:
    found = Expert.objects.filter(pk=expert_id, left_at=None).first()
    if found is None:
        raise NoSuchPartError("这名专家")
    found.specification = _open(actor, found.specification_id)
    return found


def _write(expert: Expert, text: ExpertText) -> None:
    expert.name = needed(text.name, "name", "姓名")[:40]
    expert.kind = text.kind.value
    expert.employer = needed(text.employer, "employer", "工作单位")[:100]
    expert.post = text.post.strip()[:100]
    expert.is_trained = text.is_trained
    expert.account = _account(expert, text.username.strip())
    others = Expert.objects.filter(specification=expert.specification, left_at=None)
    others = others.exclude(pk=expert.pk)
    for name, label in (("is_leader", "组长"), ("is_lead_author", "主笔人")):
        chosen = getattr(text, name)
        if chosen and others.filter(**{name: True}).exists():
            raise SpecificationInputError(
                "EXPERT_HEAD_TWICE", f"专家组已有{label}，请先改掉原来的。", field=name
            )
        setattr(expert, name, chosen)


def _account(expert: Expert, username: str) -> User | None:
    """The member's account, if it may see this specification; two members are two persons."""
    if not username:
        return None
    found = account_that_sees(expert.specification, username, "username")
    same = Expert.objects.filter(specification=expert.specification, account=found, left_at=None)
    if same.exclude(pk=expert.pk).exists():
        raise SpecificationInputError(
            "EXPERT_ACCOUNT_TWICE", "这个账号已经是专家组的另一名成员。", field="username"
        )
    return found


def _keep_proof(expert: Expert, proof: Proof | None, *, actor: User, at: datetime) -> None:
    if proof is not None:
        expert.proof = file_store(
            actor=actor,
            jurisdiction=expert.specification.jurisdiction,
            purpose=PROOF,
            name=proof.name,
            chunks=proof.chunks,
            at=at,
            subject=expert.specification,
        )


def _trace(
    expert: Expert, action: str, text: ExpertText | None, *, actor: User, at: datetime
) -> None:
    told = asdict(text) | {"kind": text.kind.value} if text else {"name": expert.name}
    record(
        actor=actor,
        action=f"specifications.expert.{action}",
        subject=expert.specification,
        jurisdiction=expert.specification.jurisdiction,
        at=at,
        after=told,
    )
