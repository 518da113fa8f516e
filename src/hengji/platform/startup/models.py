"""What was loaded, so that the next start can leave it alone."""

from django.db import models


class LoadedData(models.Model):
    """The last version of one loader's data that went into this database."""

    loader = models.CharField(max_length=200, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "已装入的数据"

    def __str__(self) -> str:
        return self.loader
