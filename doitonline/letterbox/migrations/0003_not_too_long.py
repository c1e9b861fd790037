from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual


class Migration(migrations.Migration):
    dependencies = [("letterbox", "0002_posted_in_time")]

    operations = [
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=LessThanOrEqual(Length("sealed"), 16 * 2**20),
                name="letterbox_envelope_not_too_long",
            ),
        ),
    ]
