from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("posted_at__gte", datetime(2000, 1, 1, tzinfo=UTC)),
                    ("posted_at__lt", datetime(2200, 1, 1, tzinfo=UTC)),
                ),
                name="letterbox_envelope_posted_in_time",
            ),
        ),
    ]
