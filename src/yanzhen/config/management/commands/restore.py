"""`restore FILE`: an archive into an empty database (see `config.restore`)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yanzhen.config.restore import restore_backup


class Command(BaseCommand):
    help = "Brings an archive back into an empty database and verifies the audit chains."
    stealth_options = ("told",)
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        back = restore_backup(file, options.get("told") or (lambda *_: None))
        count = sum(one.events for one in back.chains)
        self.stdout.write(
            f"已恢复 {back.made_at} 的备份：附件 {back.files} 个，审计记录 {count} 条，各链完整。\n"
            f"The backup of {back.made_at} is back: {back.files} files, {count} audit events, "
            "every chain whole."
        )
