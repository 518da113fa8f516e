"""Writing down what the survey found and what the workshop decided."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from hengji.domains.specifications.errors import NoSuchPartError, SpecificationStateError
from hengji.domains.specifications.models import Specification, Survey, Workshop
from hengji.domains.specifications.models.preparation import OUTPUTS, TOPICS
from hengji.domains.specifications.rules import HANDLE_SPECIFICATIONS
from hengji.domains.specifications.services.access import locked_specification
from hengji.domains.specifications.states import State
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record

SURVEY_TEXTS = (*TOPICS, "commissioned", "analysis")


@transaction.atomic
def survey_save(
    *, actor: User, specification_id: int, texts: Mapping[str, str], at: datetime
) -> Survey:
    """Keep what was found on the topics that ``texts`` names; the others stay as they are.

    Raises `SpecificationStateError` before the survey began and after the workshop.
    """
    specification = _open(actor, specification_id, (State.SURVEYING, State.WORKSHOP))
    survey = Survey.objects.filter(specification=specification).first()
    survey = survey or Survey(specification=specification)
    for name in SURVEY_TEXTS:
        if name in texts:
            setattr(survey, name, texts[name].strip())
    survey.commissioned = survey.commissioned[:100]
    survey.saved_by, survey.saved_at = actor, at
    survey.save()
    _trace(specification, "survey", survey.missing, actor=actor, at=at)
    return survey


@transaction.atomic
def workshop_save(
    *,
    actor: User,
    specification_id: int,
    moderator_id: int | None,
    held_on: date | None,
    texts: Mapping[str, str],
    at: datetime,
) -> Workshop:
    """Keep the workshop's moderator, day and outputs. Raises `NoSuchPartError` for a stranger."""
    specification = _open(actor, specification_id, (State.WORKSHOP,))
    moderator = None
    if moderator_id is not None:
        moderator = specification.experts.filter(pk=moderator_id, left_at=None).first()
        if moderator is None:
            raise NoSuchPartError("这名专家")
    workshop = Workshop.objects.filter(specification=specification).first()
    workshop = workshop or Workshop(specification=specification)
    workshop.moderator, workshop.held_on = moderator, held_on
    for name in OUTPUTS:
        setattr(workshop, name, texts.get(name, "").strip())
    workshop.saved_by, workshop.saved_at = actor, at
    workshop.save()
    _trace(specification, "workshop", workshop.missing, actor=actor, at=at)
    return workshop


def _open(actor: User, specification_id: int, states: tuple[State, ...]) -> Specification:
    specification = locked_specification(actor, HANDLE_SPECIFICATIONS, specification_id)
    if specification.state not in states:
        raise SpecificationStateError(
            "SPECIFICATION_STEP_OVER",
            f"考核规范现在是“{specification.status.label}”，这一步的记录不能再改。",
        )
    return specification


def _trace(
    specification: Specification, what: str, missing: tuple[str, ...], *, actor: User, at: datetime
) -> None:
    record(
        actor=actor,
        action=f"specifications.{what}.save",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={"missing": list(missing)},
    )
