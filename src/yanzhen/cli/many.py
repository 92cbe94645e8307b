"""The commands about many people at once: `yanzhen population ...`."""

from pathlib import Path
from typing import Annotated

import typer

from yanzhen.cli import evaluating, population, reforming, template
from yanzhen.cli.options import (
    AsJson,
    AsOf,
    By,
    Cities,
    Internal,
    Lang,
    Language,
    Mapping,
    Packs,
    Source,
    day_of,
)

many = typer.Typer(no_args_is_help=True, help="整座城市的人一起算。Many people at once.")


@many.command("synthesise")
def population_synthesise(
    city: Cities,
    size: Annotated[str, typer.Option(metavar="N", help="多少人 / how many people")],
    seed: Annotated[
        str, typer.Option(metavar="S", help="种子；同种子同结果 / same seed, same population")
    ] = "1",
    out: Annotated[Path | None, typer.Option(help="写到哪个文件夹 / the folder to write")] = None,
    missing: Annotated[
        str | None,
        typer.Option(
            help="每个值缺失的比例，如 0.1；不写则按分布说明 / share of values left out, e.g. 0.1;"
            " as documented by default"
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="数据截至哪天，默认 2026-01-01 / the day the data stand at"),
    ] = None,
    packs: Packs = None,
    lang: Language = Lang.zh,
) -> None:
    """生成虚构人口,供演示、测试。An invented, plausible population for demos and tests."""
    day = None if as_of is None else day_of(as_of)
    raise typer.Exit(population.synthesise(city, size, seed, day, missing, out, packs, lang.value))


@many.command("template")
def population_template(
    city: Cities,
    out: Annotated[Path | None, typer.Option(help="写到哪个 .xlsx / the workbook to write")] = None,
    packs: Packs = None,
    lang: Language = Lang.zh,
) -> None:
    """空白工作簿:规则要问的列,选项可下拉。An empty workbook of what the rules ask."""
    raise typer.Exit(template.template(city, out, packs, lang.value))


@many.command("check")
def population_check(
    source: Source,
    city: Cities,
    out: Annotated[Path, typer.Option(help="写到哪个文件夹 / the folder to write")],
    mapping: Mapping = None,
    packs: Packs = None,
    lang: Language = Lang.zh,
) -> None:
    """检查名册并转成人口文件;有退回的行则退出码为 1。Check files; exit 1 on rejected rows."""
    raise typer.Exit(template.check(source, city, mapping, out, packs, lang.value))


@many.command("evaluate")
def population_evaluate(
    source: Source,
    city: Cities,
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option(help="写到哪个文件夹 / the folder to write")] = None,
    by: By = None,
    mapping: Mapping = None,
    engine: Annotated[str, typer.Option(help="在哪里算 / where to work it out")] = evaluating.LOCAL,
    missing: Annotated[
        bool, typer.Option("--missing", help="另写每件缺哪些事实 / write which facts are missing")
    ] = False,
    ineligible: Annotated[
        bool, typer.Option("--ineligible", help="也写不符合的 / write ineligible outcomes too")
    ] = False,
    internal: Internal = False,
    packs: Packs = None,
    lang: Language = Lang.zh,
) -> None:
    """测算:谁能得到什么,要多少钱,何时付。Who gets what, at what cost, and when."""
    asked = evaluating.Asked(
        source, city, day_of(as_of), out, by, mapping, engine, missing, ineligible, internal, packs
    )
    raise typer.Exit(evaluating.evaluated(asked, lang.value))


@many.command("compare")
def population_compare(
    source: Source,
    city: Cities,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="TARGET=VALUE",
            help="改一处，可写几次；能改什么见 changes / a change, as often as needed",
        ),
    ] = None,
    reform: Annotated[
        Path | None, typer.Option(help="另一套政策包 / a folder of other packs")
    ] = None,
    by: By = None,
    as_of: AsOf = None,
    mapping: Mapping = None,
    out: Annotated[
        Path | None, typer.Option(help="写到哪个文件夹(JSON、Excel)/ the folder to write")
    ] = None,
    internal: Internal = False,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """改了会怎样:改前改后的费用,谁得谁失。What a change would do: cost, winners, losers."""
    who = reforming.Source(source, city, _names(by), day_of(as_of), mapping, packs)
    raise typer.Exit(
        reforming.compare(who, settings or [], reform, out, internal, as_json, lang.value)
    )


@many.command("changes")
def population_changes(
    city: Cities,
    rule: Annotated[str | None, typer.Argument(help="规则标识 / a rule's id")] = None,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """列出能改的每一处。Everything that compare --set can change."""
    raise typer.Exit(reforming.changes(city, rule, packs, as_json, lang.value))


@many.command("gaps")
def population_gaps(
    source: Source,
    city: Cities,
    by: By = None,
    as_of: AsOf = None,
    mapping: Mapping = None,
    internal: Internal = False,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """只差一个条件的人,按规则、条件和条款计数。Who fails by one condition only."""
    who = reforming.Source(source, city, _names(by), day_of(as_of), mapping, packs)
    raise typer.Exit(reforming.gaps(who, internal, as_json, lang.value))


def _names(text: str | None) -> tuple[str, ...]:
    """Dimensions, with or without the prefix of their columns."""
    parts = (part.strip().removeprefix("by.") for part in (text or "").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
