"""What files come with a notice and with an objection, and who may read them."""

from hengji.platform.files.kinds import DOCX, OFD, PDF, PICTURES, XLSX
from hengji.platform.files.purposes import MEGABYTE, declare_purpose
from hengji.platform.notices.rules import ANSWER_OBJECTIONS, VIEW_NOTICES

# Once its notice is published, everyone may have it from the portal.
ATTACHMENT = declare_purpose(
    "notices.attachment",
    "公示附件",
    kinds=(PDF, OFD, DOCX, XLSX, *PICTURES),
    most_bytes=20 * MEGABYTE,
    permission=VIEW_NOTICES,
)
# It may show anything and anyone, so only those who answer get it.
EVIDENCE = declare_purpose(
    "notices.evidence",
    "异议证据",
    kinds=(PDF, OFD, *PICTURES),
    most_bytes=10 * MEGABYTE,
    permission=ANSWER_OBJECTIONS,
)
