"""Whether mail leaves the site."""

import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import get_connection

from hengji.platform.health.checks.site import is_public
from hengji.platform.health.findings import Finding, fault, fine, warning
from hengji.platform.health.registry import check


@check("mail", "邮件", needs_database=False)
def mail(at: datetime) -> Finding:
    """The server is reached and takes our name and password; nothing is sent."""
    if not settings.EMAIL_HOST:
        told = f"没有邮件服务器，邮件写入 {settings.EMAIL_FILE_PATH}"
        if is_public():
            return warning(told, "请设 HENGJI_SMTP 与 HENGJI_MAIL_FROM；不发邮件的站点可不理会。")
        return fine(told)
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            pass
    except smtplib.SMTPAuthenticationError:
        return fault(f"{server} 不接受用户名或密码", "请检查 HENGJI_SMTP 中的用户与密码。")
    except (OSError, smtplib.SMTPException) as error:
        return fault(
            f"连接不上 {server}（{type(error).__name__}）",
            "请检查 HENGJI_SMTP 的主机、端口与加密方式，以及防火墙。",
        )
    sender = settings.DEFAULT_FROM_EMAIL
    if "." not in sender.rpartition("@")[2] or sender.endswith("127.0.0.1"):
        return warning(
            f"{server} 可用，但发件人是 {sender}", "请把 HENGJI_MAIL_FROM 设为本单位邮箱。"
        )
    return fine(f"{server}，发件人 {sender}")
