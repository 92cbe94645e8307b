"""Whose cards are whose, told to PostgreSQL."""

from django.db import migrations

from yanzhen.apps.cards.models.visibility import OWNED
from yanzhen.apps.organisations.service import row_security


class Migration(migrations.Migration):
    dependencies = [("cards", "0001_cards")]

    operations = [
        row_security("cards_card", using=OWNED),
        row_security("cards_event", using=OWNED),
        row_security("cards_device", using=OWNED),
        row_security("cards_code", using=OWNED),
        row_security("cards_spent", using=OWNED),
    ]
