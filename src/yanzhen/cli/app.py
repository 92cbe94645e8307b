"""Which commands there are and what they take; what they do is in the modules beside."""

import sys
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from yanzhen.cli import (
    assessing,
    checking,
    comparing,
    evaluating,
    facts_page,
    founding,
    population,
    reading,
    streaming,
    template,
)
from yanzhen.policy import PolicyError

ZONE = ZoneInfo("Asia/Shanghai")


class Lang(StrEnum):
    """The languages the product speaks."""

    zh = "zh"
    en = "en"


app = typer.Typer(
    name="yanzhen",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="雁阵：把城市人才政策变成能用的服务。Yanzhen: a city's talent policies, working.",
)
packs_app = typer.Typer(
    no_args_is_help=True, help="新建、检查政策包,查看数字。Begin and check packs, list figures."
)
app.add_typer(packs_app, name="packs")
population_app = typer.Typer(no_args_is_help=True, help="整座城市的人一起算。Many people at once.")
app.add_typer(population_app, name="population")


@population_app.callback()
def population_commands() -> None:
    """Keeps the command's name even while there is only one."""


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


@packs_app.command("new")
def packs_new(
    city: City,
    text: Annotated[Path, typer.Option(help="文件原文(UTF-8 文本)/ the document's text")],
    out: Annotated[
        Path, typer.Option("--out", "--packs", help="写到哪个政策包文件夹 / folder of packs")
    ] = Path("packs"),
    lang: Language = Lang.zh,
) -> None:
    """从原文生成政策包骨架:条款、数字,其余待写。A pack's skeleton from a document's text."""
    raise typer.Exit(founding.new(city, text, out, lang.value))


@packs_app.command("check")
def packs_check(
    cities: Annotated[list[str] | None, typer.Argument(help="不写则全部 / all by default")] = None,
    text: Annotated[
        Path | None, typer.Option(help="原文,文件或文件夹 / the texts, file or folder")
    ] = None,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """检查政策包:问题与覆盖率;有问题则退出码为 1。Findings and coverage; exit 1 on any finding."""
    raise typer.Exit(checking.check(cities or [], text, packs, as_json, lang.value))


@packs_app.command("figures")
def packs_figures(
    city: City, packs: Packs = None, as_json: AsJson = False, lang: Language = Lang.zh
) -> None:
    """列出每个数字及其去处。Each figure and what accounts for it."""
    checking.figures(city, packs, as_json, lang.value)


@population_app.command("synthesise")
def population_synthesise(
    city: Annotated[
        str, typer.Option(help="城市，逗号分开 / a city's id, or several, comma-separated")
    ],
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
    day = None if as_of is None else _day(as_of)
    raise typer.Exit(population.synthesise(city, size, seed, day, missing, out, packs, lang.value))


@population_app.command("template")
def population_template(
    city: Annotated[
        str, typer.Option(help="城市，逗号分开 / a city's id, or several, comma-separated")
    ],
    out: Annotated[Path | None, typer.Option(help="写到哪个 .xlsx / the workbook to write")] = None,
    packs: Packs = None,
    lang: Language = Lang.zh,
) -> None:
    """空白工作簿:规则要问的列,选项可下拉。An empty workbook of what the rules ask."""
    raise typer.Exit(template.template(city, out, packs, lang.value))


@population_app.command("check")
def population_check(
    source: Annotated[
        Path, typer.Argument(help="文件夹、Excel、CSV 或 Parquet / a folder or a file")
    ],
    city: Annotated[
        str, typer.Option(help="城市，逗号分开 / a city's id, or several, comma-separated")
    ],
    out: Annotated[Path, typer.Option(help="写到哪个文件夹 / the folder to write")],
    mapping: Annotated[
        Path | None, typer.Option(help="列名对照文件(YAML)/ the office's own names")
    ] = None,
    packs: Packs = None,
    lang: Language = Lang.zh,
) -> None:
    """检查名册并转成人口文件;有退回的行则退出码为 1。Check files; exit 1 on rejected rows."""
    raise typer.Exit(template.check(source, city, mapping, out, packs, lang.value))


@population_app.command("evaluate")
def population_evaluate(
    source: Annotated[
        Path, typer.Argument(help="文件夹、Excel、CSV 或 Parquet / a folder or a file")
    ],
    city: Annotated[
        str, typer.Option(help="城市，逗号分开 / a city's id, or several, comma-separated")
    ],
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option(help="写到哪个文件夹 / the folder to write")] = None,
    by: Annotated[
        str | None,
        typer.Option(help="按什么分组，逗号分开，如 county,industry / dimensions to group by"),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", "--mapping", help="列名对照文件(YAML)/ the office's own names"),
    ] = None,
    engine: Annotated[str, typer.Option(help="在哪里算 / where to work it out")] = evaluating.LOCAL,
    missing: Annotated[
        bool, typer.Option("--missing", help="另写每件缺哪些事实 / write which facts are missing")
    ] = False,
    ineligible: Annotated[
        bool, typer.Option("--ineligible", help="也写不符合的 / write ineligible outcomes too")
    ] = False,
    internal: Annotated[
        bool, typer.Option("--internal", help="内部使用：不隐去小分组 / keep small groups visible")
    ] = False,
    packs: Packs = None,
    lang: Language = Lang.zh,
) -> None:
    """测算:谁能得到什么,要多少钱,何时付。Who gets what, at what cost, and when."""
    asked = evaluating.Asked(
        source, city, _day(as_of), out, by, mapping, engine, missing, ineligible, internal, packs
    )
    raise typer.Exit(evaluating.evaluated(asked, lang.value))


@app.command()
def facts(
    subject: Annotated[
        str | None, typer.Option(help="只列一类对象的事实 / facts of one kind of subject")
    ] = None,
    as_json: AsJson = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="docs/guide/facts.md 的内容 / the page facts.md")
    ] = False,
    lang: Language = Lang.zh,
) -> None:
    """列出事实词汇。The vocabulary of facts."""
    if markdown:
        print(facts_page.page(), end="")
        return
    reading.facts(subject, as_json, lang.value)


@app.command()
def policies(
    city: City,
    rule: Annotated[str | None, typer.Argument(help="规则标识 / a rule's id")] = None,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """读政策:规则的条件与待遇。Rules in readable form."""
    reading.policies(city, rule, packs, as_json, lang.value)


@app.command()
def assess(
    file: Annotated[str, typer.Argument(help="JSON 或 YAML 文件，- 为标准输入 / a file or -")],
    city: Annotated[str, typer.Option(help="城市标识 / a city's id")],
    as_of: AsOf = None,
    packs: Packs = None,
    as_json: AsJson = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="一行一个对象 / one object a line, in and out")
    ] = False,
    lang: Language = Lang.zh,
) -> None:
    """算一个对象(或一串)能得到什么、为什么。What a subject is entitled to, and why."""
    day = _day(as_of)
    pack = assessing.pack_of(city, packs)
    if jsonl:
        raise typer.Exit(streaming.stream(pack, file, day, lang.value))
    assessing.one(pack, file, day, as_json, lang.value)


@app.command()
def compare(
    file: Annotated[str, typer.Argument(help="JSON 或 YAML 文件，- 为标准输入 / a file or -")],
    cities: Annotated[
        str | None, typer.Option(help="城市，逗号分开；不写则全部 / cities, comma-separated")
    ] = None,
    as_of: AsOf = None,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """同一情况,各市对照。One situation in several cities, side by side."""
    compared = comparing.packs_of(cities, packs)
    comparing.side_by_side(file, compared, _day(as_of), as_json, lang.value)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址 / address")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口 / port")] = 8000,
) -> None:
    """启动网页服务(含内置数据库)。Serve the pages, with the embedded database."""
    try:
        service = import_module("yanzhen.config.serve")
    except ModuleNotFoundError as missing:
        print(
            f"网页服务需要附加组件：pip install 'yanzhen[service]'（缺 {missing.name}）\n"
            f"The pages need an extra: pip install 'yanzhen[service]' ({missing.name} is missing)",
            file=sys.stderr,
        )
        raise typer.Exit(1) from None
    service.serve(host, port)


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(ZONE).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"--as-of 须是日期，如 2026-01-31，而不是 {text} / not a date: {text}"
        raise typer.BadParameter(message) from None


def main() -> None:
    """Run the command line; what cannot be answered is said in a sentence."""
    try:
        app()
    except PolicyError as error:
        for problem in error.problems:
            hint = f"（是否想写 {problem.suggestion}？)" if problem.suggestion else ""
            print(f"{problem.zh}{hint} / {problem.en}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
