"""The only door to this domain."""

from hengji.domains.specifications.files import DocumentKind
from hengji.domains.specifications.models import Comment, Specification, Version
from hengji.domains.specifications.models.specifications import QUESTIONS, FilingKind, Gate
from hengji.domains.specifications.queries.public import (
    PublicFilter,
    PublicSpecification,
    public_places,
    public_specification,
    public_specifications,
)
from hengji.domains.specifications.queries.specifications import (
    SpecificationFilter,
    specification_get,
    specifications_page,
)
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
from hengji.domains.specifications.services.proposals import (
    ListedRow,
    Proposal,
    proposal_edit,
    specification_propose,
)
from hengji.domains.specifications.services.texts import Saved, text_save
from hengji.domains.specifications.states import State

__all__ = [
    "APPROVE_SPECIFICATIONS",
    "COMMENT_SPECIFICATIONS",
    "HANDLE_SPECIFICATIONS",
    "PILOT_SPECIFICATIONS",
    "PROMULGATE_SPECIFICATIONS",
    "QUESTIONS",
    "REVIEW_SPECIFICATIONS",
    "VIEW_SPECIFICATIONS",
    "WRITE_SPECIFICATIONS",
    "Comment",
    "DocumentKind",
    "FilingKind",
    "Gate",
    "ListedRow",
    "Proposal",
    "PublicFilter",
    "PublicSpecification",
    "Saved",
    "Specification",
    "SpecificationFilter",
    "State",
    "Version",
    "WorkingText",
    "comment_add",
    "comment_answer",
    "comments_on",
    "proposal_edit",
    "public_places",
    "public_specification",
    "public_specifications",
    "specification_get",
    "specification_propose",
    "specifications_page",
    "text_save",
    "version_get",
    "versions_of",
    "working_text",
]
