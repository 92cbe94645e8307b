"""`load_demo`: the invented people, accounts and cases of the demo, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yanzhen.apps.jobs.service import bar
from yanzhen.config.demo.loading import load_demo


class Command(BaseCommand):
    help = "Loads the demo's invented people, accounts and cases, unless they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("只有演示环境才载入虚构数据。/ Only the demo has invented people.")
        with bar("载入虚构的示例 / Loading the invented demo") as told:
            loaded = load_demo(told)
        if loaded is not None:
            self.stdout.write(
                f"已载入虚构的示例：{loaded.people} 人、{loaded.employers} 家单位、"
                f"{loaded.cases} 件"
                " / the invented demo is loaded"
            )
