"""The table of Django's cache, which has no model of its own."""

from django.db import models


class CacheEntry(models.Model):
    """A counter of sign-ins or the like, with its end; made by ``createcachetable``."""

    cache_key = models.CharField("键", max_length=255, primary_key=True)
    expires = models.DateTimeField("到期")

    class Meta:
        managed = False
        db_table = "hengji_cache"
        verbose_name = verbose_name_plural = "缓存"

    def __str__(self) -> str:
        return self.cache_key
