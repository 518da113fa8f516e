"""The approved claims by number, as they are looked for when another run is confirmed."""

from django.db import migrations, models

from hengji.domains.subsidies.models.decisions import ClaimNumber
from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [("subsidies", "0010_claim_approved_once")]
    operations = [
        AddIndexBeside(
            model_name="claimdecision",
            index=models.Index(
                models.F("run"),
                ClaimNumber("claim_id"),
                condition=models.Q(("decision", "approved")),
                name="decision_approved_number",
            ),
        ),
    ]
