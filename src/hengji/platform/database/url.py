"""A connection string in Django's form."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict


def django_database(url: str) -> dict[str, Any]:
    """What DATABASES wants; a word of libpq that Django has no key for goes to the driver.

    Raises `psycopg.ProgrammingError` for what is no connection string.
    """
    given: dict[str, Any] = dict(conninfo_to_dict(url))
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    values = {key: given.pop(name, "") for key, name in names.items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **values,
        "PORT": given.pop("port", ""),
        "OPTIONS": given,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
