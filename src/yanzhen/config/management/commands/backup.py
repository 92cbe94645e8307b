"""`backup FILE`: database and uploaded files into one archive (see `config.backup`)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from yanzhen.config.backup import make_backup


class Command(BaseCommand):
    help = "Writes the database and the uploaded files into one archive."
    stealth_options = ("told",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        made = make_backup(file, options.get("told") or (lambda *_: None))
        for one in made.broken:
            self.stderr.write(
                f"审计链 {one.chain} 断开 / the audit chain {one.chain} is broken: {one.zh}"
            )
        size = f"{made.size / 1_000_000:.1f} MB"
        self.stdout.write(
            f"{file}：{size}，附件 {made.files} 个。密钥不在其中，请另行保存。\n"
            f"{file}: {size}, {made.files} files. The keys are not in it: keep them apart."
        )
