"""Whether the records of specifications still add up."""

from collections.abc import Iterator

from django.db.models import Max, OuterRef, Subquery

from hengji.domains.specifications.models import Specification, TextRevision
from hengji.domains.specifications.states import ISSUED
from hengji.platform.health.registry import consistency
from hengji.platform.states.models import StateChange

BATCH = 500


@consistency("specifications.issued", "颁布的考核规范与最后审定的版本一致")
def issued_is_what_was_approved() -> Iterator[str]:
    """The issued version is the last one, was approved, and nothing was written since."""
    found = (
        Specification.objects.filter(state__in=ISSUED)
        .select_related("issued__revision")
        .annotate(last=Max("versions__number"), newest=Max("text_revisions__number"))
        .order_by("pk")
    )
    label = Specification._meta.label_lower
    approved = set(
        StateChange.objects.filter(subject_type=label, transition="pass_final_review").values_list(
            "subject_id", flat=True
        )
    )
    for one in found.iterator(BATCH):
        issued = one.issued
        if issued is None or issued.specification_id != one.pk or issued.number != one.last:
            yield f"考核规范 {one.pk}：颁布的不是它最后提交的版本"
        elif issued.revision.number != one.newest:
            yield f"考核规范 {one.pk}：颁布的版本之后又有文本"
        elif issued.spec.name.strip() != one.name:
            yield f"考核规范 {one.pk}：名称与颁布的版本不同"
        if str(one.pk) not in approved:
            yield f"考核规范 {one.pk}：没有最后审定通过的记录"


@consistency("specifications.newest_text", "考核规范的名称与最新文本一致")
def record_follows_the_text() -> Iterator[str]:
    """The record's name is the newest text's; every record has a text."""
    texts = TextRevision.objects.filter(specification=OuterRef("pk")).order_by("-number")
    found = Specification.objects.annotate(written=Subquery(texts.values("value__name")[:1]))
    for one in found.order_by("pk").iterator(BATCH):
        if one.written is None:
            yield f"考核规范 {one.pk}：没有文本"
        elif one.written.strip()[:200] not in {"", one.name}:
            yield f"考核规范 {one.pk}：名称与最新文本不同"
