"""Who may do what with adjudication runs."""

from hengji.platform.accounts.roles import Role
from hengji.platform.permissions import declare

VIEW_RUNS = declare(
    "subsidies.view_runs", "查看补贴核定", Role.ADMINISTRATOR, Role.CLERK, Role.AUDITOR
)
HANDLE_RUNS = declare("subsidies.handle_runs", "办理补贴核定", Role.ADMINISTRATOR, Role.CLERK)
DOWNLOAD_WORKBOOK = declare(
    # The applicants' own sheet has their identity codes in it.
    "subsidies.download_workbook",
    "下载含证件号码的申领表",
    Role.ADMINISTRATOR,
    Role.CLERK,
)
REVEAL_IDENTITY = declare("subsidies.reveal_identity", "查看完整证件号码", Role.ADMINISTRATOR)
