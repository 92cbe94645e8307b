"""A program that asks again for a draft, because no answer came, is given the same."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_received_by")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="key",
            field=models.CharField(blank=True, default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=["owner", "key"], condition=~Q(key=""), name="cases_draft_one_per_key"
            ),
        ),
    ]
