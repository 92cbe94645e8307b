"""`replay_case`: work the decisions of a case out again; an error where they come out otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases.service import NoSuchCase, NotReplayed, replay

NO_CASE = "没有编号为 {number} 的办件。 / There is no case {number}."
DIFFERS = "重算结果与当时不同：{what} / It comes out otherwise: {what}"


class Command(BaseCommand):
    help = "Works the decisions of a case out again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["number"]
        try:
            with acting(SYSTEM):
                decisions = replay(number)
        except NoSuchCase:
            raise CommandError(NO_CASE.format(number=number)) from None
        except NotReplayed as reason:
            raise CommandError(f"{number}：{reason.why.zh} / {reason.why.en}") from None
        for one in decisions:
            self.stdout.write(f"{one.number} {one.outcome} {one.as_of} {one.pack[:12]}")
            self.stdout.write(f"  {one.stored}\n  {one.again}")
        differing = [one for one in decisions if not one.same]
        if differing:
            raise CommandError(DIFFERS.format(what=", ".join(differing[0].differs)))
        self.stdout.write("一致 / the same")
