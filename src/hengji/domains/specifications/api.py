"""The only door to this domain."""

from hengji.core.specifications.expert_group import ExpertKind
from hengji.domains.specifications.files import DOCUMENT, PROOF, DocumentKind
from hengji.domains.specifications.models import (
    Comment,
    Expert,
    FilingKind,
    Guide,
    GuideKind,
    Review,
    ReviewKind,
    Specification,
    Version,
)
from hengji.domains.specifications.models.preparation import OUTPUTS, TOPICS
from hengji.domains.specifications.models.specifications import QUESTIONS, Gate
from hengji.domains.specifications.queries.documents import Document, documents_of
from hengji.domains.specifications.queries.experts import expert_get
from hengji.domains.specifications.queries.guides import (
    GuideCoverage,
    KnowledgePoint,
    guide_get,
    guides_of,
    knowledge_points,
)
from hengji.domains.specifications.queries.occupations import lint_occupations
from hengji.domains.specifications.queries.procedure import (
    Step,
    awaited_from,
    missing_now,
    procedure_of,
)
from hengji.domains.specifications.queries.public import (
    PublicFilter,
    PublicSpecification,
    public_places,
    public_specification,
    public_specifications,
)
from hengji.domains.specifications.queries.specifications import (
    SORTS,
    SpecificationFilter,
    specification_get,
    specifications_page,
)
from hengji.domains.specifications.queries.tallies import StateTally, tallies_by_state
from hengji.domains.specifications.queries.texts import (
    WorkingText,
    comments_on,
    version_get,
    versions_of,
    working_text,
)
from hengji.domains.specifications.rules import (
    APPROVE_SPECIFICATIONS,
    COMMENT_SPECIFICATIONS,
    HANDLE_SPECIFICATIONS,
    PILOT_SPECIFICATIONS,
    PROMULGATE_SPECIFICATIONS,
    REVIEW_SPECIFICATIONS,
    VIEW_SPECIFICATIONS,
    WRITE_SPECIFICATIONS,
)
from hengji.domains.specifications.services.comments import comment_add, comment_answer
from hengji.domains.specifications.services.documents import document_add, permission_for
from hengji.domains.specifications.services.experts import (
    ExpertText,
    Proof,
    expert_add,
    expert_change,
    expert_remove,
)
from hengji.domains.specifications.services.guides import chapter_save, guide_add
from hengji.domains.specifications.services.issuing import (
    filing_record,
    items_record,
    pilot_begin,
    specification_promulgate,
    specification_put_in_force,
    specification_withdraw,
)
from hengji.domains.specifications.services.listed import proposals_from_list, specialties_of
from hengji.domains.specifications.services.listing import list_propose
from hengji.domains.specifications.services.pilots import pilots_remind
from hengji.domains.specifications.services.preparation import survey_save, workshop_save
from hengji.domains.specifications.services.proposals import (
    ListedRow,
    Proposal,
    proposal_edit,
    specification_propose,
)
from hengji.domains.specifications.services.reviews import review_give
from hengji.domains.specifications.services.revising import specification_revise
from hengji.domains.specifications.services.steps import (
    preparation_advance,
    specification_close,
    text_hand_in,
)
from hengji.domains.specifications.services.texts import Saved, text_save
from hengji.domains.specifications.states import (
    ENDED,
    PUBLIC,
    WRITING,
    State,
)

__all__ = [
    "APPROVE_SPECIFICATIONS",
    "COMMENT_SPECIFICATIONS",
    "DOCUMENT",
    "ENDED",
    "HANDLE_SPECIFICATIONS",
    "OUTPUTS",
    "PILOT_SPECIFICATIONS",
    "PROMULGATE_SPECIFICATIONS",
    "PROOF",
    "PUBLIC",
    "QUESTIONS",
    "REVIEW_SPECIFICATIONS",
    "SORTS",
    "TOPICS",
    "VIEW_SPECIFICATIONS",
    "WRITE_SPECIFICATIONS",
    "WRITING",
    "Comment",
    "Document",
    "DocumentKind",
    "Expert",
    "ExpertKind",
    "ExpertText",
    "FilingKind",
    "Gate",
    "Guide",
    "GuideCoverage",
    "GuideKind",
    "KnowledgePoint",
    "ListedRow",
    "Proof",
    "Proposal",
    "PublicFilter",
    "PublicSpecification",
    "Review",
    "ReviewKind",
    "Saved",
    "Specification",
    "SpecificationFilter",
    "State",
    "StateTally",
    "Step",
    "Version",
    "WorkingText",
    "awaited_from",
    "chapter_save",
    "comment_add",
    "comment_answer",
    "comments_on",
    "document_add",
    "documents_of",
    "expert_add",
    "expert_change",
    "expert_get",
    "expert_remove",
    "filing_record",
    "guide_add",
    "guide_get",
    "guides_of",
    "items_record",
    "knowledge_points",
    "lint_occupations",
    "list_propose",
    "missing_now",
    "permission_for",
    "pilot_begin",
    "pilots_remind",
    "preparation_advance",
    "procedure_of",
    "proposal_edit",
    "proposals_from_list",
    "public_places",
    "public_specification",
    "public_specifications",
    "review_give",
    "specialties_of",
    "specification_close",
    "specification_get",
    "specification_promulgate",
    "specification_propose",
    "specification_put_in_force",
    "specification_revise",
    "specification_withdraw",
    "specifications_page",
    "survey_save",
    "tallies_by_state",
    "text_hand_in",
    "text_save",
    "version_get",
    "versions_of",
    "working_text",
    "workshop_save",
]
