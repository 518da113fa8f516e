"""What is kept of specifications."""

from hengji.domains.specifications.models.comments import Comment
from hengji.domains.specifications.models.experts import Expert
from hengji.domains.specifications.models.guides import Chapter, Guide, GuideKind
from hengji.domains.specifications.models.preparation import Survey, Workshop
from hengji.domains.specifications.models.reviews import PanelMember, Review, ReviewKind
from hengji.domains.specifications.models.specifications import FilingKind, Specification
from hengji.domains.specifications.models.texts import TextRevision, Version

__all__ = [
    "Chapter",
    "Comment",
    "Expert",
    "FilingKind",
    "Guide",
    "GuideKind",
    "PanelMember",
    "Review",
    "ReviewKind",
    "Specification",
    "Survey",
    "TextRevision",
    "Version",
    "Workshop",
]
