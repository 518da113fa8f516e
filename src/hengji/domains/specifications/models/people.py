"""Who did something, as a column."""

from django.db import models

from hengji.platform.accounts.models import User


def person(label: str) -> "models.ForeignKey[User]":
    """An account that must be there."""
    return models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=label)


def person_later(label: str) -> "models.ForeignKey[User | None]":
    """An account that is there once the thing is done."""
    return models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=label)
