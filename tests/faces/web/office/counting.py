"""How much a page asks of the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, url: str) -> tuple[int, str]:
    """How many queries the page took, the office's frame included, and the page."""
    client.get(url)  # a session's first request keeps who uses it and from where
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content.decode()
    return len(queries), page
