"""What files an adjudication run consists of, and who may read them."""

from django.conf import settings

from hengji.domains.subsidies.rules import DOWNLOAD_WORKBOOK, VIEW_RUNS
from hengji.platform.files.kinds import TABLES
from hengji.platform.files.purposes import declare_purpose

# The applicants' own sheet, also with columns added, has their identity codes in it.
SHEET = declare_purpose(
    "subsidies.sheet",
    "申领表",
    kinds=TABLES,
    most_bytes=settings.MAX_UPLOAD_BYTES,
    permission=DOWNLOAD_WORKBOOK,
)
RESULT = declare_purpose(
    "subsidies.result",
    "核定结果",
    kinds=TABLES,
    most_bytes=settings.MAX_UPLOAD_BYTES,
    permission=VIEW_RUNS,
)
