"""PostgreSQL's extensions that every domain may count on."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("startup", "0001_initial")]
    operations = [TrigramExtension()]
