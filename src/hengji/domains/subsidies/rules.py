"""What may be done with adjudication runs."""

from hengji.platform.permissions import declare

VIEW_RUNS = declare("subsidies.view_runs", "查看补贴核定")
HANDLE_RUNS = declare("subsidies.handle_runs", "办理补贴核定")
CONFIRM_RUNS = declare("subsidies.confirm_runs", "复核补贴核定")
# The applicants' own sheet has their identity codes in it.
DOWNLOAD_WORKBOOK = declare("subsidies.download_workbook", "下载含证件号码的申领表")
REVEAL_IDENTITY = declare("subsidies.reveal_identity", "查看完整证件号码")
