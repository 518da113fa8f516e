"""Accounts to try the system with: invented people, made only where the site runs as a demo."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hengji.platform.accounts.models import Appointment, User
from hengji.platform.roles import role_label

NAME = "演示账号"


@dataclass(frozen=True)
class DemoAccount:
    """One invented officer."""

    username: str
    display_name: str
    jurisdiction: str
    place: str
    role: str

    @property
    def role_label(self) -> str:
        """The role in Chinese, for the sign-in page and the console."""
        return role_label(self.role)


ACCOUNTS = (
    DemoAccount("jiangsu", "苏明远", "320000", "江苏省", "administrator"),
    DemoAccount("huaian", "淮思齐", "320800", "淮安市", "administrator"),
    DemoAccount("huaian-clerk", "清和", "320800", "淮安市", "clerk"),
    DemoAccount("huaian-reviewer", "明复之", "320800", "淮安市", "reviewer"),
    DemoAccount("qingjiangpu", "浦云舟", "320812", "淮安市清江浦区", "clerk"),
    DemoAccount("guangzhou", "穗文博", "440100", "广州市", "administrator"),
    DemoAccount("guangzhou-clerk", "越秋", "440100", "广州市", "clerk"),
    DemoAccount("tianhe", "天行之", "440106", "广州市天河区", "clerk"),
    DemoAccount("chongqing", "渝知行", "500000", "重庆市", "administrator"),
    DemoAccount("chongqing-clerk", "巴山雨", "500000", "重庆市", "clerk"),
    DemoAccount("chongqing-author", "嘉陵文", "500000", "重庆市", "specification_author"),
    DemoAccount("chongqing-reviewer", "渝正言", "500000", "重庆市", "technical_reviewer"),
    DemoAccount("chongqing-approver", "缙云深", "500000", "重庆市", "final_reviewer"),
    DemoAccount("chongqing-promulgator", "朝天明", "500000", "重庆市", "promulgator"),
    DemoAccount("sichuan", "蜀怀瑾", "510000", "四川省", "administrator"),
    DemoAccount("auditor", "鉴知微", "320000", "江苏省", "auditor"),
)


def fingerprint() -> str:
    """Changes when the cast, the password or the mode changes."""
    state = (settings.DEMO, settings.DEMO_PASSWORD, ACCOUNTS)
    return hashlib.sha256(repr(state).encode()).hexdigest()


def load() -> None:
    """Make the accounts in demo mode; out of it, close those that an earlier demo made."""
    if not settings.DEMO:
        names = [account.username for account in ACCOUNTS]
        User.objects.filter(username__in=names, is_demo=True).update(is_active=False)
        return
    password = make_password(settings.DEMO_PASSWORD)  # once: each hash costs a third of a second
    for account in ACCOUNTS:
        user, _ = User.objects.update_or_create(
            username=account.username,
            is_demo=True,
            defaults={
                "display_name": account.display_name,
                "jurisdiction_id": account.jurisdiction,
                "password": password,
                "is_active": True,
            },
        )
        Appointment.objects.get_or_create(
            user=user,
            role=account.role,
            place_id=account.jurisdiction,
            defaults={"since": timezone.localdate()},
        )
