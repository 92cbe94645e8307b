"""`reseal`: after a new key was put in front, seal everything with it; then the old key can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yanzhen.apps.sealing.resealing import reseal


class Command(BaseCommand):
    help = "用第一把密钥重新加密。Seal everything again with the first key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--indexes", action="store_true",
            help="查找用的摘要也重算 / work out anew what rows are looked up by",
        )  # fmt: skip

    def handle(self, *_: Any, **options: Any) -> None:
        for told in reseal(indexes=options["indexes"]):
            self.stdout.write(f"{told.table}: {told.done}/{told.total}, {told.changed}")
