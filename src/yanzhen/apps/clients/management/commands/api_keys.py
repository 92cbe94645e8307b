"""`api_keys`: give a key, list the keys, take one away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.clients.actions import give_key, revoke_key
from yanzhen.apps.clients.errors import ClientRefused, NoSuchClient
from yanzhen.apps.clients.queries import keys_of


class Command(BaseCommand):
    help = "接口密钥。Keys for programs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["new", "list", "revoke"])
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument("--organisation", default="")
        parser.add_argument("--roles", default="")
        parser.add_argument("--scopes", default="")
        parser.add_argument("--days", type=int, default=365)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            match options["what"]:
                case "new":
                    self._give(options)
                case "list":
                    self._list()
                case _:
                    revoke_key(acting=SYSTEM, prefix=options["name"])
        except ClientRefused as refused:
            raise CommandError(
                "\n".join(f"{one.reason.zh} / {one.reason.en}" for one in refused.refusals)
            ) from None
        except NoSuchClient:
            raise CommandError("没有这个密钥。/ There is no such key.") from None

    def _give(self, options: dict[str, Any]) -> None:
        given = give_key(
            acting=SYSTEM, name=options["name"], organisation=options["organisation"],
            roles=options["roles"].split(), scopes=options["scopes"].split(), days=options["days"],
        )  # fmt: skip
        self.stdout.write(given.key)
        self.stderr.write(f"只显示这一次，有效期至 {given.expires_at:%Y-%m-%d}。/ Shown only once.")

    def _list(self) -> None:
        for one in keys_of(SYSTEM):
            state = "revoked" if one.revoked_at else f"until {one.expires_at:%Y-%m-%d}"
            used = one.last_used_on or "-"
            self.stdout.write(
                f"{one.prefix}  {one.organisation}  {one.name}  {state}  used {used}  "
                f"{' '.join(one.scopes)}"
            )
