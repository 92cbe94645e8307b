"""A card's code, verified from the command line as a gate's program would.

yanzhen card verify 'YZ1:…' --keys jwks.json --status status.jwt
"""

import json
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from yanzhen.cli.extras import without_service
from yanzhen.cli.options import ZONE, AsJson, Lang, Language

card_app = typer.Typer(no_args_is_help=True, help="人才卡。Talent cards.")


@card_app.callback()
def card() -> None:
    """人才卡。Talent cards."""


@card_app.command("verify")
def verify(
    code: Annotated[str, typer.Argument(help="二维码内容，- 为标准输入 / the code's text, or -")],
    keys: Annotated[Path, typer.Option(help="公钥文件 / from /.well-known/jwks.json")],
    status: Annotated[
        Path | None, typer.Option(help="卡状态名单 / from /cards/<city>/status")
    ] = None,
    at: Annotated[
        datetime | None, typer.Option(help="核验时刻(中国时间)；默认现在 / when; now by default")
    ] = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """离线核验人才卡；不接受则退出码为 1。Verify a card offline; exit 1 unless accepted."""
    try:
        offline = import_module("yanzhen.apps.cards.offline")
    except ModuleNotFoundError as missing:
        raise typer.Exit(without_service(missing)) from None
    now = datetime.now(ZONE) if at is None else at.replace(tzinfo=at.tzinfo or ZONE)
    text = (sys.stdin.read() if code == "-" else code).strip()
    trusted = _read(offline.trusted_keys, keys, lang.value)
    listed = None
    if status is not None:
        listed = _read(lambda raw: _list_of(offline, raw, trusted, now), status, lang.value)
    verdict = offline.verify(text, trusted, listed, now)
    print(json.dumps(_as_data(verdict)) if as_json else _told(verdict, lang.value))
    raise typer.Exit(0 if verdict.accepted else 1)


def _list_of(offline: Any, raw: bytes, keys: Any, now: datetime) -> Any:
    return offline.StatusList.read(raw.decode("ascii", "replace").strip(), keys, now)


def _read(reader: Any, file: Path, language: str) -> Any:
    """What a reader makes of a file; said and left with 2 if it makes nothing of it."""
    try:
        return reader(file.read_bytes())
    except OSError as error:
        zh, en = f"读不到文件：{error.strerror}", f"cannot be read: {error.strerror}"
    except ValueError as error:
        zh = getattr(error, "zh", "不是公钥文件(JWKS)，或里面有重复的项目。")
        en = getattr(error, "en", "Not a JSON Web Key Set, or it names something twice.")
    print(f"{file}: {zh if language == 'zh' else en}", file=sys.stderr)
    raise typer.Exit(2)


def _as_data(verdict: Any) -> dict[str, Any]:
    found = {"code": verdict.code, "accepted": verdict.accepted, "zh": verdict.zh, "en": verdict.en}
    claims = verdict.claims if verdict.accepted else None
    if claims is None:
        return found
    until = claims.card_until and claims.card_until.isoformat()
    shown = {"name": claims.name_mask, "level": claims.level, "city": claims.city, "until": until}
    return {**found, **shown, "pseudonym": claims.pseudonym.hex()}


def _told(verdict: Any, language: str) -> str:
    sentence = verdict.zh if language == "zh" else verdict.en
    if not verdict.accepted:
        return f"✗ {verdict.code}  {sentence}"
    claims = verdict.claims
    no_end = "没有固定期限" if language == "zh" else "no fixed end"
    shown = (claims.name_mask, claims.level, claims.city, str(claims.card_until or no_end))
    return f"✓ {verdict.code}  {sentence}\n  {' · '.join(filter(None, shown))}"
