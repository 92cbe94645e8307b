from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_reminders")]

    operations = [
        migrations.RemoveConstraint(model_name="filing", name="cases_filing_once_per_sheet"),
        migrations.RenameField(model_name="filing", old_name="sha256", new_name="digest"),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                fields=["employer", "item", "tenant", "digest"], name="cases_filing_once_per_sheet"
            ),
        ),
    ]
