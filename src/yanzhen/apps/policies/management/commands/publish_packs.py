"""`publish_packs`: put the packs on the disk in force; a refused one does not stop the rest."""

from typing import Any

from django.core.management.base import BaseCommand

from yanzhen.apps.jobs.service import bar
from yanzhen.apps.policies.service import publish_packs_from_disk


class Command(BaseCommand):
    help = "Publishes every city's pack that lies on the disk."

    def handle(self, *args: Any, **options: Any) -> None:
        with bar("发布政策包 / Publishing the packs") as told:
            found = publish_packs_from_disk(told=told)
        for publication in found:
            if publication.content_hash is None:
                count = len(publication.findings)
                self.stderr.write(
                    f"{publication.city}: 政策包有 {count} 处问题，未发布 / not published: findings"
                )
                for finding in publication.findings[:5]:
                    self.stderr.write(f"  {finding}")
            elif publication.changed:
                self.stdout.write(f"{publication.city}: 政策包已发布 / published")
