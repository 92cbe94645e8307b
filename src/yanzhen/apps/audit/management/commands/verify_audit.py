"""`verify_audit`: walk every chain; the exit code is 1 at the first break of any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yanzhen.apps.audit.chains import Broken, chains, verify_chain


class Command(BaseCommand):
    help = "核对审计链。Verify the chains of the audit log."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("chains", nargs="*", help="不写则全部 / all by default")

    def handle(self, *_: Any, **options: Any) -> None:
        broken = 0
        names = options["chains"] or chains()
        if not names:
            self.stdout.write("还没有审计记录 / Nothing was recorded yet")
        for name in names:
            found = verify_chain(name)
            if isinstance(found, Broken):
                broken += 1
                at = f"第 {found.number} 条 / number {found.number}, event {found.event_id}"
                self.stdout.write(f"{name}: {at}: {found.zh} / {found.en}")
            else:
                said = f"{found.events} 条，完整 / {found.events} events, whole"
                self.stdout.write(f"{name}: {said} {found.head.hex()}")
        if broken:
            raise CommandError(f"{broken} 条链不完整 / chains that are broken: {broken}")
