"""Everything that happens to bodies, each in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.errors import HengjiError, NotFoundError
from hengji.platform.jurisdictions.models import Body, BodyKind, Jurisdiction
from hengji.platform.jurisdictions.rules import MANAGE_BODIES
from hengji.platform.permissions import require

_FIELDS = ("name", "kinds", "is_active")


@transaction.atomic
def body_create(
    *, actor: User, code: str, name: str, place: str, kinds: Sequence[str], at: datetime
) -> Body:
    """Enter a body. Raises `HengjiError` naming the field that does not do."""
    jurisdiction = Jurisdiction.objects.filter(code=place).first()
    if jurisdiction is None:
        raise HengjiError("PLACE_UNKNOWN", f"没有区划代码为“{place}”的地区。", field="place")
    require(actor, MANAGE_BODIES, jurisdiction)
    body = Body(code=code.strip().upper(), name=name.strip(), jurisdiction=jurisdiction)
    body.kinds = _kinds(kinds)
    _check(body)
    try:
        with transaction.atomic():
            body.save()
    except IntegrityError as error:
        taken = "body_code_has_its_shape" not in str(error)
        raise HengjiError(
            "BODY_CODE",
            f"统一社会信用代码“{body.code}”已登记。"
            if taken
            else "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）。",
            field="code",
        ) from error
    _record(actor, "body.create", body, at, None)
    return body


@transaction.atomic
def body_change(
    *, actor: User, body_id: int, name: str, kinds: Sequence[str], is_active: bool, at: datetime
) -> Body:
    """Change what may change; the code and the place stay. Raises as `body_create` does."""
    require(actor, MANAGE_BODIES, None)
    visible = Body.objects.visible_to(actor, MANAGE_BODIES).select_for_update(of=("self",))
    body = visible.filter(pk=body_id).first()
    if body is None:
        raise NotFoundError("BODY_NOT_FOUND", "没有找到这个机构，或它不属于您所在的地区。")
    before = {field: getattr(body, field) for field in _FIELDS}
    body.name, body.kinds, body.is_active = name.strip(), _kinds(kinds), is_active
    _check(body)
    body.save()
    _record(actor, "body.change", body, at, before)
    return body


def _kinds(kinds: Sequence[str]) -> list[str]:
    chosen = [kind for kind in BodyKind.values if kind in kinds]
    if not chosen:
        raise HengjiError("BODY_KINDS", "请至少选择一种机构类别。", field="kinds")
    return chosen


def _check(body: Body) -> None:
    if not body.name:
        raise HengjiError("BODY_NAME", "请填写机构名称。", field="name")


def _record(
    actor: User, action: str, body: Body, at: datetime, before: dict[str, object] | None
) -> None:
    after = {field: getattr(body, field) for field in _FIELDS} | {"code": body.code}
    record(
        actor=actor, action=action, subject=body, jurisdiction=body.jurisdiction, at=at,
        before=before, after=after,
    )  # fmt: skip
