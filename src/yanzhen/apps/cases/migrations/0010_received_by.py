"""Who received a paper at the window."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("cases", "0009_finder"),)

    operations = (
        migrations.AddField(
            model_name="material",
            name="received_by",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    )
