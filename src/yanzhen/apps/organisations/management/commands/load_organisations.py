"""`load_organisations`: bring the tree of organisations up to date with the packs on the disk."""

from typing import Any

from django.core.management.base import BaseCommand

from yanzhen.apps.organisations.service import load_organisations


class Command(BaseCommand):
    help = "Brings the tree of organisations up to date with the packs on the disk."

    def handle(self, *args: Any, **options: Any) -> None:
        for loaded in load_organisations():
            if loaded.findings:
                self.stderr.write(
                    f"{loaded.city}: 机构文件有 {len(loaded.findings)} 处问题，未载入 "
                    "/ organisations not loaded: findings"
                )
                for finding in loaded.findings[:5]:
                    self.stderr.write(f"  {finding}")
            elif loaded.added or loaded.changed or loaded.retired:
                self.stdout.write(
                    f"{loaded.city}: 机构 +{loaded.added} ~{loaded.changed} -{loaded.retired} "
                    "/ organisations"
                )
