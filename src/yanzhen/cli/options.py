"""What several commands take: the language, cities, a date, where files lie."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

ZONE = ZoneInfo("Asia/Shanghai")


class Lang(StrEnum):
    """The languages the product speaks."""

    zh = "zh"
    en = "en"


Language = Annotated[
    Lang, typer.Option("--lang", envvar="YANZHEN_LANG", help="zh 中文 / en English")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON 输出 / JSON output")]
City = Annotated[str, typer.Argument(help="城市标识，如 xiangtan / a city's id")]
Packs = Annotated[
    Path | None,
    typer.Option("--packs", help="自己的政策包文件夹 / a folder of packs of one's own"),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="评定日，如 2026-01-31；默认今天 / date of assessment")
]

Source = Annotated[Path, typer.Argument(help="文件夹、Excel、CSV 或 Parquet / a folder or a file")]
Cities = Annotated[
    str, typer.Option("--city", help="城市，逗号分开 / a city's id, or several, comma-separated")
]
By = Annotated[
    str | None, typer.Option("--by", help="按哪些列分组，如 county / dimensions, comma-separated")
]
Mapping = Annotated[
    Path | None, typer.Option("--mapping", help="列名对照文件(YAML)/ the office's own names")
]
Internal = Annotated[
    bool, typer.Option("--internal", help="不隐去不足十人的分组，不得外传 / keep small groups")
]


def day_of(text: str | None) -> date:
    """The date of assessment: today in China where none is given."""
    if text is None:
        return datetime.now(ZONE).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"--as-of 须是日期，如 2026-01-31，而不是 {text} / not a date: {text}"
        raise typer.BadParameter(message) from None
