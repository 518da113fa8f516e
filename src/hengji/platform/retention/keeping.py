"""What of the site's cache may go."""

from hengji.platform.retention.models import CacheEntry
from hengji.platform.retention.registry import may_go

may_go(
    "cache",
    CacheEntry,
    "过期的计数与缓存",
    condition="t.expires < %(before)s",
    days=1,
    reason="登录失败等计数只在规定的几分钟内有用",
)
