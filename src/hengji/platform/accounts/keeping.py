"""What of signing in may go; that somebody signed in stands in the audit trail."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from hengji.platform.retention.registry import may_go

may_go(
    "accounts.sessions",
    Session,
    "过期的登录会话",
    condition="t.expire_date < %(before)s",
    days=1,
    reason="会话已失效，其中的内容不应再留存（GB/T 22239 剩余信息保护）",
)
may_go(
    "accounts.sessions.places",
    UserSession,
    "已失效会话的来源地址",
    condition="t.created_at < %(before)s AND NOT EXISTS ("
    "SELECT FROM django_session s WHERE s.session_key = t.session_key)",
    days=1,
    reason="只供本人查看有效的会话；登录与地址另在审计日志中（个人信息保护法第十九条：最短时间）",
)
